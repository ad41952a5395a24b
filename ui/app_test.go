package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/keymap"
	"lede/ui/layout"
)

func TestArticleIsReadWhenOpenedNotWhenPassed(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.keys("j", "j", "k")
	if row, _ := d.app.list.Row(); row.Read || d.reader.ArticleID() != row.ID {
		t.Fatalf("passing over an article: read %v, reader shows %d for %d", row.Read, d.reader.ArticleID(), row.ID)
	}
	d.keys("enter")
	row, _ := d.app.list.Row()
	if !row.Read || d.app.state.Focus != layout.Read {
		t.Errorf("opening did not mark it read, or not move the keys: %+v", row)
	}
	d.keys("esc", "Z")
	d.sees("Undone: 1 article marked as read")
}

func TestNextUnreadInReaderOpensIt(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{ShowRead: true})
	d.keys("j", "j", "enter", "n") // row 3 is read already, so n goes to row 4
	row, _ := d.app.list.Row()
	if row.ID != 16 || !row.Read || d.reader.ArticleID() != 16 {
		t.Errorf("n went to %d (read %v), the reader shows %d", row.ID, row.Read, d.reader.ArticleID())
	}
}

func TestNextUnreadBeyondTheWindowOpensOnlyThat(t *testing.T) {
	desk := newFake(500)
	for i := range desk.rows {
		desk.rows[i].Read = i != 400
	}
	d := drive(t, desk, 120, 40, Options{ShowRead: true})
	d.keys("enter", "n")
	if d.app.list.ID() != 100 || !desk.rows[400].Read || d.reader.ArticleID() != 100 {
		t.Errorf("n went to %d, the reader shows %d", d.app.list.ID(), d.reader.ArticleID())
	}
	d.keys("n")
	d.sees("No more unread articles here")
}

func TestDigitsToggleCompanies(t *testing.T) {
	for _, keys := range [][]string{{"2"}, {"é"}} {
		d := drive(t, newFake(40), 120, 40, Options{})
		d.keys(keys...)
		if !slices.Equal(d.app.view.Companies, []news.CompanyID{"openai"}) {
			t.Fatalf("%v: %v", keys, d.app.view.Companies)
		}
		d.sees("All · OpenAI")
		d.keys(keys...)
		if len(d.app.view.Companies) != 0 {
			t.Errorf("%v again: %v", keys, d.app.view.Companies)
		}
		d.keys("3", "à")
		if len(d.app.view.Companies) != 0 {
			t.Errorf("0 leaves %v", d.app.view.Companies)
		}
		d.keys("9")
		d.sees("No company is pinned on 9")
	}
}

func TestPickerCombinesAndExcludes(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("c", "space", "down", "space", "down", "down", "!", "enter")
	if !slices.Equal(d.app.view.Companies, []news.CompanyID{"microsoft", "openai"}) || !slices.Equal(d.app.view.Excluded, []news.CompanyID{"apple"}) {
		t.Errorf("filter is %v without %v", d.app.view.Companies, d.app.view.Excluded)
	}
	d.sees("Microsoft + OpenAI", "− Apple")
}

func TestPickerTypesSpacesOfNamesAndPins(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("c", "down", "down", "down", "ctrl+p")
	d.sees("Apple is on key 4 now")
	if !slices.Contains(d.desk.pinned, "apple") {
		t.Error("not pinned")
	}
	d.keys("ctrl+p")
	if slices.Contains(d.desk.pinned, "apple") {
		t.Error("not unpinned")
	}
	d.typed("nestle") // not among the companies in the news: the lexicon has it, with an accent
	d.sees("Nestlé")
	d.keys("enter")
	if !slices.Equal(d.app.view.Companies, []news.CompanyID{"nestle"}) {
		t.Errorf("filter is %v", d.app.view.Companies)
	}
}

