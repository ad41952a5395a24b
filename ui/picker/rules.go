package picker

import (
	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// Unmute is sent when a rule is to end.
type Unmute struct{ Rule store.Mute }

// ShowHidden is sent when somebody wants to see what a rule hides.
type ShowHidden struct{ Rule store.Mute }

// Rules is the box of what is muted.
type Rules struct {
	strip
	th    *theme.Theme
	tr    *i18n.Tr
	feed  func(news.FeedID) string
	rules []store.Mute
}

// NewRules makes the box; feed names a feed.
func NewRules(th *theme.Theme, tr *i18n.Tr, feed func(news.FeedID) string, rules []store.Mute) *Rules {
	r := &Rules{th: th, tr: tr, feed: feed}
	r.SetRules(rules)
	return r
}

// SetRules brings the rules as they are now.
func (r *Rules) SetRules(rules []store.Mute) { r.rules = rules; r.set(len(rules)) }

// Key takes a key press.
func (r *Rules) Key(k tea.KeyPressMsg) tea.Cmd {
	if cmd, ok := r.move(k); ok {
		return cmd
	}
	switch k.String() {
	case "enter", "l", "right":
		return r.show(r.cursor)
	case "x", "delete":
		if r.cursor < len(r.rules) {
			m := Unmute{r.rules[r.cursor]}
			return func() tea.Msg { return m }
		}
	}
	return nil
}

func (r *Rules) show(i int) tea.Cmd {
	if i >= len(r.rules) {
		return nil
	}
	m := ShowHidden{r.rules[i]}
	return func() tea.Msg { return m }
}

// Click shows what the rule at a line of the box hides.
func (r *Rules) Click(y int) tea.Cmd {
	if r.at(y) {
		return r.show(r.cursor)
	}
	return nil
}

// Lines draws the box at a size.
func (r *Rules) Lines(w, h int) []string {
	return r.draw(r.th, r.tr.S("mutes.title"), r.tr.S("mutes.keys"), w, h, func(i int) (left, right string) {
		m := r.rules[i]
		what, title := r.tr.S("mutes.query"), m.Query
		switch {
		case m.Article != 0:
			what, title = r.tr.S("mutes.story"), m.Title
		case m.Feed != 0:
			what = cells.Cut(r.feed(m.Feed), 20)
		}
		return " " + cells.Fit(what, min(20, w/4)) + " " + title, r.tr.N("mutes.hides", m.Hidden) + " "
	})
}
