package newsroom

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
	"lede/store/sqlite"
)

// undo takes back the last action and says what it was.
func (d *desk) undo() store.ActionKind {
	d.Helper()
	a, _, err := d.Undo(d.Context())
	d.must(err)
	return a.Kind
}

func (d *desk) viewNames() string {
	d.Helper()
	views, err := d.Views(d.Context())
	d.must(err)
	var names []string
	for _, v := range views {
		names = append(names, v.Name+"="+v.Query)
	}
	return strings.Join(names, ", ")
}

func TestSavedViews(t *testing.T) {
	d := newDesk(t)
	d.press.feed("https://a.example/feed", feedOf(numbered(12)...))
	id := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	ctx := t.Context()
	d.must(d.SaveView(ctx, " Eleven ", "11"))
	d.must(d.SaveView(ctx, "Late", "occasion newer:2h"))
	d.must(d.SaveView(ctx, "eleven", "12")) // the same name: the new query
	d.must(d.MoveView(ctx, "Late", -1))
	d.must(d.RenameView(ctx, "late", "Latest"))
	for i, want := range []string{"Latest=occasion newer:2h, eleven=12", "Late=occasion newer:2h, eleven=12", "eleven=12, Late=occasion newer:2h", "Eleven=11, Late=occasion newer:2h", "Eleven=11", ""} {
		if i > 0 {
			if i == 3 {
				d.restart() // it is remembered
			}
			if kind := d.undo(); kind != store.Set {
				t.Errorf("undone was %s", kind)
			}
		}
		if got := d.viewNames(); got != want {
			t.Errorf("after %d undone the views are %q, want %q", i, got, want)
		}
	}
	d.must(d.SaveView(ctx, "Eleven", "11"))
	d.must(d.SaveView(ctx, "Elves", "occasion -11"))
	d.must(d.SaveView(ctx, "Begun", "occ")) // whole words: "occ" is not the beginning of one
	v, err := d.View(ctx, "eleven")
	d.must(err)
	w, err := d.Headlines(ctx, v, store.Page{})
	d.must(err)
	if len(w.Rows) != 1 || w.Rows[0].Title != "Number 11" {
		t.Errorf("the view shows %+v", w.Rows)
	}
	_, err = d.Mark(ctx, []news.ArticleID{w.Rows[0].ID}, true)
	d.must(err)
	counts, err := d.CountViews(ctx)
	d.must(err)
	if fmt.Sprint(counts) != "map[Begun:0 Eleven:0 Elves:11]" {
		t.Errorf("the views have %v unread", counts)
	}
	if _, err := d.View(ctx, "el"); err == nil || !strings.Contains(err.Error(), "Eleven, Elves") {
		t.Errorf("a name that means two views gives %v", err)
	}
	if v, err := d.View(ctx, "ELV"); err != nil || v.Name != "Elves" {
		t.Errorf("the beginning of a name gives %+v, %v", v, err)
	}
	if _, err := d.View(ctx, "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown view gives %v", err)
	}
	var wrong *query.Error
	if err := d.SaveView(ctx, "Bad", "a nofield:x"); !errors.As(err, &wrong) || wrong.Column != 3 {
		t.Errorf("a wrong query gives %v", err)
	}
	for _, err := range []error{d.SaveView(ctx, "", "a"), d.SaveView(ctx, "a", " "), d.SaveView(ctx, strings.Repeat("x", 81), "a"),
		d.RenameView(ctx, "Elves", "Eleven"), d.RenameView(ctx, "none", "x"), d.RemoveView(ctx, "none"), d.MoveView(ctx, "none", 1)} {
		if err == nil {
			t.Error("something that makes no sense is done")
		}
	}
	// What is on screen, as a query that shows the same.
	d.must(d.room.store.UpdateFeed(ctx, d.User.ID, news.Feed{ID: id, Title: "The A OR B", Folders: []string{"Folder one"}}))
	for _, c := range []struct {
		v    View
		want string
	}{
		{View{Place: PlaceRiver}, ""},
		{View{Place: PlaceRiver, Search: "a OR b"}, "a OR b"},
		{View{Place: PlaceFolder, Folder: "Folder one", Search: "a OR b"}, `folder:"Folder one" (a OR b)`},
		{View{Place: PlaceFeed, Feed: id, Search: "newer:3d"}, `feed:"The A OR B" newer:3d`},
		{View{Place: PlaceStarred, Companies: []news.CompanyID{"acme"}, AboutOnly: true}, "starred about:acme"},
		{View{Place: PlaceRiver, Companies: []news.CompanyID{"acme", "globex"}, Excluded: []news.CompanyID{"initech"}}, "(company:acme OR company:globex) -company:initech"},
		{View{Place: PlaceView, Saved: "x OR y", Companies: []news.CompanyID{"acme"}}, "(x OR y) company:acme"},
	} {
		got, err := d.QueryOf(ctx, c.v)
		if err != nil || got != c.want {
			t.Errorf("%+v is the query %q (%v), want %q", c.v, got, err, c.want)
		}
		if _, err := query.Parse(got, d.clock()); err != nil {
			t.Errorf("%q: %v", got, err)
		}
	}
}

