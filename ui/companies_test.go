package ui

import (
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/theme"
)

// While stored articles are tagged again the status line says how far it is.
func TestRetaggingIsTold(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.send(eventCame{event: newsroom.Retagging{Running: true, Done: 1200, Total: 10000}})
	d.sees("Looking for companies again in articles: 1,200 of 10,000")
	d.send(eventCame{event: newsroom.Retagging{Done: 10000, Total: 10000}})
	d.lacks("Looking for companies again")
	d.fire()
	if d.app.status.spinning {
		t.Error("the spinner turns although nothing runs")
	}
}

// What is only implied is dimmed in every theme and stands in parentheses, after
// what is named.
func TestImpliedChips(t *testing.T) {
	for _, name := range append(append([]string{}, theme.Names...), "none") {
		d := wholeOn(t, newFake(60), 120, 40, Options{Theme: name})
		d.desk.tagged = 1
		for salience, want := range map[news.Salience]string{news.About: "OpenAI", news.Implied: "(OpenAI)"} {
			d.desk.salience = salience
			d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
			d.keys("j", "k", "j")
			d.sees(want)
		}
		if name != "none" && d.app.th.ChipImplied.Render("x") == d.app.th.Chip.Render("x") {
			t.Errorf("%s: what is implied looks like what is named", name)
		}
	}
}

// A company in no list is offered once, in the status line, and a box takes the
// answer.
func TestOfferedCompany(t *testing.T) {
	desk := newFake(40)
	desk.offer = store.CompanyCount{Company: "brindacier", Name: "Brindacier", Total: 2}
	d := wholeOn(t, desk, 120, 40, Options{})
	d.sees("New in your news: Brindacier, in 2 articles. Follow it? W")
	if d.desk.calls["offered brindacier"] != 1 {
		t.Errorf("the desk was told %v", d.desk.calls)
	}
	d.keys("j")
	d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
	d.lacks("New in your news")
	d.keys("W")
	d.sees("Follow Brindacier?", "1 yes", "2 no", "3 later")
	d.fits()
	d.keys("3")
	d.lacks("Follow Brindacier?")
	d.keys("W", "2")
	d.sees("Brindacier is not offered again", "Z undoes")
	d.keys("W", "1")
	d.sees("Brindacier is followed, on key 3")
	if d.desk.calls["refuse brindacier"] != 1 || d.desk.calls["follow brindacier Brindacier"] != 1 {
		t.Errorf("the desk was told %v", d.desk.calls)
	}
}

// In the explanation a company that is in no list says so.
func TestExplainedCompanyInNoList(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.desk.tagged = 1
	for i := range d.desk.rows {
		d.desk.rows[i].Companies = []news.CompanyID{"brindacier"}
	}
	d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
	d.keys("j", "i")
	d.sees("In no list. Follow it? W")
	d.keys("W")
	d.sees("Follow Brindacier?")
}

// Corrections are listed, and each can be taken back.
func TestListOfCorrections(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.keys("%")
	d.sees("Nothing has been corrected")
	d.desk.corrections = []newsroom.Rule{
		{Correction: newsroom.Correction{Verdict: newsroom.NotHere, Name: "Orange"}, Near: []string{"juice", "peel"}, Title: "A breakfast", At: clock.Add(-2 * time.Hour)},
		{Correction: newsroom.Correction{Verdict: newsroom.Never, Name: "Shell"}},
		{Line: `{name: "Apple", off: true}`},
	}
	d.keys("%")
	d.sees("Corrections of companies", "not Orange beside “juice, peel”", "A breakfast", "2h", "never find Shell", `{name: "Apple", off: true}`)
	d.fits()
	d.keys("j", "x")
	d.sees("Taken back", "not Orange beside")
	d.lacks("never find Shell")
	if len(d.desk.corrections) != 2 || d.desk.corrections[1].Line == "" {
		t.Errorf("left are %+v", d.desk.corrections)
	}
	d.keys("enter", "enter")
	if len(d.desk.corrections) != 0 {
		t.Errorf("left are %+v", d.desk.corrections)
	}
	d.keys("esc")
	d.lacks("Corrections of companies")
}

// With roll-up a company means those that belong to it, too; its page leads to
// its owner and to its own companies.
func TestRollUp(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.keys(":")
	d.typed("set rollup on")
	d.keys("enter")
	d.sees("counted with those that belong to them")
	if !d.desk.rollUp || !d.app.view.RollUp {
		t.Errorf("the desk has %v, the view %v", d.desk.rollUp, d.app.view.RollUp)
	}
	d.keys("1")
	d.sees("Microsoft, with its companies")
	d.keys("I")
	d.sees("7 implied", "list 50 articles, with those of its companies", "list 7 articles that only point to it", "Belongs to", "Apple", "Its companies", "OpenAI")
	d.fits()
	d.keys("j", "j", "enter")
	if got := d.app.view.Search; got != "implied:microsoft" {
		t.Errorf("listed is %q", got)
	}
	d.keys("esc", "1", "I", "J", "enter")
	if id := d.app.pages.company.ID(); id != "apple" {
		t.Errorf("the page leads to %q:\n%s", id, d.screen())
	}
	d.keys("esc", "esc", ":")
	d.typed("set rollup off")
	d.keys("enter")
	if d.desk.rollUp || d.app.view.RollUp || strings.Contains(d.screen(), "with its companies") {
		t.Errorf("switched off, it holds:\n%s", d.screen())
	}
}

// An article is drawn anew when the same company rests on something else.
func TestOtherEvidenceIsANewEdition(t *testing.T) {
	var r newsroom.Reading
	r.Digest.Companies = []news.Mention{{Company: "microsoft", Spans: []news.MentionSpan{{Evidence: []news.Evidence{{Cue: "shares", Weight: 1}}}}}}
	before := edition(r)
	r.Digest.Companies = []news.Mention{{Company: "microsoft", Spans: []news.MentionSpan{{Evidence: []news.Evidence{{Cue: "always", Weight: 9}}}}}}
	if before == edition(r) {
		t.Error("other evidence makes no difference")
	}
}
