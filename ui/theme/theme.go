// Package theme holds the styles of the interface by what they mean, not by
// how they look. A [Theme] is built once per session and passed in; panes ask
// it for "quote" or "unread" and never for a colour.
package theme

import (
	"sync"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Kind is how much colour a theme uses.
type Kind string

// The kinds of themes.
const (
	Full     Kind = "full"          // 256 colours or more, tuned for the background
	Contrast Kind = "high-contrast" // as many, with a contrast of at least 7
	Basic    Kind = "basic"         // the terminal's own 16 colours
	None     Kind = "none"          // no colour at all: bold, underline and reverse only
)

// Style is a lipgloss style; the alias spares panes the import.
type Style = lipgloss.Style

// Theme is every style of the interface. It is a value that does not change
// after [New]; a change of background makes a new one.
type Theme struct {
	Kind Kind
	Dark bool
	// Name is that of a person's own theme, "" for ours.
	Name string

	// Text.
	Text, Dim, Faint          Style // body; secondary; ornaments such as rules
	Title, Strong, Emphasis   Style
	Accent                    Style
	Error, Warning, Good      Style
	Border, BorderFocus       Style
	Scroll, ScrollThumb       Style
	Key, KeyText              Style // a key and what it does, in hints and help
	Match                     Style // the letters of a name that were typed
	Input, Prompt, Suggestion Style

	// Around the panes.
	Bar, BarSlot, BarName, BarCount, BarActive Style // company bar
	Status, StatusText, StatusWarn, StatusGood Style
	PaneTitle, PaneTitleFocus                  Style
	Overlay, OverlayTitle                      Style // border and title of boxes that float

	// Lists.
	Unread, UnreadMark, Read         Style // titles of unread and read rows; the dot
	Cursor, CursorDim                Style // the row under the cursor; without focus
	CursorMark, CursorMarkDim        Style // the same as a mark at the edge
	Outlet, Age, Others, Lede, Star  Style
	Tag, Names, Group, Folder, Count Style
	Failing                          Style

	// Reader.
	ArticleTitle, Meta                 Style
	Chip, ChipAbout, ChipImplied       Style // company chips: mentioned; subject; only pointed to
	SummaryBorder, SummaryTitle        Style
	SummaryText                        Style
	KeyMark, KeySentence               Style // the mark in the margin; its sentence
	Quote, Speaker, QuoteMark          Style
	Company                            Style // a company named in the text
	SearchHit, SearchHitCurrent        Style
	Heading, Blockquote, Code, CodeBar Style
	Link, LinkNumber, Caption, Table   Style

	Glyphs Glyphs
}

// Glyphs are the signs the interface draws with; all are one cell wide and in
// every monospace font.
type Glyphs struct {
	Unread, Read, Star, StarRead, Failing, Quote, KeyMark, Cursor, CursorDim string
	Open, Closed, Bullet, Ellipsis, Separator                                string
	Horizontal, Vertical                                                     string
	Spinner                                                                  []string
}

// ID tells themes apart where rendered text is cached.
func (t *Theme) ID() string {
	switch {
	case t.Kind == None:
		return string(None)
	case t.Name != "":
		return "own " + t.Name
	case t.Dark:
		return string(t.Kind) + "-dark"
	}
	return string(t.Kind) + "-light"
}

// KindFor is the kind of theme that suits a colour profile.
func KindFor(p colorprofile.Profile) Kind {
	switch p {
	case colorprofile.TrueColor, colorprofile.ANSI256:
		return Full
	case colorprofile.ANSI:
		return Basic
	default:
		return None
	}
}

// made are the themes of [New], by what they were made of: on a server every
// session has one, and they are the same.
var made sync.Map

// New is the theme of a kind for a dark or a light background. It is shared.
func New(kind Kind, dark bool) *Theme {
	type wish struct {
		kind Kind
		dark bool
	}
	if t, ok := made.Load(wish{kind, dark}); ok {
		return t.(*Theme)
	}
	t := plain()
	if kind != None {
		t = build(paletteOf(kind, dark))
	}
	shared, _ := made.LoadOrStore(wish{kind, dark}, dressed(t, kind, dark))
	return shared.(*Theme)
}

func paletteOf(kind Kind, dark bool) palette {
	switch {
	case kind == Basic:
		return basicPalette(dark)
	case kind == Contrast && dark:
		return darkContrastPalette()
	case kind == Contrast:
		return lightContrastPalette()
	case dark:
		return darkPalette()
	}
	return lightPalette()
}

// dressed gives a theme what all have.
func dressed(t *Theme, kind Kind, dark bool) *Theme {
	t.Kind, t.Dark = kind, dark
	t.Glyphs = Glyphs{
		Unread: "●", Read: " ", Star: "★", StarRead: "☆", Cursor: "▌", CursorDim: "▏", Failing: "!", Quote: "❝", KeyMark: "▎",
		Open: "▾", Closed: "▸", Bullet: "•", Ellipsis: "…", Separator: "│",
		Horizontal: "─", Vertical: "│",
		Spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
	}
	return t
}
