package picker

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/theme"
)

var lexicon = []news.Company{{ID: "general-electric", Name: "General Electric"}, {ID: "general-motors", Name: "General Motors"}, {ID: "nestle", Name: "Nestlé"}, {ID: "renault", Name: "Renault"}}

func find(prefix string, limit int) (out []news.Company) {
	for _, c := range lexicon {
		if strings.HasPrefix(Fold(c.Name), Fold(prefix)) {
			out = append(out, c)
		}
	}
	return out
}

var inNews = []store.CompanyCount{{Company: "microsoft", Name: "Microsoft", Unread: 3, Total: 9}, {Company: "meta", Name: "Meta", Total: 4}, {Company: "societe-generale", Name: "Société Générale", Total: 2}}

func opened() *Companies {
	p := NewCompanies(theme.New(theme.None, true), i18n.New("en"), find, func(id news.CompanyID) bool { return id != "societe-generale" }, []news.CompanyID{"meta"}, nil, nil)
	p.SetCounts(inNews)
	p.Lines(50, 16)
	return p
}

// types presses keys and returns the last answer.
func types(p *Companies, keys ...string) tea.Msg {
	var cmd tea.Cmd
	for _, k := range keys {
		msg := tea.KeyPressMsg{Text: k, Code: []rune(k)[0]}
		switch k {
		case "enter":
			msg = tea.KeyPressMsg{Code: tea.KeyEnter}
		case "space":
			msg = tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
		case "backspace":
			msg = tea.KeyPressMsg{Code: tea.KeyBackspace}
		case "down":
			msg = tea.KeyPressMsg{Code: tea.KeyDown}
		case "esc":
			msg = tea.KeyPressMsg{Code: tea.KeyEscape}
		}
		cmd = p.Key(msg)
	}
	if cmd == nil {
		return nil
	}
	return cmd()
}

// shows is whose news the picker has shown behind it after keys were pressed.
func shows(p *Companies, keys ...string) (id news.CompanyID) {
	for _, k := range keys {
		if s, ok := types(p, k).(Shown); ok {
			id = s.Company
		}
	}
	return id
}

func TestUniquePrefixShowsAtOnce(t *testing.T) {
	for typed, want := range map[string]news.CompanyID{
		"m":         "", // Microsoft and Meta
		"mi":        "microsoft",
		"microsoft": "microsoft",
		"microsofx": "",
		"s":         "societe-generale",
		"r":         "renault", // no news of it, and it is found
		"ge":        "",        // two of the lexicon; one in the news has such a word
		"general m": "general-motors",
		"ne":        "nestle",
	} {
		keys := strings.Split(typed, "")
		for i, k := range keys {
			if k == " " {
				keys[i] = "space"
			}
		}
		if got := shows(opened(), keys...); got != want {
			t.Errorf("%q shows %q, want %q", typed, got, want)
		}
	}
	p := opened()
	if got := shows(p, "m", "i"); got != "microsoft" {
		t.Errorf("shows %q", got)
	}
	if got := types(p, "backspace"); got != (Shown{}) {
		t.Errorf("a letter less answers %v; it is no longer clear who is meant", got)
	}
	if got, _ := types(p, "down", "enter").(Picked); !slices.Equal(got.Companies, []news.CompanyID{"meta"}) {
		t.Error(got)
	}
	if types(opened(), "x", "x", "enter") != nil {
		t.Error("nobody is called xx, and Enter chose somebody")
	}
}

// A company of which there is no news is found, too, and says so; one of the
// lexicon keeps the news of another from being shown for a few letters.
func TestCompaniesWithoutNews(t *testing.T) {
	p := opened()
	shows(p, "r", "e")
	if line := ansi.Strip(strings.Join(p.Lines(76, 7), "\n")); !strings.Contains(line, "✓ Renault") || !strings.Contains(line, "no articles here") {
		t.Error(line)
	}
	lexicon = append(lexicon, news.Company{ID: "micron", Name: "Micron"})
	defer func() { lexicon = lexicon[:len(lexicon)-1] }()
	if got := shows(opened(), "m", "i", "c", "r", "o"); got != "" {
		t.Errorf("“micro” shows %q, and Micron begins so, too", got)
	}
	if got := shows(opened(), "m", "i", "c", "r", "o", "s"); got != "microsoft" {
		t.Errorf("shows %q", got)
	}
}

