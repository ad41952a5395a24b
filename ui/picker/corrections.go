package picker

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// RemoveRule is sent when a correction is to be taken back; Number counts from 1.
type RemoveRule struct{ Number int }

// RuleWords say what a correction says.
func RuleWords(tr *i18n.Tr, r *newsroom.Rule) string {
	switch r.Verdict {
	case newsroom.NotHere:
		return tr.S("rules.not-here", r.Name, strings.Join(r.Near, ", "))
	case newsroom.NeverAlias, newsroom.Always:
		return tr.S("correct."+string(r.Verdict), r.Words, r.Name)
	case newsroom.Never:
		return tr.S("correct.never", r.Name)
	}
	return r.Line // of an earlier version
}

// Corrections is the box of what was corrected about companies.
type Corrections struct {
	th     *theme.Theme
	tr     *i18n.Tr
	age    func(r *newsroom.Rule) string
	rules  []newsroom.Rule
	cursor int
	rows   int
}

// NewCorrections makes the box, the latest correction first; age says when one
// was made.
func NewCorrections(th *theme.Theme, tr *i18n.Tr, age func(*newsroom.Rule) string, rules []newsroom.Rule) *Corrections {
	return &Corrections{th: th, tr: tr, age: age, rules: rules}
}

// SetRules brings the corrections as they are now.
func (c *Corrections) SetRules(rules []newsroom.Rule) { c.rules = rules; c.Wheel(0) }

// Size is how big the box would like to be.
func (c *Corrections) Size() (w, h int) { return 84, len(c.rules) + 4 }

// Key takes a key press.
func (c *Corrections) Key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "h", "left":
		return func() tea.Msg { return Closed{} }
	case "down", "j", "ctrl+n", "tab":
		c.Wheel(1)
	case "up", "k", "ctrl+p", "shift+tab":
		c.Wheel(-1)
	case "pgdown", "ctrl+d":
		c.Wheel(max(1, c.rows))
	case "pgup", "ctrl+u":
		c.Wheel(-max(1, c.rows))
	case "home", "g":
		c.Wheel(-len(c.rules))
	case "end", "G":
		c.Wheel(len(c.rules))
	case "enter", "x", "delete":
		return c.remove(c.cursor)
	}
	return nil
}

// remove takes back the i-th line: the last rule stands first.
func (c *Corrections) remove(i int) tea.Cmd {
	if i >= len(c.rules) {
		return nil
	}
	m := RemoveRule{len(c.rules) - i}
	return func() tea.Msg { return m }
}

// Click puts the cursor on a line of the box.
func (c *Corrections) Click(y int) tea.Cmd {
	if i := c.top() + y - 1; y >= 1 && y <= c.rows && i < len(c.rules) {
		c.cursor = i
	}
	return nil
}

// Wheel moves the cursor.
func (c *Corrections) Wheel(n int) { c.cursor = max(0, min(c.cursor+n, len(c.rules)-1)) }

func (c *Corrections) top() int { return max(0, c.cursor-c.rows+1) }

// Lines draws the box at a size.
func (c *Corrections) Lines(w, h int) []string {
	c.rows = max(0, h-3)
	var lines []string
	for i := c.top(); i < len(c.rules) && len(lines) < c.rows; i++ {
		r := &c.rules[len(c.rules)-1-i]
		left, right := " "+RuleWords(c.tr, r), c.age(r)+" "
		if r.Title != "" {
			right = cells.Cut(r.Title, max(0, w/3)) + "  " + right
		}
		if i == c.cursor {
			lines = append(lines, c.th.Cursor.Render(cells.Ends(left, right, w-2)))
			continue
		}
		room := max(1, w-2-cells.Width(right)-1)
		lines = append(lines, c.th.Text.Render(cells.Fit(left, room))+" "+c.th.Dim.Render(right))
	}
	for len(lines) < c.rows {
		lines = append(lines, "")
	}
	lines = append(lines, c.th.KeyText.Render(cells.Cut(" "+c.tr.S("rules.keys"), w-2)))
	return Box(c.th, c.tr.S("rules.title"), lines, w, h)
}
