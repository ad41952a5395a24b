package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/anmitsu/go-shlex"
)

// maxCommand is the longest command line, in bytes.
const maxCommand = 16 << 10

// exitUsage is the exit code of wrong usage, as everywhere in lede.
const exitUsage = 2

// command runs one command of lede. There is no shell: the line was cut into
// words as a shell would, and nothing else of a shell is done.
func (v *visit) command(ctx context.Context) int {
	if len(v.args) == 0 {
		return v.screen(ctx)
	}
	limits := v.srv.o.Limits
	ctx, cancel := context.WithTimeout(ctx, limits.Command)
	defer cancel()
	in := uploaded(ctx, v.ch, limits.Upload)
	defer func() { _ = in.Close() }()
	var out, errw io.Writer = &paced{w: v.ch, visit: v}, &paced{w: v.ch.Stderr(), visit: v}
	if v.pty {
		out = &crlf{w: out}
		errw = out
	}
	v.log.Info("command", "command", readerName(v.args[0]))
	code := v.perform(ctx, in, out, errw)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		v.say(v.words().slow)
		code = max(code, 1)
	}
	v.goodbye()
	return code
}

// perform runs the commands of the server itself, and has all others run by
// the command line.
func (v *visit) perform(ctx context.Context, in io.Reader, out, errw io.Writer) int {
	d := desk{rooms: v.srv.rooms, session: v.session(), live: v.srv, dir: v.srv.o.Dir, visit: v, in: in, out: out, errw: errw, tongue: Tongue{v.lang, v.srv.o.Said}}
	switch v.args[0] {
	case "join":
		if v.key == nil {
			v.say(v.words().joinKey)
			return 1
		}
		v.say(fmt.Sprintf(v.words().joined, v.user.Name))
		return 0
	case "keys":
		return d.run(ctx, d.keysOfOne(v.user), v.args[1:])
	case "house":
		return d.run(ctx, d.house, v.args[1:])
	case "admin":
		return d.run(ctx, d.admin, v.args[1:])
	case "notify":
		return d.run(ctx, d.notify, v.args[1:])
	case "language":
		return d.run(ctx, d.language, v.args[1:])
	}
	return v.srv.o.Command(ctx, d.session, v.lang, v.args, in, out, errw)
}

// split cuts a command line into words: quotes and backslashes as in a POSIX
// shell, no variables, no globs, no operators.
func split(line string) ([]string, error) {
	if len(line) > maxCommand {
		return nil, fmt.Errorf("it is longer than %d bytes", maxCommand)
	}
	if strings.ContainsFunc(line, func(r rune) bool {
		return unicode.IsControl(r) && r != '\t' && r != '\n' || r == unicode.ReplacementChar
	}) {
		return nil, errors.New("it has control characters in it, or is not UTF-8")
	}
	args, err := shlex.Split(line, true)
	switch {
	case errors.Is(err, shlex.ErrNoClosing):
		return nil, errors.New("a quotation mark is not closed")
	case err != nil:
		return nil, errors.New("nothing follows the last backslash")
	}
	return args, nil
}

// uploaded is what a command may read: most bytes and no more, and nothing
// after ctx has ended, whatever the client does.
func uploaded(ctx context.Context, from io.Reader, most int) io.ReadCloser {
	r, w := io.Pipe()
	context.AfterFunc(ctx, func() { _ = w.CloseWithError(ctx.Err()) })
	go func() {
		n, err := io.CopyN(w, from, int64(most)+1)
		switch {
		case n > int64(most):
			err = fmt.Errorf("more than %d bytes were sent; this server does not take that", most)
		case errors.Is(err, io.EOF):
			err = nil
		}
		_ = w.CloseWithError(err)
	}()
	return r
}

// paced ends the visit of a client that does not read what it asked for.
type paced struct {
	w     io.Writer
	visit *visit
}

func (p *paced) Write(b []byte) (int, error) {
	stalled := time.AfterFunc(p.visit.srv.o.Limits.Stall, p.visit.drop)
	defer stalled.Stop()
	n, err := p.w.Write(b)
	p.visit.srv.figures.wrote.Add(int64(n))
	return n, err
}

// crlf makes lines end as a terminal in raw mode needs them.
type crlf struct {
	w    io.Writer
	last byte
	buf  []byte
}

func (c *crlf) Write(p []byte) (int, error) {
	c.buf = c.buf[:0]
	for _, b := range p {
		if b == '\n' && c.last != '\r' {
			c.buf = append(c.buf, '\r')
		}
		c.buf = append(c.buf, b)
		c.last = b
	}
	if _, err := c.w.Write(c.buf); err != nil {
		return 0, err
	}
	return len(p), nil
}
