package newsroom

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/store"
)

// written is a desk over which some articles were written.
func written(t *testing.T, texts ...string) (d *desk, file string, ids []news.ArticleID) {
	t.Helper()
	d = newDesk(t)
	file = d.path + ".companies.yaml"
	d.reopen(file, "1.2")
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var entries []entry
	for i, text := range texts {
		title, body, _ := strings.Cut(text, "|")
		entries = append(entries, entry{title: title, guid: fmt.Sprint(i), link: fmt.Sprint("https://site.example/", i), text: body,
			date: at.Add(-time.Duration(i) * time.Hour).Format(time.RFC1123Z)})
	}
	d.press.feed("https://a.example/feed", feedOf(entries...))
	d.follow("https://a.example/feed")
	d.refresh(true)
	w, err := d.Headlines(t.Context(), View{Place: PlaceRiver, Apart: true}, store.Page{})
	d.must(err)
	for _, h := range w.Rows {
		ids = append(ids, h.ID)
	}
	return d, file, ids
}

// A company is counted and filtered with those that belong to it, when a reader
// wants that.
func TestRollUp(t *testing.T) {
	d, _, ids := written(t,
		"Google opens a centre|Google opened a centre on Monday, and Google France is hiring for it. Nobody else had a say.",
		"YouTube changes its rules|YouTube changed its rules on Monday. YouTube says that films of more than an hour are fine.",
		"A quiet day|It rained all day, and the bakery had no bread left at noon. The children did not mind.")
	ctx := t.Context()
	d.must(d.SetPins(ctx, []news.CompanyID{"google", "alphabet"}))
	pinned := func() (out string) {
		o, err := d.Overview(ctx)
		d.must(err)
		for _, c := range o.Pinned {
			out += fmt.Sprintf("%s %d/%d/%d ", c.Name, c.Unread, c.Total, c.About)
		}
		return out + fmt.Sprint(o.RollUp)
	}
	if got, want := pinned(), "Google 1/1/1 Alphabet 0/0/0 false"; got != want {
		t.Errorf("without: %s, want %s", got, want)
	}
	d.must(d.SetRollUp(ctx, true))
	if got, want := pinned(), "Google 2/2/2 Alphabet 2/2/2 true"; got != want {
		t.Errorf("with those below: %s, want %s", got, want)
	}
	inNews := func(v View) (out string) {
		counts, err := d.CompanyCounts(ctx, v, 3)
		d.must(err)
		for _, c := range counts {
			out += fmt.Sprintf("%s %d/%d/%d ", c.Name, c.Unread, c.Total, c.About)
		}
		return out
	}
	for search, want := range map[string]string{
		"": "Alphabet 2/2/2 Google 2/2/2 YouTube 1/1/1 ", "title:youtube": "Alphabet 1/1/1 Google 1/1/1 YouTube 1/1/1 ", "title:quiet": "",
	} {
		if got := inNews(View{Place: PlaceRiver, Search: search, RollUp: true}); got != want {
			t.Errorf("to pick from, of %q: %s, want %s", search, got, want)
		}
	}
	if got, want := inNews(View{Place: PlaceRiver}), "Google 1/1/1 YouTube 1/1/1 "; got != want {
		t.Errorf("to pick from, without: %s, want %s", got, want)
	}
	told := func() (out string) {
		b, err := d.Briefing(ctx, View{Place: PlaceRiver}, d.clock().Add(-7*24*time.Hour))
		d.must(err)
		for _, s := range b.Sections {
			out += fmt.Sprintf("%s %d ", s.Name, len(s.Stories))
		}
		return out
	}
	if got, want := told(), "Google 2  1 "; got != want {
		t.Errorf("the briefing: %s, want %s", got, want)
	}
	d.must(d.SetRollUp(ctx, false))
	if got, want := told(), "Google 1  2 "; got != want {
		t.Errorf("the briefing without: %s, want %s", got, want)
	}
	d.must(d.SetRollUp(ctx, true))
	v := View{Place: PlaceRiver, Companies: []news.CompanyID{"alphabet"}, RollUp: true, Apart: true}
	w, err := d.Headlines(ctx, v, store.Page{})
	d.must(err)
	if len(w.Rows) != 2 || w.Rows[0].ID != ids[0] || w.Rows[1].ID != ids[1] {
		t.Errorf("the filter finds %d articles", len(w.Rows))
	}
	if q, err := d.QueryOf(ctx, v); err != nil || q != "company:alphabet+" {
		t.Errorf("the view is written %q, %v", q, err)
	}
	if n, err := d.Count(ctx, View{Place: PlaceRiver, Search: "company:google+ -company:youtube"}); err != nil || n != 1 {
		t.Errorf("a query finds %d, %v", n, err)
	}
	p, err := d.CompanyPage(ctx, "google", false)
	d.must(err)
	if len(p.Parents) != 1 || p.Parents[0].Name != "Alphabet" || p.Parents[0].Total != 2 || len(p.Children) != 1 || p.Children[0].Name != "YouTube" || p.Children[0].Total != 1 {
		t.Errorf("the family is %+v, %+v", p.Parents, p.Children)
	}
}

