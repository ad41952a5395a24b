// Package help is the overlay that lists every key; it is made from the key
// table and nothing else, and typing searches it.
package help

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/picker"
	"lede/ui/theme"
)

// Model is the overlay.
type Model struct {
	th     *theme.Theme
	tr     *i18n.Tr
	keys   *keymap.Map
	here   keymap.Context // shown first
	typed  string
	top    int
	height int
	lines  []string
	width  int
}

// New makes the overlay; the keys of the context one is in come first.
func New(th *theme.Theme, tr *i18n.Tr, keys *keymap.Map, here keymap.Context) *Model {
	return &Model{th: th, tr: tr, keys: keys, here: here}
}

// Size is how big the box would like to be.
func (m *Model) Size() (w, h int) { return 84, 100 }

// Key takes a key press.
func (m *Model) Key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		if m.typed == "" {
			return func() tea.Msg { return picker.Closed{} }
		}
		m.search("")
	case "?", "f1", "enter":
		return func() tea.Msg { return picker.Closed{} }
	case "down", "ctrl+n", "tab":
		m.Wheel(1)
	case "up", "ctrl+p", "shift+tab":
		m.Wheel(-1)
	case "pgdown", "ctrl+d", "ctrl+f":
		m.Wheel(max(1, m.height-1))
	case "pgup", "ctrl+u", "ctrl+b":
		m.Wheel(-max(1, m.height-1))
	case "home":
		m.top = 0
	case "end":
		m.Wheel(len(m.lines))
	case "backspace":
		if m.typed != "" {
			_, n := utf8.DecodeLastRuneInString(m.typed)
			m.search(m.typed[:len(m.typed)-n])
		}
	case "space":
		if m.typed == "" {
			m.Wheel(max(1, m.height-1))
		} else {
			m.search(m.typed + " ")
		}
	default:
		if k.Text != "" && !strings.ContainsFunc(k.Text, unicode.IsControl) {
			m.search(m.typed + k.Text)
		}
	}
	return nil
}

// Click does nothing; help is for reading.
func (m *Model) Click(int) tea.Cmd { return nil }

// Wheel scrolls.
func (m *Model) Wheel(n int) { m.top = max(0, min(m.top+n, len(m.lines)-m.height)) }

func (m *Model) search(s string) { m.typed, m.top, m.width = s, 0, 0 }

// Cursor is where the terminal's cursor stands in the box.
func (m *Model) Cursor() (x, y int) { return 4 + cells.Width(m.typed), 1 }

// Lines draws the box at a size.
func (m *Model) Lines(w, h int) []string {
	inner := w - 2
	m.height = max(1, h-4)
	if m.width != inner {
		m.lines, m.width = m.build(inner), inner
	}
	m.top = max(0, min(m.top, len(m.lines)-m.height))
	typed := m.th.Input.Render(m.typed)
	if m.typed == "" {
		typed = m.th.Suggestion.Render(m.tr.S("help.search"))
	}
	where := ""
	if len(m.lines) > m.height {
		where = m.tr.S("help.where", m.top+1, min(m.top+m.height, len(m.lines)), len(m.lines)) + " "
	}
	first := " " + m.th.Prompt.Render("❯") + " " + typed
	lines := []string{cells.Ends(first, m.th.Dim.Render(where), inner), ""}
	lines = append(lines, m.lines[min(m.top, len(m.lines)):min(len(m.lines), m.top+m.height)]...)
	return picker.Box(m.th, m.tr.S("help.title"), lines, w, h)
}

func (m *Model) build(w int) []string {
	var lines []string
	want := picker.Fold(m.typed)
	keyWidth := min(18, max(8, w/4))
	for _, c := range m.order() {
		var section []string
		for _, e := range m.keys.Entries(c) {
			keys := m.labels(e.Keys)
			text := e.Text(m.tr.Lang)
			if want != "" && !strings.Contains(picker.Fold(text), want) && !strings.Contains(string(e.Action), want) && !m.isKey(e.Keys) {
				continue
			}
			if keys == "" {
				keys = ":" + string(e.Action)
			}
			for i, l := range cells.Wrap(text, max(10, w-keyWidth-4)) {
				k := ""
				if i == 0 {
					k = keys
				}
				section = append(section, "  "+m.th.Key.Render(cells.Fit(k, keyWidth))+" "+m.th.Text.Render(l))
			}
		}
		if len(section) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, " "+m.th.Heading.Render(c.Title(m.tr.Lang)))
		lines = append(lines, section...)
	}
	if len(lines) == 0 {
		lines = []string{"  " + m.th.Dim.Render(m.tr.S("help.none", m.typed))}
	}
	if want == "" {
		lines = append(lines, "")
		for i, l := range strings.Split(m.tr.S("help.notes"), "\n") {
			for _, part := range cells.Wrap(l, max(10, w-3)) {
				if i == 0 {
					part = m.th.Heading.Render(part)
				} else {
					part = " " + m.th.Text.Render(part)
				}
				lines = append(lines, " "+part)
			}
		}
	}
	return lines
}

// isKey reports whether exactly one of the keys was typed.
func (m *Model) isKey(keys []string) bool {
	for _, k := range keys {
		if k == m.typed || m.keys.Label(k) == m.typed {
			return true
		}
	}
	return false
}

func (m *Model) labels(keys []string) string {
	var out []string
	for _, k := range keys {
		out = append(out, m.keys.Label(k))
	}
	return strings.Join(out, " ")
}

// order is the context one is in, then the others.
func (m *Model) order() []keymap.Context {
	out := []keymap.Context{}
	if m.here != keymap.Everywhere {
		out = append(out, m.here)
	}
	for _, c := range keymap.Contexts {
		if c != m.here || c == keymap.Everywhere {
			out = append(out, c)
		}
	}
	return out
}