func TestMutedIsGoneEverywhere(t *testing.T) {
	d := newDesk(t)
	d.press.feed("https://a.example/feed", feedOf(numbered(10)...))
	id := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	ctx := t.Context()
	river := View{Place: PlaceRiver, UnreadOnly: true}
	w, err := d.Headlines(ctx, river, store.Page{})
	d.must(err)
	n, err := d.MuteStory(ctx, w.Rows[0].ID)
	d.must(err)
	if more, err := d.MuteQuery(ctx, 0, "occasion 3"); err != nil || n != 1 || more != 1 {
		t.Errorf("muting hides %d and %d (%v)", n, more, err)
	}
	if more, err := d.MuteQuery(ctx, id, "4"); err != nil || more != 1 {
		t.Errorf("muting in a feed hides %d (%v)", more, err)
	}
	_, err = d.Mark(ctx, []news.ArticleID{w.Rows[1].ID}, true)
	d.must(err)
	tally, err := d.Tally(ctx, river)
	d.must(err)
	if tally != (Tally{Shown: 6, Read: 1, Muted: 3}) {
		t.Errorf("the river has %+v", tally)
	}
	o, err := d.Overview(ctx)
	d.must(err)
	if o.Unread != 6 || o.Total != 7 || o.Feeds[0].Unread != 6 {
		t.Errorf("around it there are %d unread of %d, the feed has %d", o.Unread, o.Total, o.Feeds[0].Unread)
	}
	river.Muted = true
	if tally, err = d.Tally(ctx, river); err != nil || tally != (Tally{Shown: 9, Read: 1}) {
		t.Errorf("with what is muted the river has %+v, %v", tally, err)
	}
	rules, err := d.Mutes(ctx)
	d.must(err)
	if len(rules) != 3 || rules[0].Feed != id || rules[2].Title != "Number 10" {
		t.Fatalf("the rules are %+v", rules)
	}
	hidden, err := d.Headlines(ctx, View{Place: PlaceMuted, Mute: rules[1].ID, UnreadOnly: true}, store.Page{})
	d.must(err)
	if len(hidden.Rows) != 1 || hidden.Rows[0].Title != "Number 3" {
		t.Errorf("a rule hides %+v", hidden.Rows)
	}
	for _, m := range rules {
		if n, err := d.Unmute(ctx, m); err != nil || n != 1 {
			t.Errorf("ending %+v brings back %d (%v)", m, n, err)
		}
	}
	for range rules { // and all of it is taken back, also after a restart
		d.undo()
	}
	d.restart()
	if got := d.titles(id); got != "Number 9, Number 8, Number 7, Number 6, Number 5, Number 2, Number 1" {
		t.Errorf("shown are %s", got)
	}
	for range 5 { // the mark and the three rules
		if _, _, err := d.Undo(ctx); err != nil && !errors.Is(err, store.ErrNoUndo) {
			t.Error(err)
		}
	}
	if n, err := d.Count(ctx, View{Place: PlaceRiver, UnreadOnly: true}); err != nil || n != 10 {
		t.Errorf("in the end %d are unread (%v)", n, err)
	}
}

