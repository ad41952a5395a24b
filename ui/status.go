package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/newsroom/tour"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/keymap"
	"lede/ui/theme"
)

type statusKind int

const (
	statusPlain statusKind = iota
	statusGood
	statusProblem
)

// status is what the bottom line says.
type status struct {
	text     string
	kind     statusKind
	seq      int
	undo     bool // it names the key that takes something back
	progress newsroom.Progress
	tagging  newsroom.Retagging
	frame    int  // of the spinner
	spinning bool // its next tick is on the way
	spots    []spot
}

// spot is a part of a line that can be clicked.
type spot struct {
	from, to int
	action   keymap.Action
}

func (s *status) expire(seq int) {
	if seq == s.seq {
		s.text = ""
	}
}

// touch lets a key press clear what was said, unless it is a problem.
func (s *status) touch() {
	if s.kind != statusProblem {
		s.text = ""
	}
}

// say puts a sentence into the status line for a while.
func (a *App) say(kind statusKind, text string) tea.Cmd {
	text = strings.Join(strings.Fields(text), " ")
	a.status.text, a.status.kind, a.status.undo = text, kind, false
	a.status.seq++
	seq := a.status.seq
	return a.after(expireAfter, func(time.Time) tea.Msg { return statusExpired{seq} })
}

func (a *App) problem(err error) tea.Cmd {
	return a.say(statusProblem, a.tr.Said(err.Error()))
}

// done takes the end of something that changes what is shown.
func (a *App) done(msg done) tea.Cmd {
	var cmds []tea.Cmd
	if msg.err != nil {
		if a.ctx.Err() != nil {
			return nil
		}
		// What was changed on screen beforehand is read again.
		return tea.Batch(a.problem(msg.err), a.refreshSoon(true))
	}
	if msg.refused != "" {
		return a.say(statusProblem, msg.refused)
	}
	if msg.text != "" {
		text := msg.text
		if msg.undo {
			undo := " · " + a.tr.S("status.undo", a.keys.Key(keymap.Undo))
			text = cells.Cut(text, max(16, mostStatus*(a.w-4)-a.w/4-cells.Width(undo))) + undo // the key that takes it back must be read
		}
		cmds = append(cmds, a.say(statusGood, text))
		a.status.undo = msg.undo
	}
	if msg.again {
		cmds = append(cmds, a.change(func(*newsroom.View) {}))
	}
	if msg.feeds {
		cmds = append(cmds, a.loadFeeds())
	}
	if msg.text != "" || msg.again || msg.feeds || msg.rows {
		cmds = append(cmds, a.refreshSoon(msg.rows))
	}
	return tea.Batch(cmds...)
}

// progress shows how a refresh is doing; the spinner turns only meanwhile.
func (a *App) progress(p newsroom.Progress) tea.Cmd {
	was := a.status.progress
	a.status.progress = p
	if p.Running {
		if a.status.spinning {
			return nil
		}
		a.status.spinning = true
		return a.spinTick()
	}
	var cmds []tea.Cmd
	if was.Running || p.Total > 0 {
		text := a.tr.N("refresh.done", p.New)
		kind := statusGood
		if p.Failed > 0 {
			text += ", " + a.tr.N("refresh.failed", p.Failed, a.keys.Key(keymap.Feeds))
			kind = statusPlain
		}
		if a.status.text == "" || !a.status.undo { // that something can be taken back matters more
			cmds = append(cmds, a.say(kind, text))
		}
	}
	return tea.Batch(append(cmds, a.refreshSoon(p.New > 0))...)
}

// retagging shows how the tagging of stored articles goes.
func (a *App) retagging(r newsroom.Retagging) tea.Cmd {
	a.status.tagging = r
	if !r.Running || a.status.spinning {
		return nil
	}
	a.status.spinning = true
	return a.spinTick()
}

func (a *App) spinTick() tea.Cmd {
	return a.after(120*time.Millisecond, func(time.Time) tea.Msg { return spinnerTicked{} })
}

func (a *App) spin() tea.Cmd {
	if !a.status.progress.Running && !a.status.tagging.Running {
		a.status.spinning = false
		return nil
	}
	a.status.frame++
	return a.spinTick()
}

// mostStatus is how many lines a message of its own may take; mostProblem, how many
// one that says what is wrong, and what there is instead.
const (
	mostStatus  = 2
	mostProblem = 5
)

// statusLines draw what has just happened, over the last line of the screen too
// where one line is not enough for it.
func (a *App) statusLines(w int) []string {
	if a.status.text == "" || cells.Width(a.status.text) <= w-3 {
		return []string{a.statusLine(w, a.statusWords())}
	}
	words := cells.Wrap(a.status.text, max(1, w-3))
	most := mostStatus
	if a.status.kind == statusProblem && a.h >= 4*mostProblem {
		most = mostProblem
	}
	if len(words) > most {
		words = append(words[:most-1], strings.Join(words[most-1:], " "))
	}
	var lines []string
	for _, l := range words[:len(words)-1] {
		lines = append(lines, a.th.Status.Render(" ")+a.statusStyle().Render(cells.Fit(strings.TrimRight(l, " "), w-2))+a.th.Status.Render(" "))
	}
	return append(lines, a.statusLine(w, words[len(words)-1]))
}