func TestSearchIsLiveAndKeepsTheLastGoodResult(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("/")
	d.typed("microsoft")
	if d.app.view.Search != "" {
		t.Error("searched before the keys rested")
	}
	d.fire()
	if d.app.view.Search != "microsoft" || !slices.Equal(d.reader.search, []string{"microsoft"}) {
		t.Fatalf("search %q, reader %v", d.app.view.Search, d.reader.search)
	}
	rows := d.app.list.Len()
	d.typed(" lang:")
	d.fire()
	if d.app.list.Len() != rows {
		t.Error("a wrong query changed the list")
	}
	d.sees("needs a value")
	d.keys("esc")
	if d.app.view.Search != "" || d.app.prompt != nil {
		t.Error("Esc does not clear the search")
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	desk := newFake(40)
	d := drive(t, desk, 120, 40, Options{})
	_, slow := d.app.Update(press("1")) // asked, not yet answered
	d.keys("1")                         // off again
	want := d.app.list.Len()
	d.run(slow)
	if d.app.list.Len() != want {
		t.Errorf("an old answer changed the list: %d rows, want %d", d.app.list.Len(), want)
	}
}

func TestNewArticlesDoNotMoveTheCursor(t *testing.T) {
	desk := newFake(60)
	d := drive(t, desk, 120, 40, Options{})
	for _, at := range []int{0, 5, 30} {
		for range at {
			d.keys("j")
		}
		id := d.app.list.ID()
		for i := range 7 {
			desk.rows = slices.Insert(desk.rows, 0, news.Headline{ID: news.ArticleID(1000 + len(desk.rows)), FeedID: 1, Title: fmt.Sprint("Fresh ", i), Published: clock.Add(time.Duration(len(desk.rows)) * time.Second)})
		}
		d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
		d.fire()
		if d.app.list.ID() != id {
			t.Errorf("at %d: the cursor moved from %d to %d", at, id, d.app.list.ID())
		}
		if at == 0 {
			d.sees("Fresh 6")
		}
	}
}

func TestBurstsAreCoalesced(t *testing.T) {
	desk := newFake(60)
	d := drive(t, desk, 120, 40, Options{})
	before := desk.calls["overview"]
	for range 100 {
		d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
	}
	d.fire()
	if n := desk.calls["overview"] - before; n > 3 {
		t.Errorf("100 changes led to %d readings of the counts", n)
	}
}

func TestAnIdleProgramHasNoTimers(t *testing.T) {
	d := drive(t, newFake(10), 80, 24, Options{})
	d.fire()
	d.fire()
	d.fire()
	if len(d.timers) > 0 {
		t.Errorf("%d timers run while nothing happens", len(d.timers))
	}
	d.send(eventCame{event: newsroom.Progress{Running: true, Total: 3}})
	if len(d.timers) != 1 {
		t.Errorf("%d timers during a refresh, want the spinner's", len(d.timers))
	}
	d.send(eventCame{event: newsroom.Progress{Total: 3, Done: 3, New: 2}})
	for range 4 {
		d.fire()
	}
	if len(d.timers) > 0 {
		t.Errorf("%d timers after the refresh", len(d.timers))
	}
}

func TestMarkAllIsUndoable(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.keys("A")
	d.sees("15 articles marked as read · Z undoes", "No unread articles.", "v shows read ones.")
	d.keys("Z")
	d.fire()
	d.sees("Le constructeur")
	d.keys("v", "v", "A", "Z")
	d.sees("Undone: 15 articles marked as read")
	d.keys("Z")
	d.sees("Nothing to undo")
}

func TestReadRowsStayUntilTheViewChanges(t *testing.T) {
	d := drive(t, newFake(12), 120, 40, Options{})
	id := d.app.list.ID()
	d.keys("enter", "esc")
	d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{States: true}}})
	d.fire()
	if d.app.list.ID() != id {
		t.Errorf("the article read is gone from under the cursor: %d, want %d", d.app.list.ID(), id)
	}
}

func TestEmptyStatesSayWhyAndWhichKeyHelps(t *testing.T) {
	desk := newFake(0)
	desk.feeds = nil
	d := drive(t, desk, 80, 24, Options{})
	d.sees("You follow no feeds yet.", "+ adds a pack")
	for action := range ofArticle {
		d.run(d.app.do(action))
		d.sees("There is no article under the cursor")
		d.app.status.touch()
	}
	d.keys("1")
	d.sees("Nothing for Microsoft yet.", "0 shows all companies.")
	d.keys("0", "F")
	d.sees("No starred articles.")
	d.keys("F", "/")
	d.typed("zzz")
	d.keys("enter")
	d.sees("Nothing found for “zzz”.", "Esc clears the search.")
}