// Marking all leaves alone what came after it was shown.
func TestMarkAllAsOf(t *testing.T) {
	d := newDesk(t)
	d.press.feed("https://a.example/feed", feedOf(numbered(3)...))
	id := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	v := View{Place: PlaceRiver, UnreadOnly: true}
	w, err := d.Headlines(t.Context(), v, store.Page{})
	d.must(err)
	d.press.feed("https://a.example/feed", feedOf(numbered(5)...))
	d.next(id)
	v.AsOf = w.AsOf
	if n, err := d.MarkAll(t.Context(), v, true); err != nil || n != 3 {
		t.Errorf("%d were marked, want the 3 that were shown (%v)", n, err)
	}
}

func TestPinsCanBeUndone(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.must(d.SetPins(ctx, []news.CompanyID{"a", "b"}))
	d.must(d.SetPins(ctx, nil))
	if pins, err := d.Pins(ctx); err != nil || len(pins) != 0 {
		t.Errorf("without pins there are %v (%v)", pins, err)
	}
	d.undo()
	if pins, err := d.Pins(ctx); err != nil || fmt.Sprint(pins) != "[a b]" {
		t.Errorf("after undo the pins are %v (%v)", pins, err)
	}
}

func TestGuestsChangeNothing(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	guest := d.room.Session(d.User, Abilities{Guest: true})
	_, err := guest.MuteQuery(ctx, 0, "x")
	d.must(errors.Join(err, guest.SaveView(ctx, "V", "x"), guest.SetPins(ctx, []news.CompanyID{"a"})))
	rules, err := d.Mutes(ctx)
	d.must(err)
	if d.viewNames() != "" || len(rules) != 0 {
		t.Errorf("a guest left %q and %+v", d.viewNames(), rules)
	}
	if err := guest.Correct(ctx, Correction{Verdict: Never, Name: "X"}); !errors.Is(err, ErrNotHere) {
		t.Errorf("a guest corrects: %v", err)
	}
}

// knowing opens the newsroom anew, with the companies that are built in.
func (d *desk) knowing() {
	d.close()
	db, err := sqlite.Open(context.Background(), d.path, sqlite.Options{Now: d.clock})
	d.must(err)
	room := Open(Options{Store: db, Config: d.set, Transport: d.press, Clock: d.clock, Version: "1.2"})
	d.Session = room.Local()
	d.close = func() {
		_ = room.Close()
		_ = db.Close()
	}
	d.AwaitLexicon()
}

// companies are those an article is shown with.
func (d *desk) companies(id news.ArticleID) string {
	d.Helper()
	r, err := d.Article(d.Context(), id)
	d.must(err)
	var ids []string
	for _, m := range r.Digest.Companies {
		ids = append(ids, string(m.Company))
	}
	return strings.Join(ids, " ")
}

// The latest word on a company takes back the opposite that was said before.
func TestCorrectionsThatContradict(t *testing.T) {
	rule := func(v Verdict, words string) Rule {
		return Rule{Correction: Correction{Verdict: v, Company: "airbus", Name: "Airbus", Words: words}}
	}
	var b rulebook
	for _, step := range []struct {
		rule Rule
		want string
	}{
		{rule(Always, "Airbus"), "always Airbus"},
		{rule(NeverAlias, "Airbus"), "never-alias Airbus"},
		{rule(NeverAlias, "l’avionneur"), "never-alias Airbus, never-alias l’avionneur"},
		{rule(Always, "Airbus"), "never-alias l’avionneur, always Airbus"},
		{rule(Never, ""), "never-alias l’avionneur, never "},
		{rule(Always, "Airbus SE"), "never-alias l’avionneur, always Airbus SE"},
	} {
		if err := b.add(step.rule); err != nil {
			t.Fatal(err)
		}
		var made []string
		for _, r := range b.Made {
			made = append(made, string(r.Verdict)+" "+r.Words)
		}
		if got := strings.Join(made, ", "); got != step.want {
			t.Errorf("after %s %s: %s, want %s", step.rule.Verdict, step.rule.Words, got, step.want)
		}
	}
}