// The option of the configuration holds until a reader says otherwise.
func TestRollUpConfigured(t *testing.T) {
	d := newDesk(t)
	d.set.Companies.RollUp = true
	d.restart()
	if on, err := d.RollUp(t.Context()); err != nil || !on {
		t.Errorf("configured, it is %v, %v", on, err)
	}
	d.must(d.SetRollUp(t.Context(), false))
	if on, err := d.RollUp(t.Context()); err != nil || on {
		t.Errorf("switched off, it is %v, %v", on, err)
	}
}

// An article with only a product and a person of a company is no news of the
// company, but is found and counted apart.
func TestImplied(t *testing.T) {
	d, _, ids := written(t,
		"A chat|ChatGPT wrote the speech of the mayor, who read it without a blush. ChatGPT had been asked for something short.",
		"OpenAI hires|OpenAI hired forty people on Monday. OpenAI wants to open an office in Lyon.")
	ctx := t.Context()
	r, err := d.Article(ctx, ids[0])
	d.must(err)
	if len(r.Digest.Companies) != 1 || r.Digest.Companies[0].Salience != news.Implied {
		t.Fatalf("the chat is about %+v", r.Digest.Companies)
	}
	d.must(d.SetPins(ctx, []news.CompanyID{"openai"}))
	o, err := d.Overview(ctx)
	d.must(err)
	if o.Pinned[0].Unread != 1 || o.Pinned[0].Total != 1 {
		t.Errorf("on the bar: %+v", o.Pinned[0])
	}
	for search, want := range map[string]int{"company:openai": 1, "implied:openai": 1, "implied:openai OR company:openai": 2} {
		if n, err := d.Count(ctx, View{Place: PlaceRiver, Search: search}); err != nil || n != want {
			t.Errorf("%s finds %d, %v; want %d", search, n, err, want)
		}
	}
	if p, err := d.CompanyPage(ctx, "openai", false); err != nil || p.About != 1 || p.Mentions != 0 || p.Implied != 1 {
		t.Errorf("the page counts %+v, %v", p.Profile, err)
	}
}

const brightmoor = "Brightmoor Capital Ltd said on Monday that it would buy the mill. Brightmoor Capital has three offices."

// A company that is in no list is offered once, from its second article on.
func TestOffer(t *testing.T) {
	d, _, _ := written(t, "A mill|"+brightmoor, "Rain|It rained all day, and nobody minded.")
	ctx := t.Context()
	offered := func() string {
		o, err := d.Overview(ctx)
		d.must(err)
		return o.Offer.Name
	}
	d.AwaitLexicon()
	d.must(d.SetPins(ctx, []news.CompanyID{"microsoft"}))
	if got := offered(); got != "" {
		t.Errorf("after one article %q is offered", got)
	}
	at := time.Date(2026, 3, 2, 8, 30, 0, 0, time.UTC)
	d.press.feed("https://a.example/feed", feedOf(entry{title: "Another mill", guid: "x", link: "https://site.example/x", text: "Again: " + brightmoor, date: at.Format(time.RFC1123Z)}))
	d.later(time.Hour)
	d.refresh(true)
	if got := offered(); got != "Brightmoor Capital" {
		t.Fatalf("after two articles %q is offered", got)
	}
	o, err := d.Overview(ctx)
	d.must(err)
	id := o.Offer.Company
	if p, err := d.CompanyPage(ctx, id, false); err != nil || p.Known || p.Company.Name != "Brightmoor Capital" {
		t.Errorf("its page is headed %q, %v", p.Company.Name, err)
	}
	d.must(d.Refuse(ctx, id))
	if refused, err := d.Refused(ctx, id); err != nil || !refused || offered() != "" {
		t.Errorf("after a no it is refused: %v, %v; offered is %q", refused, err, offered())
	}
	d.undo()
	if got := offered(); got != "Brightmoor Capital" {
		t.Errorf("after undo %q is offered", got)
	}
	d.must(d.Offered(ctx, id))
	if got := offered(); got != "" {
		t.Errorf("a second time %q is offered", got)
	}
	pin, err := d.Follow(ctx, id, "Brightmoor Capital")
	d.must(err)
	if _, known := d.Company(id); !known || pin == 0 {
		t.Errorf("followed, it is known: %v, on key %d", known, pin)
	}
	if kind := d.undo(); kind != store.Several { // one undo: off its key, and in no list
		t.Errorf("undone was %s", kind)
	}
	pins, err := d.Pins(ctx)
	d.must(err)
	if _, known := d.Company(id); known || len(pins) != 1 {
		t.Errorf("undone, it is known: %v, the pins are %v", known, pins)
	}
}

