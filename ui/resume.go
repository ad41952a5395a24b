package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// A session that ends without its reader having asked for it, because the line
// broke or the server went down, is taken up again where it was.

// PlaceSetting is the setting that holds where a session was interrupted, for
// [Options.Resume].
const PlaceSetting = "ui.place"

// resumeWithin is how long an interruption may last. Who comes back later
// wants to see the news.
const resumeWithin = 12 * time.Hour

// interruption is where a session ended.
type interruption struct {
	at   store.Place // the article under the cursor
	open bool        // the keys went to it
	when time.Time
}

func (i interruption) String() string {
	return fmt.Sprintf("%d %d %t %d", i.at.ID, i.at.Published.UnixNano(), i.open, i.when.Unix())
}

// readInterruption is nil when there was none, or none that matters at now.
func readInterruption(text string, now time.Time) *interruption {
	var i interruption
	var published, when int64
	if _, err := fmt.Sscanf(text, "%d %d %t %d", &i.at.ID, &published, &i.open, &when); err != nil || i.at.ID <= 0 {
		return nil
	}
	i.at.Published, i.when = time.Unix(0, published).UTC(), time.Unix(when, 0)
	if away := now.Sub(i.when); away > resumeWithin || away < -resumeWithin {
		return nil
	}
	return &i
}

// begin shows the first rows: around the article of the interruption, if there was one.
func (a *App) begin() tea.Cmd {
	a.resume = readInterruption(a.o.Resume, a.o.Now())
	if a.resume == nil {
		return a.list.Show(a.view)
	}
	a.view.Keep = []news.ArticleID{a.resume.at.ID} // it is read by now
	return a.list.Return(a.view, a.resume.at)
}

// resumed opens the article again, once its row has come.
func (a *App) resumed() tea.Cmd {
	was := a.resume
	if was == nil || a.list.Seeking() {
		return nil
	}
	a.resume = nil
	if !was.open || a.list.ID() != was.at.ID {
		return nil
	}
	return a.open()
}

// orderedAgain shows the list in the order of its place, which is known only now; a
// session that is taken up stays at its article.
func (a *App) orderedAgain() tea.Cmd {
	if a.o.Resume == "" {
		return a.change(func(*newsroom.View) {})
	}
	var at *store.Place
	if row, ok := a.list.Row(); ok {
		at = store.PlaceOf(&row)
	} else if a.resume != nil {
		at = &a.resume.at
	}
	return a.changeAt(at, func(v *newsroom.View) {
		if at != nil {
			v.Keep = []news.ArticleID{at.ID} // it is read by now
		}
	})
}

// interrupted keeps where the session was.
func (a *App) interrupted(ctx context.Context) {
	row, ok := a.list.Row()
	if a.left || !ok {
		return
	}
	here := interruption{
		at: store.Place{ID: row.ID, Published: row.Published}, when: a.o.Now(),
		open: a.screen == mainScreen && a.focused() == doer(a.read),
	}
	_ = a.desk.SetSetting(ctx, PlaceSetting, here.String()) // a place lost is not worth a word
}

// leaves forgets the interruption: the reader goes by their own wish.
func (a *App) leaves() tea.Cmd {
	a.left = true
	if a.o.Resume == "" {
		return nil
	}
	return a.save(PlaceSetting, "")
}