// Where nothing stands beside the name, "not here" is about that article alone, also
// when it is read or tagged again; the same words elsewhere still mean the company.
func TestNotHereInAHeadline(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Format(time.RFC1123Z)
	d.press.feed("https://a.example/feed", feedOf(entry{title: "Airbus wins a big order", guid: "1", link: "https://site.example/1", text: "The maker will deliver next year.", date: at},
		entry{title: "Airbus wins another order", guid: "2", link: "https://site.example/2", text: "It will be delivered in two years.", date: at}))
	d.follow("https://a.example/feed")
	d.refresh(true)
	w, err := d.Headlines(t.Context(), View{Place: PlaceRiver, Apart: true}, store.Page{})
	d.must(err)
	if len(w.Rows) != 2 || d.companies(w.Rows[0].ID) != "airbus" || d.companies(w.Rows[1].ID) != "airbus" {
		t.Fatalf("before: %+v", w.Rows)
	}
	one, other := w.Rows[0].ID, w.Rows[1].ID
	want := func(when, tags string) {
		t.Helper()
		if got := d.companies(one); got != tags {
			t.Errorf("%s the article is tagged with %q, want %q", when, got, tags)
		}
		if got := d.companies(other); got != "airbus" {
			t.Errorf("%s the other one is tagged with %q", when, got)
		}
	}
	d.must(d.Correct(t.Context(), Correction{Verdict: NotHere, Article: one, Company: "airbus", Name: "Airbus"}))
	want("corrected", "")
	d.knowing()
	d.must(d.room.digestAgain(t.Context(), d.Session, []news.ArticleID{one, other}))
	want("after a restart", "")
	rules, err := d.Rules(t.Context())
	d.must(err)
	if len(rules) != 1 || len(rules[0].Near) != 0 || rules[0].Title != w.Rows[0].Title {
		t.Errorf("the rules are %+v", rules)
	}
	d.undo()
	want("undone", "airbus")
}

func TestCorrections(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Format(time.RFC1123Z)
	text := "Microsoft a annoncé vendredi une hausse de ses tarifs pour les entreprises, et Microsoft France recrute à Issy."
	d.press.feed("https://a.example/feed", feedOf(entry{title: "Les tarifs", guid: "1", link: "https://site.example/1", text: text, date: at},
		entry{title: "Les tarifs encore", guid: "2", link: "https://site.example/2", text: text + " C’est tout.", date: at}))
	d.follow("https://a.example/feed")
	d.refresh(true)
	ctx := t.Context()
	w, err := d.Headlines(ctx, View{Place: PlaceRiver, Apart: true}, store.Page{})
	d.must(err)
	if len(w.Rows) != 2 || d.companies(w.Rows[0].ID) != "microsoft" {
		t.Fatalf("before there are %d articles with %q", len(w.Rows), d.companies(w.Rows[0].ID))
	}
	id := w.Rows[0].ID
	r, err := d.Article(ctx, id)
	d.must(err)
	m := r.Digest.Companies[0]
	c := Correction{Article: id, Company: m.Company, Name: m.Name, Words: m.Spans[0].Of(r.Article.Text), Span: m.Spans[0].Span}
	for _, verdict := range []Verdict{NotHere, Never} {
		c.Verdict = verdict
		d.must(d.Correct(ctx, c))
		if d.companies(id) != "" {
			t.Errorf("%s: the article is tagged with %q", verdict, d.companies(id))
		}
		d.knowing() // it is remembered; and what ran in the background has ended
		d.must(d.room.digestAgain(ctx, d.Session, []news.ArticleID{id}))
		if d.companies(id) != "" {
			t.Errorf("%s: after a restart the article is tagged with %q", verdict, d.companies(id))
		}
	}
	for range 2 {
		if kind := d.undo(); kind != store.Set {
			t.Errorf("undone was %s", kind)
		}
	}
	if got := d.companies(id); got != "microsoft" {
		t.Errorf("after undo the article is tagged with %q", got)
	}
	if err := d.Correct(ctx, Correction{Verdict: "perhaps", Name: "X"}); err == nil {
		t.Error("a verdict nobody knows is taken")
	}
}

