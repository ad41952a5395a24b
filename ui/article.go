package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/keymap"
	"lede/ui/layout"
)

// kept is how many articles stay in memory for going back and forth.
const kept = 24

// article is what is on the desk. At most one article is loaded at a time:
// while one is on its way the cursor may move on, and then only the article it
// has come to is asked for next.
type article struct {
	wanted  news.ArticleID // under the cursor
	shown   news.ArticleID // in the reader
	loading news.ArticleID
	last    string // the edition of it
	stale   bool   // articles changed since shown was loaded
	cache   map[news.ArticleID]newsroom.Reading
	order   []news.ArticleID // of the cache, oldest first
	gait    gait
}

func (c *article) put(r newsroom.Reading) {
	id := r.Article.ID
	if _, ok := c.cache[id]; !ok {
		c.order = append(c.order, id)
	}
	c.cache[id] = r
	for len(c.order) > kept {
		delete(c.cache, c.order[0])
		c.order = c.order[1:]
	}
}

func (c *article) forget() {
	clear(c.cache)
	c.order = nil
}

// follow shows the article the cursor has come to. It runs after every
// message and is pure memory.
func (a *App) follow() tea.Cmd {
	id := a.list.ID()
	if a.article.stale {
		a.article.forget()
	}
	if id == a.article.wanted && !a.article.stale {
		return nil
	}
	cmd, passing := a.passes(id)
	if passing {
		return cmd
	}
	a.article.wanted = id
	if id == 0 {
		a.article.stale = false
		return cmd
	}
	if r, ok := a.article.cache[id]; ok {
		return tea.Batch(cmd, a.show(r))
	}
	return tea.Batch(cmd, a.loadWanted())
}

func (a *App) loadWanted() tea.Cmd {
	if a.article.loading != 0 {
		return nil
	}
	a.article.stale = false
	desk, ctx, id := a.desk, a.ctx, a.article.wanted
	a.article.loading = id
	return func() tea.Msg {
		r, err := desk.Article(ctx, id)
		return articleLoaded{id, r, err}
	}
}

func (a *App) articleLoaded(msg articleLoaded) tea.Cmd {
	a.article.loading = 0
	if msg.err != nil {
		switch {
		case a.ctx.Err() != nil || msg.id != a.article.wanted:
			return nil
		case errors.Is(msg.err, store.ErrNotFound):
			return a.vanished(msg.id)
		}
		return a.problem(msg.err)
	}
	was, had := a.article.last, a.article.shown == msg.id
	a.article.put(msg.reading)
	if msg.id != a.article.wanted {
		if r, ok := a.article.cache[a.article.wanted]; ok {
			return a.show(r)
		}
		if a.article.wanted == 0 {
			return nil
		}
		return a.loadWanted()
	}
	if had && was == edition(msg.reading) {
		return nil // read again because something changed, but not this
	}
	return a.show(msg.reading)
}

// vanished is for an article that is there no more: its feed was removed, here or
// elsewhere. What was said of that stands; the rows are read again, and who was
// reading it is back in the list, for what comes next was not opened by anybody.
func (a *App) vanished(id news.ArticleID) tea.Cmd {
	delete(a.article.cache, id)
	a.article.order = slices.DeleteFunc(a.article.order, func(o news.ArticleID) bool { return o == id })
	var cmd tea.Cmd
	if a.state.Focus == layout.Read {
		cmd = a.focus(layout.List)
	}
	return tea.Batch(cmd, a.refreshSoon(true))
}

// edition tells whether an article would look the same: an edited text, a new
// digest or another outlet on the story make it differ.
func edition(r newsroom.Reading) string {
	var found []string
	for _, m := range r.Digest.Companies {
		found = append(found, fmt.Sprint(m)) // with what it rests on: a correction changes that
	}
	return fmt.Sprint(r.Article.ID, r.Article.Print, len(r.Article.HTML), r.Digest.Version, len(r.Digest.Summary), len(r.Digest.Quotes), found, len(r.Story))
}

// show puts an article into the reader and its neighbours into memory.
func (a *App) show(r newsroom.Reading) tea.Cmd {
	var cmds []tea.Cmd
	if a.article.shown != r.Article.ID {
		cmds = append(cmds, a.remember())
	}
	a.article.shown, a.article.last = r.Article.ID, edition(r)
	cmds = append(cmds, a.read.Show(r), a.owed(r.Article.ID))
	for _, id := range a.list.Neighbours() {
		if _, ok := a.article.cache[id]; !ok {
			cmds = append(cmds, a.prefetch(id))
		}
	}
	return tea.Batch(cmds...)
}

func (a *App) prefetch(id news.ArticleID) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		r, err := desk.Article(ctx, id)
		if err != nil {
			return nil // it will be asked for again when it is wanted
		}
		return articlePrefetched{r}
	}
}

func (a *App) articlePrefetched(msg articlePrefetched) tea.Cmd {
	a.article.put(msg.reading)
	return a.read.Prefetch(msg.reading)
}

// remember keeps where reading stopped in the article that is being left.
func (a *App) remember() tea.Cmd {
	id := a.article.shown
	if id == 0 || a.read.ArticleID() != id {
		return nil
	}
	desk, ctx, position := a.desk, a.ctx, a.read.Position()
	r, ok := a.article.cache[id]
	if ok && r.State.Position == position {
		return nil
	}
	if ok {
		r.State.Position = position
		a.article.cache[id] = r
	}
	return func() tea.Msg {
		_ = desk.SetPosition(ctx, id, position) // a place lost is not worth a word
		return nil
	}
}

// Leave keeps where reading stopped when the program has ended without being
// asked: its terminal is gone, or it was told to. It is for after tea.Program.Run.
func (a *App) Leave(ctx context.Context) {
	a.interrupted(ctx)
	if id := a.article.shown; id != 0 && a.read.ArticleID() == id {
		_ = a.desk.SetPosition(ctx, id, a.read.Position()) // a place lost is not worth a word
	}
}

// open reads the article under the cursor: the keys go to the reader and the
// article counts as read. Merely passing over an article never does that.
func (a *App) open() tea.Cmd {
	row, ok := a.list.Row()
	if !ok {
		return nil
	}
	cmd := a.focus(layout.Read)
	if row.Read {
		return cmd
	}
	return tea.Batch(cmd, a.mark(row, true, false))
}

// step opens the article n rows on.
func (a *App) step(n int) tea.Cmd {
	return tea.Batch(a.list.Step(n), a.open())
}

// nextUnread opens the next unread article from within the reader.
func (a *App) nextUnread(action keymap.Action) tea.Cmd {
	before := a.list.ID()
	cmd, _ := a.list.Do(action)
	if a.list.Seeking() {
		a.opening = true
		return cmd
	}
	if a.list.ID() == before {
		return tea.Batch(cmd, a.say(statusPlain, a.tr.S("status.nounread")))
	}
	return tea.Batch(cmd, a.open())
}

// mark makes an article read or unread, on screen at once. tell says so and
// how to take it back.
func (a *App) mark(row news.Headline, read, tell bool) tea.Cmd {
	a.list.Edit(func(r *news.Headline) {
		if r.ID == row.ID || row.StoryID != 0 && r.StoryID == row.StoryID {
			r.Read = read
		}
	})
	desk, ctx := a.desk, a.ctx
	text := ""
	if tell {
		text = a.tr.S("done.unread")
		if read {
			text = a.tr.S("done.read")
		}
	}
	return func() tea.Msg {
		_, err := desk.Mark(ctx, []news.ArticleID{row.ID}, read)
		return done{text: text, undo: tell, err: err}
	}
}