func TestAbilitiesAreRespected(t *testing.T) {
	d := drive(t, newFake(5), 120, 40, Options{})
	d.keys("o")
	if len(d.desk.opened) != 1 {
		t.Error("o does not open the browser")
	}
	d.app.can = newsroom.Abilities{}
	d.got = nil
	d.keys("o")
	if len(d.desk.opened) != 1 {
		t.Error("a session without a browser opened one")
	}
	d.sees("Link copied; the browser is on your side")
	d.keys("+")
	d.sees("Feeds can not be changed here")
	d.keys("ctrl+z")
	d.sees("nothing to suspend to")
	d.keys(":")
	d.typed("import x.opml")
	d.keys("enter")
	d.sees("Files of the server can not be used here")
}

func TestCommandLine(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	line := func(s string) {
		d.keys(":")
		d.typed(s)
		d.keys("enter")
	}
	line("company openai")
	if !slices.Equal(d.app.view.Companies, []news.CompanyID{"openai"}) {
		t.Error(d.app.view.Companies)
	}
	line("company")
	line("unread-only")
	if d.app.view.UnreadOnly || len(d.app.view.Companies) > 0 {
		t.Errorf("%+v", d.app.view)
	}
	line("theme light")
	if d.app.th.Dark {
		t.Error("still dark")
	}
	line("add https://example.org/feed")
	if d.desk.calls["add https://example.org/feed"] != 1 {
		t.Error("not added")
	}
	line("nonsense")
	d.sees("There is no command “nonsense”")
	d.keys(":")
	d.typed("half-page-d")
	d.keys("tab")
	if got := d.app.prompt.input.Value(); got != "half-page-down" {
		t.Errorf("Tab made it %q", got)
	}
	d.keys("esc", ":", "up")
	if got := d.app.prompt.input.Value(); got != "nonsense" {
		t.Errorf("↑ recalls %q", got)
	}
}

func TestPastedAddressOffersToAddIt(t *testing.T) {
	d := drive(t, newFake(5), 120, 40, Options{})
	d.send(tea.PasteMsg{Content: " https://example.org/news\n"})
	if d.app.prompt == nil || d.app.prompt.input.Value() != "https://example.org/news" {
		t.Fatal("no offer")
	}
	d.desk.added = newsroom.Added{Candidates: []newsroom.Candidate{{URL: "https://example.org/a", Title: "A", Format: "rss"}, {URL: "https://example.org/b", Title: "B", Format: "atom"}}}
	d.keys("enter")
	d.sees("This page has several feeds", "2 B")
	d.desk.added = newsroom.Added{Feed: news.Feed{Title: "B"}, Created: true, Articles: 12}
	d.keys("j", "enter")
	if d.desk.calls["add https://example.org/b"] != 1 {
		t.Error(d.desk.calls)
	}
	d.sees("Added B: 12 articles")
	d.send(tea.PasteMsg{Content: "\x1b[2Jqqqq"})
	if d.app.prompt != nil {
		t.Error("pasted text was taken for keys")
	}
}

func TestFeedsScreen(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.keys("E", "n")
	d.sees("The server example.org does not answer.")
	d.keys("m")
	d.typed(" 2")
	d.keys("enter")
	d.keys("t")
	d.typed(", Daily")
	d.keys("enter")
	d.keys("r")
	if d.desk.calls["refresh [4] true"]+d.desk.calls["refresh [4]true"] != 1 {
		t.Errorf("r did not ask the feed: %v", d.desk.calls)
	}
	d.keys("enter")
	if d.app.screen != mainScreen || d.app.view.Feed != 4 {
		t.Errorf("Enter shows %+v", d.app.view)
	}
	d.keys("E", "x")
	for _, call := range []string{"update Reuters 2 Tech", "update Reuters Tech+Daily", "remove 4"} {
		if d.desk.calls[call] != 1 {
			t.Errorf("%q was not asked: %v", call, d.desk.calls)
		}
	}
}