func TestCompanyPage(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	at := func(days int) string { return d.clock().AddDate(0, 0, -days).Format(time.RFC1123Z) }
	said := "« Nous doublons la capacité de nos centres l’an prochain », a déclaré Ada Lovelace, directrice technique de Microsoft, à Paris. Microsoft emploie ici mille personnes."
	d.press.feed("https://a.example/feed", feedOf(
		entry{title: "Microsoft double ses centres", guid: "1", link: "https://site.example/1", text: said, date: at(1)},
		entry{title: "Microsoft et Google s’entendent", guid: "2", link: "https://site.example/2", text: "Microsoft et Google ont signé un accord mardi à Paris.", date: at(3)}))
	d.follow("https://a.example/feed")
	d.refresh(true)
	d.must(d.SetPins(t.Context(), []news.CompanyID{"google", "microsoft"}))
	p, err := d.CompanyPage(t.Context(), "microsoft", false)
	d.must(err)
	if p.Company.Name != "Microsoft" || !p.Known || p.Pin != 2 || p.About+p.Mentions != 2 || len(p.Days) != companyDays || p.Days[companyDays-2] != 1 || p.Days[companyDays-4] != 1 {
		t.Errorf("the page is %+v", p)
	}
	if len(p.Together) != 1 || p.Together[0].Company != "google" || len(p.Quotes) == 0 {
		t.Errorf("together with %+v, quotes %+v", p.Together, p.Quotes)
	}
	p, err = d.CompanyPage(t.Context(), "in-no-list", false)
	if err != nil || p.Known || p.Company.Name != "in no list" || len(p.Days) != companyDays {
		t.Errorf("the page of an unknown company is %+v, %v", p, err)
	}
}

// Feeds that were added by hand go again with one undo, as many as came at once.
func TestAddedFeedsCanBeUndone(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.press.feed("https://a.example/feed", feedOf(numbered(2)...))
	d.press.feed("https://b.example/feed", feedOf(numbered(2)...))
	titles := func() (urls []string) {
		rows, err := d.Feeds(ctx)
		d.must(err)
		for _, row := range rows {
			urls = append(urls, row.URL)
		}
		return urls
	}
	if a, err := d.Add(ctx, "https://a.example/feed", nil); err != nil || !a.Created {
		t.Fatalf("%+v, %v", a, err)
	}
	got, err := d.Import(ctx, strings.NewReader("https://a.example/feed News\nhttps://b.example/feed News\nhttps://c.example/feed\n"))
	d.must(err)
	if got.Added != 2 || len(titles()) != 3 {
		t.Fatalf("imported %+v, now %v", got, titles())
	}
	if kind := d.undo(); kind != store.Several || len(titles()) != 1 {
		t.Errorf("after undoing %s there are %v", kind, titles())
	}
	if rows, _ := d.Feeds(ctx); len(rows[0].Folders) != 0 || rows[0].Unread != 2 {
		t.Errorf("what was there before is %+v now", rows[0])
	}
	if kind := d.undo(); kind != store.Subscribed || len(titles()) != 0 {
		t.Errorf("after undoing %s there are %v", kind, titles())
	}
	if _, _, err := d.Undo(ctx); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("then %v", err)
	}
}

// From the oldest on, a list is the one from the newest on, turned around.
func TestOldestFirst(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.press.feed("https://a.example/feed", feedOf(numbered(9)...))
	d.follow("https://a.example/feed")
	d.refresh(true)
	v := View{Place: PlaceRiver}
	down, err := d.Headlines(ctx, v, store.Page{Limit: 20})
	d.must(err)
	v.By, v.Reverse = query.ByDate, true
	titles := func(p store.Page) (all []string, more bool) {
		w, err := d.Headlines(ctx, v, p)
		d.must(err)
		for _, r := range w.Rows {
			all = append(all, strings.TrimPrefix(r.Title, "Number "))
		}
		return all, w.More
	}
	at := func(i int) *store.Place {
		return &store.Place{Published: down.Rows[9-i].Published, ID: down.Rows[9-i].ID}
	}
	for _, c := range []struct {
		page store.Page
		want string
	}{
		{store.Page{Limit: 3}, "[1 2 3] true"},
		{store.Page{Limit: 3, After: at(3)}, "[4 5 6] true"},
		{store.Page{Limit: 3, From: at(3)}, "[3 4 5] true"},
		{store.Page{Limit: 3, From: at(7)}, "[7 8 9] false"},
		{store.Page{Limit: 3, Before: at(6)}, "[3 4 5] true"},
		{store.Page{Limit: 3, Before: at(3)}, "[1 2] false"},
	} {
		all, more := titles(c.page)
		if got := fmt.Sprint(all, more); got != c.want {
			t.Errorf("%+v gives %s, want %s", c.page, got, c.want)
		}
	}
}
