package serve

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Terminal is what a client says of itself.
type Terminal struct {
	Term          string // as in $TERM
	Width, Height int    // cells, when the session started
	// Environ holds TERM, COLORTERM, LANG, LC_… and NO_COLOR, nothing else.
	Environ []string
	Profile colorprofile.Profile
	// Lang is the client's locale, such as "fr_FR.UTF-8"; "" when not sent.
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

// maxValue is the longest value of a variable, in bytes.
const maxValue = 128

// set takes a variable when it is one of the few that are known; false when not.
func (e environ) set(name, value string) bool {
	switch name {
	case "TERM", "COLORTERM", "LANG", "LANGUAGE", "NO_COLOR",
		"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LC_NUMERIC":
	default:
		return false
	}
	if len(value) > maxValue || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
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
	t := Terminal{Term: e["TERM"], Width: s.width, Height: s.height, Lang: e.lang()}
	for _, name := range []string{"TERM", "COLORTERM", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LC_NUMERIC", "LANGUAGE", "NO_COLOR"} {
		if value := e[name]; value != "" {
			t.Environ = append(t.Environ, name+"="+value)
		}
	}
	t.Profile = colorprofile.Env(t.Environ)
	return t
}

// lang is the locale of messages, by the precedence of POSIX.
func (e environ) lang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if e[name] != "" {
			return e[name]
		}
	}
	return ""
}
