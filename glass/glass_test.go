//go:build unix

package glass

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
)

const patience = time.Minute

func shows(text string) func(string) bool {
	return func(screen string) bool { return strings.Contains(screen, text) }
}

// What stands on the screen counts, not how the bytes came.
func TestPiecesMakeOneText(t *testing.T) {
	out, program := io.Pipe()
	s := New(20, 3, io.Discard)
	s.Follow(out)
	for _, piece := range []string{"said= size", "\x1b[6Gnews, ", "\x1b[3;1H\x1b[1mbo", "ld\x1b", "[m"} {
		if _, err := io.WriteString(program, piece); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Until(func(screen string) bool {
		return strings.HasPrefix(screen, "said=news, ") && strings.Contains(screen, "\nbold")
	}, patience); err != nil {
		t.Error(err)
	}
	_ = program.Close()
	<-s.Ended()
	if n, last := s.Bytes(); n != len(s.Came()) || n != 37 || last.IsZero() {
		t.Errorf("%d bytes came at %v: %q", n, last, s.Came())
	}
	if err := s.Until(shows("more"), patience); err == nil || !strings.Contains(err.Error(), "has ended") {
		t.Errorf("nothing more can come, and it says %v", err)
	}
	s.Look(func(e *vt.Emulator) {
		if cell := e.CellAt(0, 2); cell == nil || cell.Content != "b" || cell.Style.Attrs == 0 {
			t.Errorf("the first bold letter is %+v", cell)
		}
	})
}

// The time is that of the piece that shows it, though others have come since.
func TestWhenItCame(t *testing.T) {
	s := New(20, 3, io.Discard)
	defer s.Close()
	began := time.Now()
	seen, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			_, _ = io.WriteString(s, "\rnow  ")
			_, _ = io.WriteString(s, "\rlater")
			select {
			case <-seen:
				return
			default:
			}
		}
	}()
	at, err := s.When(shows("now"), patience)
	close(seen)
	<-done
	if err != nil || at.Before(began) {
		t.Errorf("it came at %v, %v", at, err)
	}
	if _, err := s.When(shows("never"), time.Millisecond); err == nil {
		t.Error("what never came has come")
	}
}

func TestProgram(t *testing.T) {
	p, err := Run(exec.Command("sh", "-c", `stty size; while read -r line && test "$line" != end; do echo "<$line>"; stty size; done; exit 7`), 40, 8)
	if err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	defer p.Close()
	for _, step := range []struct {
		act  func() error
		sees string
	}{
		{func() error { return nil }, "8 40"},
		{func() error { return p.Type("a key\r") }, "<a key>"},
		{func() error { return errors.Join(p.Resize(50, 9), p.Type("another\r")) }, "9 50"},
		{func() error { return p.Type("end\r") }, ""},
	} {
		if err := step.act(); err != nil {
			t.Fatal(err)
		}
		if err := p.Until(shows(step.sees), patience); err != nil {
			t.Fatalf("no %q: %v", step.sees, err)
		}
	}
	if code := p.Wait(patience); code != 7 {
		t.Errorf("it ended with %d", code)
	}
}