func (a *App) statusStyle() theme.Style {
	switch {
	case a.status.text == "":
	case a.status.kind == statusProblem:
		return a.th.StatusWarn
	case a.status.kind == statusGood:
		return a.th.StatusGood
	}
	return a.th.StatusText
}

// statusLine draws the bottom line: what is happening at the left, the most
// useful keys at the right.
func (a *App) statusLine(w int, left string) string {
	right := ""
	a.status.spots = nil
	hints := a.hints()
	most := w / 2 // of the line, for words; what has just happened must be read whole
	if a.status.text != "" {
		most = w
	}
	for n := len(hints); n > 0; n-- {
		some := hints[:n]
		if n < len(hints) && n > 0 { // help, which stands last, leads to all the others
			some = append(slices.Clone(hints[:n-1]), hints[len(hints)-1])
		}
		text, spots := a.hintWords(some)
		if cells.Width(text)+min(cells.Width(left), most)+3 <= w {
			right = text
			begin := w - 1 - cells.Width(text)
			for _, s := range spots {
				a.status.spots = append(a.status.spots, spot{begin + s.from, begin + s.to, s.action})
			}
			break
		}
	}
	room := w - cells.Width(right) - 3
	return a.th.Status.Render(" ") + a.statusStyle().Render(cells.Fit(left, room)) + a.th.Status.Render(" ") + right + a.th.Status.Render(" ")
}

// statusWords is the left half: the latest news, else the refresh, else what a
// first visit needs.
func (a *App) statusWords() string {
	p := a.status.progress
	switch {
	case a.status.text != "":
		return a.status.text
	case len(a.pending) > 0:
		return a.keys.Label(strings.Join(a.pending, " ")) + " …"
	case p.Running:
		frames := a.th.Glyphs.Spinner
		s := frames[a.status.frame%len(frames)] + " " + a.tr.S("refresh.running", p.Done, p.Total)
		if p.New > 0 {
			s += ", " + a.tr.N("refresh.new", p.New)
		}
		if p.Failed > 0 {
			s += ", " + a.tr.N("refresh.failing", p.Failed)
		}
		return s
	case a.status.tagging.Running:
		frames := a.th.Glyphs.Spinner
		return frames[a.status.frame%len(frames)] + " " + a.tr.S("retag.running", a.tr.Number(a.status.tagging.Done), a.tr.Number(a.status.tagging.Total))
	case a.firstVisit():
		return a.tr.S("status.first", a.keys.Key(keymap.Starter))
	}
	return ""
}

// firstVisit: nothing but the tour is followed, and feeds can be added.
func (a *App) firstVisit() bool {
	return a.can.Feeds && len(a.overview.Feeds) > 0 && !slices.ContainsFunc(a.overview.Feeds, func(f store.FeedRow) bool { return !strings.HasPrefix(f.URL, tour.Scheme) })
}

// hints are the most useful keys of the pane, or of the list over an article, that
// has the keys. A box has its keys in itself.
func (a *App) hints() []keymap.Hint {
	if a.box != nil {
		return nil
	}
	hints := a.keys.Hints(a.place(), a.tr.Lang)
	for i, h := range hints {
		if h.Action == keymap.PinCompany && a.companyPinned() {
			hints[i].Text = a.tr.S("hint.unpin")
		}
	}
	return hints
}

// place is where the keys are, down to the list over an article.
func (a *App) place() keymap.Context {
	c := a.contexts()[0]
	if read := a.reading(); read != nil && read.Panel() != "" {
		return read.Panel()
	}
	if c == keymap.List && a.list.Loaded() && a.list.ID() == 0 {
		return keymap.Empty
	}
	return c
}

func (a *App) hintWords(hints []keymap.Hint) (string, []spot) {
	var b strings.Builder
	var spots []spot
	at := 0
	for i, h := range hints {
		if i > 0 {
			b.WriteString(a.th.Status.Render("  "))
			at += 2
		}
		b.WriteString(a.drawHint(h))
		n := cells.Width(h.Key) + 1 + cells.Width(h.Text)
		spots = append(spots, spot{at, at + n, h.Action})
		at += n
	}
	return b.String(), spots
}

func (a *App) drawHint(h keymap.Hint) string {
	id := h.Key + " " + h.Text
	if s, ok := a.drawn.hints[id]; ok {
		return s
	}
	if a.drawn.hints == nil || len(a.drawn.hints) > mostDrawn {
		a.drawn.hints = map[string]string{}
	}
	s := a.th.Key.Inherit(a.th.Status).Render(h.Key) + a.th.StatusText.Render(" "+h.Text)
	a.drawn.hints[id] = s
	return s
}
