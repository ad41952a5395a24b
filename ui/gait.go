package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/ui/keymap"
	"lede/ui/layout"
)

// gait is how the cursor goes through the list. The article beside it follows
// the first step at once; then, while one steps on, it waits until the cursor
// stands still: what one only passes by is neither loaded nor drawn.
type gait struct {
	moving bool           // there was a step a moment ago
	steps  int            // counts them, so that only the last one ends the walk
	at     news.ArticleID // under the cursor while it moves
	// owed is what the reader is to do as soon as it has an article.
	owed    keymap.Action
	owedFor news.ArticleID
}

// rest is how long the cursor must stand still.
const rest = 250 * time.Millisecond

type rested struct{ steps int }

// passes reports whether the cursor is only on its way, now that it is on an
// article.
func (a *App) passes(id news.ArticleID) (cmd tea.Cmd, passing bool) {
	g := &a.article.gait
	stepped := id != g.at
	g.at = id
	if id == a.article.wanted || a.article.wanted == 0 || id == 0 || a.screen != mainScreen || a.state.Focus != layout.List {
		return nil, false
	}
	passing = g.moving
	if stepped {
		g.moving = true
		g.steps++
		steps := g.steps
		cmd = a.after(rest, func(time.Time) tea.Msg { return rested{steps} })
	}
	return cmd, passing
}

func (a *App) rested(msg rested) {
	if g := &a.article.gait; msg.steps == g.steps {
		g.moving = false
	}
}

// arrive ends the walk for an action that is about the article under the
// cursor.
func (a *App) arrive(action keymap.Action) tea.Cmd {
	g := &a.article.gait
	if !g.moving || goesOn(action) {
		return nil
	}
	g.moving = false
	g.steps++
	return a.follow()
}

// goesOn are the actions with which one walks.
func goesOn(action keymap.Action) bool {
	switch action {
	case keymap.Down, keymap.Up, keymap.HalfDown, keymap.HalfUp, keymap.PageDown, keymap.PageUp, keymap.Top, keymap.Bottom,
		keymap.NextGroup, keymap.PrevGroup, keymap.NextUnread, keymap.PrevUnread:
		return true
	}
	return false
}

// inArticle has the reader do something to the article under the cursor, now
// or as soon as it is there.
func (a *App) inArticle(action keymap.Action) tea.Cmd {
	if id := a.list.ID(); a.read.ArticleID() != id {
		a.article.gait.owed, a.article.gait.owedFor = action, id
		return nil
	}
	cmd, _ := a.read.Do(action)
	return cmd
}

// owed does what an article was waited for with.
func (a *App) owed(id news.ArticleID) tea.Cmd {
	g := &a.article.gait
	action := g.owed
	g.owed = ""
	if action == "" || g.owedFor != id {
		return nil
	}
	cmd, _ := a.read.Do(action)
	return cmd
}