// Names of companies that are in no list are those that articles have.
func TestNameOf(t *testing.T) {
	d, _, _ := written(t, "A mill|"+brightmoor)
	d.reopen("", "1.2") // and the list of companies is not there yet
	if _, ok := d.NameOf("brightmoor-capital"); ok {
		t.Error("a name is known before any list was shown")
	}
	_, err := d.Headlines(t.Context(), View{Place: PlaceRiver}, store.Page{})
	d.must(err)
	if name, _ := d.NameOf("brightmoor-capital"); name != "Brightmoor Capital" {
		t.Errorf("the name is %q", name)
	}
}

// Corrections are listed, and each can be taken back by itself.
func TestRules(t *testing.T) {
	d, _, ids := written(t,
		"Prices|Microsoft raised its prices on Friday, and Microsoft France is hiring at Issy. Analysts had expected it.",
		"A mill|"+brightmoor)
	ctx := t.Context()
	d.must(d.Correct(ctx, Correction{Verdict: Never, Article: ids[0], Company: "microsoft", Name: "Microsoft", Words: "Microsoft"}))
	d.must(d.Correct(ctx, Correction{Verdict: Always, Article: ids[1], Company: "mill", Name: "Mill", Words: "mill"}))
	d.must(d.Correct(ctx, Correction{Verdict: Always, Article: ids[1], Company: "mill", Name: "Mill", Words: "mill"})) // twice is once
	d.tags(ids[:1], "")
	rules, err := d.Rules(ctx)
	d.must(err)
	if len(rules) != 2 || rules[0].Verdict != Never || rules[0].Title != "Prices" || rules[1].Words != "mill" || !rules[1].At.Equal(d.clock()) {
		t.Fatalf("the rules are %+v", rules)
	}
	d.must(d.RemoveRule(ctx, 1))
	d.tags(ids[:1], "microsoft")
	if rules, err = d.Rules(ctx); err != nil || len(rules) != 1 || rules[0].Words != "mill" {
		t.Errorf("after one is removed: %+v, %v", rules, err)
	}
	d.undo()
	d.tags(ids[:1], "")
	if rules, err = d.Rules(ctx); err != nil || len(rules) != 2 {
		t.Errorf("after undo: %+v, %v", rules, err)
	}
	if err := d.RemoveRule(ctx, 3); err == nil {
		t.Error("a rule that is not there was removed")
	}
	// Without a newsroom they hold, too.
	raw, err := StoredRules(ctx, d.room.store)
	d.must(err)
	lexicon, problems := ReadLexicon("", raw)
	if _, known := lexicon.Company("microsoft"); known || len(problems) > 0 {
		t.Errorf("without a newsroom Microsoft is known: %v; problems %v", known, problems)
	}
}

// Rules of an early version are only lines of files; they can be taken back.
func TestOldRules(t *testing.T) {
	b := openRulebook(`{"rules":["companies:\n  - {name: \"Apple\", off: true}\n  - {name: \"Shell\", extend: true, not: [\"beach\"]}\n"]}`)
	if len(b.Made) != 2 || b.Made[0].Line != `{name: "Apple", off: true}` {
		t.Fatalf("read are %+v", b.Made)
	}
	if err := b.add(Rule{Correction: Correction{Verdict: Never, Name: "Meta"}}); err != nil {
		t.Fatal(err)
	}
	if err := b.remove(1); err != nil {
		t.Fatal(err)
	}
	want := `["companies:\n  - {name: \"Shell\", extend: true, not: [\"beach\"]}\n  - {name: \"Meta\", off: true}\n"]`
	if got := fmt.Sprintf("%q", b.Rules); got != want {
		t.Errorf("written are\n%s, want\n%s", got, want)
	}
}
