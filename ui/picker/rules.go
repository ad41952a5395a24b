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
	th     *theme.Theme
	tr     *i18n.Tr
	feed   func(news.FeedID) string
	rules  []store.Mute
	cursor int
	rows   int
}

// NewRules makes the box; feed names a feed.
func NewRules(th *theme.Theme, tr *i18n.Tr, feed func(news.FeedID) string, rules []store.Mute) *Rules {
	return &Rules{th: th, tr: tr, feed: feed, rules: rules}
}

// SetRules brings the rules as they are now.
func (r *Rules) SetRules(rules []store.Mute) { r.rules = rules; r.Wheel(0) }

// Size is how big the box would like to be.
func (r *Rules) Size() (w, h int) { return 84, len(r.rules) + 4 }

// Key takes a key press.
func (r *Rules) Key(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "h", "left":
		return func() tea.Msg { return Closed{} }
	case "down", "j", "ctrl+n", "tab":
		r.Wheel(1)
	case "up", "k", "ctrl+p", "shift+tab":
		r.Wheel(-1)
	case "pgdown", "ctrl+d":
		r.Wheel(max(1, r.rows))
	case "pgup", "ctrl+u":
		r.Wheel(-max(1, r.rows))
	case "home", "g":
		r.Wheel(-len(r.rules))
	case "end", "G":
		r.Wheel(len(r.rules))
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
	if i := r.top() + y - 1; y >= 1 && y <= r.rows && i < len(r.rules) {
		r.cursor = i
		return r.show(i)
	}
	return nil
}

// Wheel moves the cursor.
func (r *Rules) Wheel(n int) { r.cursor = max(0, min(r.cursor+n, len(r.rules)-1)) }

func (r *Rules) top() int { return max(0, r.cursor-r.rows+1) }

// Lines draws the box at a size.
func (r *Rules) Lines(w, h int) []string {
	keys := keyLines(r.tr.S("mutes.keys"), w-2, max(1, h-4))
	r.rows = max(0, h-2-len(keys))
	var lines []string
	for i := r.top(); i < len(r.rules) && len(lines) < r.rows; i++ {
		m := r.rules[i]
		what, title := r.tr.S("mutes.query"), m.Query
		switch {
		case m.Article != 0:
			what, title = r.tr.S("mutes.story"), m.Title
		case m.Feed != 0:
			what = cells.Cut(r.feed(m.Feed), 20)
		}
		left, right := " "+cells.Fit(what, min(20, w/4))+" "+title, r.tr.N("mutes.hides", m.Hidden)+" "
		if i == r.cursor {
			lines = append(lines, r.th.Cursor.Render(cells.Ends(left, right, w-2)))
			continue
		}
		room := w - 2 - cells.Width(right) - 1
		lines = append(lines, r.th.Text.Render(cells.Fit(left, room))+" "+r.th.Dim.Render(right))
	}
	for len(lines) < r.rows {
		lines = append(lines, "")
	}
	for _, l := range keys {
		lines = append(lines, r.th.KeyText.Render(l))
	}
	return Box(r.th, r.tr.S("mutes.title"), lines, w, h)
}
