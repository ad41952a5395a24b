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
		if len(r.Near) == 0 {
			return tr.S("rules.not-there", r.Name)
		}
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
	strip
	th    *theme.Theme
	tr    *i18n.Tr
	age   func(r *newsroom.Rule) string
	rules []newsroom.Rule
}

// NewCorrections makes the box, the latest correction first; age says when one
// was made.
func NewCorrections(th *theme.Theme, tr *i18n.Tr, age func(*newsroom.Rule) string, rules []newsroom.Rule) *Corrections {
	c := &Corrections{th: th, tr: tr, age: age}
	c.SetRules(rules)
	return c
}

// SetRules brings the corrections as they are now.
func (c *Corrections) SetRules(rules []newsroom.Rule) { c.rules = rules; c.set(len(rules)) }

// Key takes a key press.
func (c *Corrections) Key(k tea.KeyPressMsg) tea.Cmd {
	if cmd, ok := c.move(k); ok {
		return cmd
	}
	switch k.String() {
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
	c.at(y)
	return nil
}

// Lines draws the box at a size.
func (c *Corrections) Lines(w, h int) []string {
	return c.draw(c.th, c.tr.S("rules.title"), c.tr.S("rules.keys"), w, h, func(i int) (left, right string) {
		r := &c.rules[len(c.rules)-1-i]
		left, right = " "+RuleWords(c.tr, r), c.age(r)+" "
		if r.Title != "" {
			right = cells.Cut(r.Title, max(0, w/3)) + "  " + right
		}
		return left, right
	})
}
