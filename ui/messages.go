package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/headlines"
	"lede/ui/picker"
	"lede/ui/sidebar"
)

// Messages are facts: what came back, with what it answers.
type (
	overviewLoaded struct {
		overview newsroom.Overview
		err      error
	}
	countsLoaded struct {
		turn  int
		tally newsroom.Tally
		err   error
	}
	articleLoaded struct {
		id      news.ArticleID
		reading newsroom.Reading
		err     error
	}
	articlePrefetched struct{ reading newsroom.Reading }
	settingsLoaded    struct {
		ledes, collapsed, summary, sentences, history, searches, order, quiet string
		undone                                                                bool // read again because one of them may have been
	}
	eventsOpened struct{ events <-chan newsroom.Event }
	eventCame    struct {
		event  newsroom.Event
		events <-chan newsroom.Event
	}
	eventsEnded   struct{}
	freshenDue    struct{}
	statusExpired struct{ seq int }
	spinnerTicked struct{}
	searchSettled struct{ seq int }
	feedsLoaded   struct {
		feeds []store.FeedRow
		err   error
	}
	added struct {
		url   string
		added newsroom.Added
		err   error
	}
	undone struct {
		action store.Action
		n      int
		err    error
	}
	// done reports how something ended that changes what is shown: a sentence
	// for the status line, and whether the rows must be read again from the top.
	done struct {
		text  string
		undo  bool
		again bool
		rows  bool // they may differ; the cursor stays
		feeds bool
		// refused is a sentence that says why nothing was done.
		refused string
		err     error
	}
	pinsLoaded struct {
		pins    []news.CompanyID
		company news.CompanyID // to be pinned or unpinned, when set
		err     error
	}
)

// answer takes everything that is not a key, a click or a word of the
// terminal.
func (a *App) answer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case headlines.Loaded:
		return a.headlinesLoaded(msg)
	case overviewLoaded:
		return a.overviewLoaded(msg)
	case countsLoaded:
		return a.countsLoaded(msg)
	case viewsCounted:
		return a.viewsCounted(msg)
	case queryWritten:
		return a.queryWritten(msg)
	case mutesLoaded:
		return a.mutesLoaded(msg)
	case rulesLoaded:
		return a.rulesLoaded(msg)
	case articleLoaded:
		return a.articleLoaded(msg)
	case articlePrefetched:
		return a.articlePrefetched(msg)
	case settingsLoaded:
		return a.settingsLoaded(msg)
	case eventsOpened:
		return pump(msg.events)
	case eventCame:
		return tea.Batch(a.event(msg.event), pump(msg.events))
	case newsroom.Notice: // from whoever runs the program: an SSH server that goes down
		return a.event(msg)
	case namesDue:
		a.namesDue()
	case rested:
		a.rested(msg)
	case freshenDue:
		return a.freshen()
	case statusExpired:
		a.status.expire(msg.seq)
	case spinnerTicked:
		return a.spin()
	case muteSettled:
		return a.muteSettled(msg)
	case muteCounted:
		a.muteCounted(msg)
		return nil
	case searchSettled:
		return a.searchSettled(msg.seq)
	case feedsLoaded:
		return a.feedsLoaded(msg)
	case added:
		return a.added(msg)
	case undone:
		return a.undone(msg)
	case done:
		return a.done(msg)
	case pinsLoaded:
		return a.pinsLoaded(msg)
	case sidebar.Chosen:
		return a.placeChosen(msg)
	case picker.Counted, picker.Picked, picker.Shown, picker.Pin, picker.MovePin, picker.Page, picker.Chosen, picker.Closed, picker.Unmute, picker.RemoveRule, picker.ShowHidden:
		return a.boxAnswer(msg)
	default:
		return a.paneAnswer(msg)
	}
	return nil
}

// expireAfter is how long a word in the status line stays.
const expireAfter = 8 * time.Second
