package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"
)

// emit writes one JSON object on a line of its own. What a terminal would obey
// is escaped: the text is the same, and harmless where it is printed.
func emit(w io.Writer, v any) error {
	line, err := encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(line)
	return err
}

// encode is one line of JSON with its end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return harmless(b.Bytes()), nil
}

// harmless escapes DEL, C1 controls and what changes the direction of text.
// JSON has none of them outside strings, and has escaped C0 already.
func harmless(line []byte) []byte {
	if bytes.IndexFunc(line, obeyed) < 0 {
		return line
	}
	var b bytes.Buffer
	for len(line) > 0 {
		r, n := utf8.DecodeRune(line)
		if obeyed(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.Write(line[:n])
		}
		line = line[n:]
	}
	return b.Bytes()
}

func obeyed(r rune) bool {
	return r == 0x7f || r >= 0x80 && r <= 0x9f || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// stamp is a time as JSON has it; null for none.
func stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

// list is a list that is never null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