func TestProblemsAreShownAndLoseNothing(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.desk.fail = errors.New("the store is read-only: /data/lede.db")
	d.keys("v")
	d.sees("the store is read-only", "Le constructeur")
}

func TestHoldingDownAsksForOneArticleAtATime(t *testing.T) {
	desk := newFake(200)
	d := drive(t, desk, 120, 40, Options{})
	before := desk.calls["article"]
	var pending []tea.Cmd
	for range 50 {
		_, cmd := d.app.Update(press("j"))
		pending = append(pending, cmd)
	}
	if d.app.list.ID() != 200-50-16 && d.app.list.Len() == 0 {
		t.Fatal("the cursor did not move")
	}
	for _, cmd := range pending {
		d.run(cmd)
	}
	if n := desk.calls["article"] - before; n > 6 {
		t.Errorf("holding j for 50 rows loaded %d articles", n)
	}
	d.fire()
	if d.reader.ArticleID() != d.app.list.ID() {
		t.Errorf("the reader shows %d, the cursor is on %d", d.reader.ArticleID(), d.app.list.ID())
	}
}

func TestWindowFollowsTheCursorThroughALongList(t *testing.T) {
	desk := newFake(2000)
	d := drive(t, desk, 120, 40, Options{ShowRead: true})
	for range 1999 {
		d.keys("j")
	}
	if d.app.list.ID() != 1 {
		t.Fatalf("after 1999 × j the cursor is on %d", d.app.list.ID())
	}
	if n := d.app.list.Len(); n > 400 {
		t.Errorf("%d rows are in memory", n)
	}
	for range 1999 {
		d.keys("k")
	}
	if d.app.list.ID() != 2000 {
		t.Errorf("back at the top the cursor is on %d", d.app.list.ID())
	}
	d.keys("G", "g")
	if d.app.list.ID() != 2000 {
		t.Errorf("g goes to %d", d.app.list.ID())
	}
}

func TestMouse(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	click := func(x, y int) { d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(d.app.lay.List.X+5, 5) // the second row: heading, day, row, row
	if d.app.list.ID() != 39 {
		t.Errorf("the click chose %d", d.app.list.ID())
	}
	click(d.app.lay.List.X+5, 5)
	if d.app.state.Focus != layout.Read {
		t.Error("a click on the row under the cursor does not open it")
	}
	click(14, 0) // the first company
	if !slices.Equal(d.app.view.Companies, []news.CompanyID{"microsoft"}) {
		t.Errorf("the click in the bar filters by %v", d.app.view.Companies)
	}
	click(3, 0)
	if len(d.app.view.Companies) > 0 {
		t.Error("the click on All does not show all")
	}
	id := d.app.list.ID()
	d.send(tea.MouseWheelMsg{X: d.app.lay.List.X + 1, Y: 9, Button: tea.MouseWheelDown})
	if d.app.list.ID() == id {
		t.Error("the wheel does not move")
	}
}

// Every key in the help must do something real.
func TestEveryActionIsHandled(t *testing.T) {
	for _, r := range keymap.Rows() {
		if _, ok := r.Action.Slot(); ok {
			continue
		}
		if _, ok := handlers[r.Action]; ok {
			continue
		}
		d := drive(t, newFake(20), 120, 40, Options{})
		_, done := d.app.list.Do(r.Action)
		if !done && !slices.Contains([]keymap.Action{keymap.NextMatch, keymap.PrevMatch}, r.Action) {
			t.Errorf("%s is in the table and nobody handles it", r.Action)
		}
	}
}

func TestEveryScreenInBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		d := drive(t, newFake(30), 120, 40, Options{Lang: lang})
		for _, keys := range [][]string{{"?"}, {"esc", "E"}, {"esc", "c"}, {"esc", ":"}, {"esc", "A"}, {"v", "F", "L"}} {
			d.keys(keys...)
			d.fits()
			for _, word := range strings.Fields(d.screen()) {
				for _, prefix := range []string{"status.", "done.", "empty.", "list.", "feeds.", "help.", "undo.", "refresh.", "place.", "ask."} {
					if strings.HasPrefix(word, prefix) || strings.Contains(word, "%!") {
						t.Errorf("%s: %q is on screen", lang, word)
					}
				}
			}
		}
	}
}