func TestWholeNamesBeforeLongerOnes(t *testing.T) {
	lexicon = append(lexicon, news.Company{ID: "metals-co", Name: "Meta Metals"})
	defer func() { lexicon = lexicon[:len(lexicon)-1] }()
	if got := shows(opened(), "m", "e", "t", "a"); got != "meta" {
		t.Errorf("shows %q", got)
	}
}

func TestLettersTypedBeforeTheCountsCame(t *testing.T) {
	p := NewCompanies(theme.New(theme.None, true), i18n.New("en"), find, func(news.CompanyID) bool { return true }, nil, nil, nil)
	if msg := types(p, "m", "i"); msg != nil {
		t.Fatalf("shows %v without knowing what is in the news", msg)
	}
	cmd := p.SetCounts(inNews)
	if cmd == nil {
		t.Fatal("nothing is shown when the counts come")
	}
	if got := cmd().(Shown); got.Company != "microsoft" {
		t.Error(got)
	}
}

func TestSpaceIsPartOfANameOrAdds(t *testing.T) {
	got := types(opened(), "g", "e", "n", "e", "r", "a", "l", "space", "m", "enter").(Picked)
	if !slices.Equal(got.Companies, []news.CompanyID{"general-motors"}) {
		t.Error(got)
	}
	inNews = append(inNews, store.CompanyCount{Company: "hop", Name: "Hop! Air", Total: 1})
	defer func() { inNews = inNews[:3] }()
	if got := shows(opened(), "h", "o", "p", "!"); got != "hop" { // no exclusion: it is a letter of the name
		t.Error(got)
	}
	got = types(opened(), "space", "down", "!", "enter").(Picked)
	if !slices.Equal(got.Companies, []news.CompanyID{"microsoft"}) || !slices.Equal(got.Excluded, []news.CompanyID{"meta"}) {
		t.Error(got)
	}
	got = types(opened(), "space", "!", "enter").(Picked) // never in both sets
	if len(got.Companies) > 0 || !slices.Equal(got.Excluded, []news.CompanyID{"microsoft"}) {
		t.Error(got)
	}
}

func TestFrame(t *testing.T) {
	p := opened()
	types(p, "space")
	lines := p.Lines(44, 12)
	for i := range lines {
		if ansi.StringWidth(lines[i]) != 44 {
			t.Errorf("line %d has %d cells", i, ansi.StringWidth(lines[i]))
		}
		lines[i] = ansi.Strip(lines[i])
	}
	want := `
╭─ Companies ──────────────────────────────╮
│ ❯                                        │
│──────────────────────────────────────────│
│ ✓ Microsoft                          3/9 │
│   1 Meta                             0/4 │
│   Société Générale  new: ^P follows  0/2 │
│                                          │
│                                          │
│                                          │
│ Enter applies   Space adds   ! excludes  │
│ ^P pins   < > order   ^O page            │
╰──────────────────────────────────────────╯`
	if got := strings.Join(lines, "\n"); got != want[1:] {
		t.Errorf("%s\nwant:%s", got, want)
	}
}

func TestBoxesFitEverywhere(t *testing.T) {
	c := NewChoice(theme.New(theme.None, true), i18n.New("fr"), "feed", "Cette page a plusieurs flux", []Item{{Value: "a", Title: "Un titre assez long pour ne pas tenir", Detail: "rss https://example.org/a"}, {Value: "b", Title: "漢字かな交じり文"}})
	p := opened()
	for w := 1; w < 80; w += 3 {
		for h := 1; h < 24; h++ {
			for _, lines := range [][]string{c.Lines(w, h), p.Lines(w, h)} {
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != w {
						t.Fatalf("%dx%d: %q", w, h, l)
					}
				}
			}
		}
	}
}

func TestChoice(t *testing.T) {
	c := NewChoice(theme.New(theme.None, true), i18n.New("en"), "feed", "Which?", []Item{{Value: "a"}, {Value: "b"}})
	c.Key(tea.KeyPressMsg{Code: tea.KeyDown})
	if got := c.Key(tea.KeyPressMsg{Code: tea.KeyEnter})().(Chosen); got.For != "feed" || got.Item.Value != "b" {
		t.Error(got)
	}
	if got := c.Key(tea.KeyPressMsg{Code: '1', Text: "1"})().(Chosen); got.Item.Value != "a" {
		t.Error(got)
	}
	if c.Key(tea.KeyPressMsg{Code: '9', Text: "9"}) != nil {
		t.Error("chose the ninth of two")
	}
	if _, ok := c.Key(tea.KeyPressMsg{Code: tea.KeyEscape})().(Closed); !ok {
		t.Error("Esc does not close")
	}
}
