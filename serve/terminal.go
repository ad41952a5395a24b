package serve

import (
	"regexp"

	"github.com/charmbracelet/colorprofile"
)

// Terminal is what a client says of itself.
type Terminal struct {
	Term          string // as in $TERM
	Width, Height int    // cells, when the session started
	// Environ holds TERM, COLORTERM and NO_COLOR, nothing else.
	Environ []string
	Profile colorprofile.Profile
	// Lang is the language that was chosen for the reader; "": nobody said.
	Lang string
}

// The largest window that is believed, in cells.
const (
	maxWidth  = 1000
	maxHeight = 500
)

// size is a window in cells.
type size struct{ width, height int }

// sane makes a size that can be drawn of one that was sent.
func (s size) sane() size {
	if s.width <= 0 || s.height <= 0 {
		return size{80, 24}
	}
	return size{min(s.width, maxWidth), min(s.height, maxHeight)}
}

// environ is what a client may say of its terminal.
type environ map[string]string

// terminals are the names of terminals that are believed.
var terminals = regexp.MustCompile(`^[A-Za-z0-9+._-]+$`)

// maxValue is the longest value of a variable, in bytes.
const maxValue = 128

// set takes a variable when it is one of the few that are known; false when not.
func (e environ) set(name, value string) bool {
	ok := len(value) <= maxValue
	switch name {
	case "TERM", "COLORTERM":
		ok = ok && terminals.MatchString(value)
	case "LANG", "LC_ALL", "LC_MESSAGES":
		ok = ok && locales.MatchString(value)
	case "NO_COLOR": // only whether it is there
	default:
		return false
	}
	if !ok {
		return false
	}
	e[name] = value
	return true
}

// terminal describes the client; TERM of the terminal request wins over one
// sent as a variable.
func (e environ) terminal(term string, s size) Terminal {
	if !e.set("TERM", term) || term == "" {
		e["TERM"] = "xterm"
	}
	if e["NO_COLOR"] != "" {
		e["NO_COLOR"] = "1"
	}
	t := Terminal{Term: e["TERM"], Width: s.width, Height: s.height}
	for _, name := range []string{"TERM", "COLORTERM", "NO_COLOR"} {
		if value := e[name]; value != "" {
			t.Environ = append(t.Environ, name+"="+value)
		}
	}
	t.Profile = colorprofile.Env(t.Environ)
	return t
}
