package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"

	"lede/newsroom"
	"lede/store/sqlite"
	"lede/summarize"
)

// answer is what becomes of a line of the input.
type answer struct {
	line []byte
	ok   bool
	err  error
}

// digestLines digests the lines of in on all cores and writes the digests in
// the order of the lines, each as soon as it and all before it are ready. A
// line that is no article gets an answer that says so; then the exit code is
// the one for partly done.
func digestLines(ctx context.Context, in io.Reader, out io.Writer, d *articleReader, sentences int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cores := runtime.GOMAXPROCS(0)
	// The queue holds the answers in order; its length bounds how far reading
	// is ahead of writing.
	queue := make(chan chan answer, 4*cores)
	places := make(chan struct{}, cores)
	var failed error
	go func() {
		defer close(queue)
		r := bufio.NewReaderSize(in, 1<<20)
		for number := 1; ; number++ {
			line, err := readLine(r)
			if err != nil {
				if !errors.Is(err, io.EOF) {
					failed = fmt.Errorf("line %d of the input cannot be read: %w", number, err)
				}
				return
			}
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			ready := make(chan answer, 1)
			select {
			case queue <- ready:
			case <-ctx.Done():
				return
			}
			select {
			case places <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-places }()
				v, ok := digestLine(d, number, line, sentences)
				text, err := encode(v)
				ready <- answer{text, ok, err}
			}()
		}
	}()
	w := bufio.NewWriterSize(out, 1<<16)
	all := true
	for {
		ready, err := next(ctx, w, queue)
		if ready == nil || err != nil {
			if err != nil {
				return err
			}
			break
		}
		a, err := next(ctx, w, ready)
		if err == nil {
			err = a.err
		}
		if err == nil {
			_, err = w.Write(a.line)
		}
		if err != nil {
			return err
		}
		all = all && a.ok
	}
	if err := w.Flush(); err != nil {
		return err
	}
	switch {
	case failed != nil:
		return failed
	case ctx.Err() != nil:
		return ctx.Err()
	case !all:
		return &fault{exitPartly, errors.New(`some lines were no articles; their answers have an "error"`)}
	}
	return nil
}

// next is the next value of a channel; while there is none, what is ready goes
// out.
func next[T any](ctx context.Context, w *bufio.Writer, from <-chan T) (v T, err error) {
	select {
	case v = <-from:
		return v, nil
	default:
	}
	if err := w.Flush(); err != nil {
		return v, err
	}
	select {
	case v = <-from:
		return v, nil
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// articleReader makes digests and knows the companies in them.
type articleReader struct {
	*summarize.Digester
	known knownCompany
}

// digester reads articles with the companies of whoever runs the command, and
// with their corrections.
func (sh *shell) digester(ctx context.Context) (*articleReader, error) {
	file, rules := "", ""
	if sh.local != nil {
		c, paths, err := sh.configuration()
		if err != nil {
			return nil, err
		}
		file = c.CompaniesFile(paths)
		if rules, err = storedRules(ctx, paths.Store); err != nil {
			sh.note("lede: %s", sh.tr().S("cli.digest.norules", err.Error()))
		}
	}
	lexicon, problems := newsroom.ReadLexicon(file, rules)
	for _, p := range problems {
		sh.note("lede: %s", sh.tr().Said(p.Error()))
	}
	return &articleReader{summarize.New(summarize.Options{Lexicon: lexicon}), lexicon.Company}, nil
}

// storedRules are the corrections in a store, if there is one. It is only read.
func storedRules(ctx context.Context, path string) (string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	db, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	rules, err := newsroom.StoredRules(ctx, db)
	return rules, errors.Join(err, db.Close())
}

func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, plain(err))
	}
	return f, nil
}
