// Package glass looks at a terminal as a person does: what a program writes goes
// through an emulator, which answers what the program asks, and what counts is what
// then stands on the screen, however the bytes came. Tests of the interface, the
// pictures of the documentation and the benchmarks look through it.
package glass

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Screen is a terminal and all that came to it.
type Screen struct {
	in       io.Writer
	drawn    chan struct{} // something came
	ended    chan struct{} // nothing will come any more
	answered chan struct{}

	mu   sync.Mutex
	vt   *vt.Emulator
	came bytes.Buffer
	last time.Time // when the last of it came
	// What is looked for after each piece, and when the piece came that showed it.
	sought func(text string) bool
	found  chan time.Time
}

// New is a screen of so many columns and rows. Keys, and the emulator's answers, go
// to in. What comes to it is written to it, or read by Follow.
func New(width, height int, in io.Writer) *Screen {
	s := &Screen{in: in, vt: vt.NewEmulator(width, height), drawn: make(chan struct{}, 1), ended: make(chan struct{}), answered: make(chan struct{})}
	go func() {
		defer close(s.answered)
		_, _ = io.Copy(in, s.vt)
	}()
	return s
}

// piece is something that came, and when.
type piece struct {
	bytes []byte
	at    time.Time
}

// Follow shows what comes from out until its end. It notes when something comes
// and leaves it to another goroutine to emulate what it does to a screen: that
// takes longer than a terminal takes, and the next piece must not be thought late
// for it.
func (s *Screen) Follow(out io.Reader) {
	pieces := make(chan piece, 1024)
	go func() {
		defer close(pieces)
		buf := make([]byte, 64<<10)
		for {
			n, err := out.Read(buf)
			if n > 0 {
				pieces <- piece{bytes.Clone(buf[:n]), time.Now()}
			}
			if err != nil {
				return
			}
		}
	}()
	go func() {
		defer s.Close()
		for p := range pieces {
			s.show(p)
		}
	}()
}

// Write shows something.
func (s *Screen) Write(p []byte) (int, error) {
	s.show(piece{p, time.Now()})
	return len(p), nil
}

func (s *Screen) show(p piece) {
	s.mu.Lock()
	s.came.Write(p.bytes)
	s.last = p.at
	s.feed(p.bytes)
	s.look()
	s.mu.Unlock()
	select {
	case s.drawn <- struct{}{}:
	default:
	}
}

// Close says that nothing will come any more. Who has it follow something need
// not call it.
func (s *Screen) Close() {
	if in, ok := s.vt.InputPipe().(io.Closer); ok { // the emulator's own Close races with its Read
		_ = in.Close()
		<-s.answered
	}
	close(s.ended)
}

// feed gives the emulator what came. A frame for a larger window, drawn before the
// program has heard of the new size, may scroll lines that are no longer there:
// terminals clamp that, the emulator panics. The new size is on its way, and with
// it everything is drawn again.
func (s *Screen) feed(p []byte) {
	defer func() {
		if recover() != nil {
			_, _ = s.vt.WriteString("\x1b[r")
		}
	}()
	_, _ = s.vt.Write(p)
}

// Type sends keys.
func (s *Screen) Type(keys string) error {
	_, err := io.WriteString(s.in, keys)
	return err
}

// Resize makes the screen larger or smaller; the program must be told by other means.
func (s *Screen) Resize(width, height int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vt.Resize(width, height)
}

// Text is what stands on the screen, a line a row.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ansi.Strip(s.vt.Render())
}

// Look calls a function with the emulator while nothing is written to it.
func (s *Screen) Look(f func(*vt.Emulator)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.vt)
}

// Came is all that came, byte for byte.
func (s *Screen) Came() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came.String()
}

// Bytes is how many bytes came, and when the last of them did.
func (s *Screen) Bytes() (int, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.came.Len(), s.last
}

// Drawn tells that something has come.
func (s *Screen) Drawn() <-chan struct{} { return s.drawn }

// Ended is closed when nothing will come any more.
func (s *Screen) Ended() <-chan struct{} { return s.ended }

// look is called with the lock held.
func (s *Screen) look() {
	if s.sought != nil && s.sought(ansi.Strip(s.vt.Render())) {
		s.sought = nil
		s.found <- s.last
	}
}

// When waits until a text stands on the screen for which so holds, and returns when
// the piece came that made it so. It looks after each piece, so that none that comes
// right behind is taken for it. It gives up after a while.
func (s *Screen) When(so func(text string) bool, patience time.Duration) (time.Time, error) {
	found := make(chan time.Time, 1)
	s.mu.Lock()
	s.sought, s.found = so, found
	s.look()
	s.mu.Unlock()
	select {
	case at := <-found:
		return at, nil
	case <-time.After(patience):
		s.mu.Lock()
		s.sought = nil
		s.mu.Unlock()
		return time.Time{}, fmt.Errorf("not after %v; on the screen:\n%s", patience, s.Text())
	}
}

// Until waits until something is so, which may depend on more than the text on the
// screen. It gives up when nothing will come any more, and after a while.
func (s *Screen) Until(so func(text string) bool, patience time.Duration) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	again := time.NewTicker(100 * time.Millisecond) // it may depend on more than the screen
	defer again.Stop()
	for over := false; ; {
		text := s.Text()
		if so(text) {
			return nil
		}
		if over {
			return fmt.Errorf("the program has ended; on its screen:\n%s", text)
		}
		select {
		case <-s.drawn:
		case <-again.C:
		case <-s.ended:
			over = true
		case <-late.C:
			return fmt.Errorf("not after %v; on the screen:\n%s", patience, text)
		}
	}
}

// Settle waits until nothing has come for a while.
func (s *Screen) Settle(quiet, patience time.Duration) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case <-s.drawn:
		case <-time.After(quiet):
			return nil
		case <-late.C:
			return fmt.Errorf("the screen does not come to rest in %v", patience)
		}
	}
}
