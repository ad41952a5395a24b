package companies

import (
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// evidence gathers the reasons given for a company in a text that hold a word.
func evidence(id news.CompanyID, body, holds string) (out []string) {
	for _, m := range Builtin().Tag(text.Analyse(&news.Article{Text: body})) {
		if m.Company != id {
			continue
		}
		for _, s := range m.Spans {
			for _, e := range s.Evidence {
				if strings.Contains(e.Cue, holds) {
					out = append(out, e.Cue)
				}
			}
		}
	}
	return out
}

// Another naming is quoted with all its words, and the same word said once more is
// not another naming.
func TestOtherNamingsAreQuotedWhole(t *testing.T) {
	for _, c := range []struct{ id, body, want string }{
		{"meta", "Meta Platforms Inc reported higher revenue on Wednesday.\n\nThe changes at Meta begin in June.", "“Meta Platforms Inc” named otherwise in this article"},
		{"brightwater-analytics", "Shares in Brightwater Analytics Inc rose 4%.\n\nInvestors like Brightwater.", "“Brightwater Analytics Inc” named otherwise in this article"},
	} {
		if got := evidence(news.CompanyID(c.id), c.body, "named otherwise"); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s\n\tgot  %q\n\twant %q", c.body, got, c.want)
		}
	}
	again := "Orange, the telecoms operator, cut its prices.\n\nIn Nice, Orange has many shops. Subscribers of Orange were told on Monday."
	if got := evidence("orange", again, "named otherwise"); len(got) > 0 {
		t.Errorf("a plain repetition is another naming: %q", got)
	}
	if got := evidence("orange", again, "clear elsewhere"); len(got) == 0 {
		t.Error("nothing says that the name is clear elsewhere")
	}
}

// A list may go on with a name that no list has.
func TestListsWithUnknownNames(t *testing.T) {
	body := "Block, Brightwater Analytics Inc and PayPal court shoppers. Brightwater Analytics, Stripe and PayPal charge less."
	got := tagged(Builtin(), "", body)
	if !strings.Contains(strings.Join(got, " "), "brightwater-analytics paypal") {
		t.Errorf("got %v", got)
	}
}
