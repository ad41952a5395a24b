// Package picker holds the boxes in which one chooses by typing: companies,
// and anything else that is a short list.
package picker

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// Item is something to choose.
type Item struct {
	Value         string // what is handed back
	Title, Detail string
	Letter        string // takes it, beside its number; may be empty
}

// Chosen is sent when an item was taken.
type Chosen struct {
	For  string // what the choice was for, as given to NewChoice
	Item Item
}

// Closed is sent when a box was left without a choice.
type Closed struct{}

// Choice is a box with a short list: feeds found on a page, tags to remove.
type Choice struct {
	th     *theme.Theme
	tr     *i18n.Tr
	title  string
	what   string
	items  []Item
	cursor int
	rows   int
}

// NewChoice makes a box; what comes back in Chosen.For.
func NewChoice(th *theme.Theme, tr *i18n.Tr, what, title string, items []Item) *Choice {
	return &Choice{th: th, tr: tr, what: what, title: title, items: items}
}

// Size is how big the box would like to be.
func (c *Choice) Size() (w, h int) { return 76, len(c.items) + 4 }

// Key takes a key press.
func (c *Choice) Key(k tea.KeyPressMsg) tea.Cmd {
	if s := k.String(); s != "" {
		for i, it := range c.items {
			if it.Letter == s {
				return c.take(i)
			}
		}
	}
	switch k.String() {
	case "esc", "q", "h", "left":
		return func() tea.Msg { return Closed{} }
	case "down", "j", "ctrl+n", "tab":
		c.cursor = min(c.cursor+1, max(0, len(c.items)-1))
	case "up", "k", "ctrl+p", "shift+tab":
		c.cursor = max(c.cursor-1, 0)
	case "enter", "l", "right":
		return c.take(c.cursor)
	default:
		if s := k.String(); len(s) == 1 && s[0] >= '1' && s[0] <= '9' {
			return c.take(int(s[0] - '1'))
		}
	}
	return nil
}

func (c *Choice) take(i int) tea.Cmd {
	if i >= len(c.items) {
		return nil
	}
	chosen := Chosen{c.what, c.items[i]}
	return func() tea.Msg { return chosen }
}

// Click takes the item at a line of the box.
func (c *Choice) Click(y int) tea.Cmd {
	if i := c.top() + y - 1; y >= 1 && y <= c.rows && i < len(c.items) {
		return c.take(i)
	}
	return nil
}

// Wheel moves the cursor.
func (c *Choice) Wheel(n int) { c.cursor = max(0, min(c.cursor+n, len(c.items)-1)) }

func (c *Choice) top() int { return max(0, c.cursor-c.rows+1) }

// Lines draws the box at a size.
func (c *Choice) Lines(w, h int) []string {
	c.rows = max(0, h-3)
	var lines []string
	for i := c.top(); i < len(c.items) && len(lines) < c.rows; i++ {
		it := c.items[i]
		n := "  "
		if i < 9 {
			n = string(rune('1'+i)) + " "
		}
		if it.Letter != "" {
			n += it.Letter + "  "
		}
		left, right := " "+n+it.Title, cells.Cut(it.Detail, max(0, w/2-4))+" "
		if i == c.cursor {
			lines = append(lines, c.th.Cursor.Render(cells.Ends(left, right, w-2)))
			continue
		}
		room := w - 2 - cells.Width(right) - 1
		lines = append(lines, c.th.Text.Render(cells.Fit(left, room))+" "+c.th.Dim.Render(right))
	}
	for len(lines) < c.rows {
		lines = append(lines, "")
	}
	lines = append(lines, c.th.KeyText.Render(cells.Cut(" "+c.tr.S("choice.keys"), w-2)))
	return Box(c.th, c.title, lines, w, h)
}

// Box draws a border with a title around lines, exactly w by h cells.
func Box(th *theme.Theme, title string, lines []string, w, h int) []string {
	if w < 4 || h < 2 {
		return cells.Block(lines, w, h)
	}
	title = cells.Cut(title, w-6)
	top := th.Overlay.Render("╭─ ") + th.OverlayTitle.Render(title) + th.Overlay.Render(" "+strings.Repeat("─", max(0, w-5-cells.Width(title)))+"╮")
	if title == "" {
		top = th.Overlay.Render("╭" + strings.Repeat("─", w-2) + "╮")
	}
	out := []string{top}
	side := th.Overlay.Render("│")
	for _, l := range cells.Block(lines, w-2, h-2) {
		out = append(out, side+l+side)
	}
	return append(out, th.Overlay.Render("╰"+strings.Repeat("─", w-2)+"╯"))
}

// keyLines are the keys of a box over as many lines as they need, most at most;
// none is cut in two.
func keyLines(keys string, w, most int) []string {
	var lines []string
	for _, key := range strings.Split(keys, "   ") {
		if n := len(lines); n > 0 && cells.Width(lines[n-1])+3+cells.Width(key) <= w-1 {
			lines[n-1] += "   " + key
			continue
		}
		if len(lines) == most {
			break // the first ones are the most useful
		}
		lines = append(lines, " "+cells.Cut(key, w-2))
	}
	return lines
}
