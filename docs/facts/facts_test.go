package main

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
)

func TestNamesJoin(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Société Brillac S.A.", "societe brillac"}, {"The Ormel Group plc", "Ormel"}, {"Vask & Co. KGaA", "Vask and Co"}, {"D'Arlon (Holding)", "DArlon"},
	} {
		if key(c.a) != key(c.b) {
			t.Errorf("%q and %q: %q, %q", c.a, c.b, key(c.a), key(c.b))
		}
	}
	for _, c := range []struct{ ticker, want string }{
		{"BRL.PA", "BRL"}, {"VSK B", "VSK-B"}, {"7001.T", "7001"}, {"ORM.B", "ORM-B"}, {"ORM.", "ORM"},
	} {
		if got := symbol(c.ticker); got != c.want {
			t.Errorf("%s: %s, want %s", c.ticker, got, c.want)
		}
	}
}

// ours are invented companies.
func ours() *lexicon {
	return join([]news.Company{
		{ID: "brillac", Name: "Brillac", Aliases: []string{"Brillac", "Marnot"}, Country: "FR", Sector: "bank", Tickers: []string{"BRL"}},
		{ID: "ormel", Name: "Ormel", Aliases: []string{"Ormel"}, Country: "GB", Sector: "retail", Tickers: []string{"ORM"}},
		{ID: "tavi", Name: "Tavi", Aliases: []string{"Tavi"}, Country: "GB", Sector: "retail", Parent: "ormel"},
	}, nil)
}

func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		what string
		rows []row
		want []string // fact, company, "+" agrees or "-" differs
	}{
		{"the same by its name in law", []row{{name: "Brillac S.A.", tickers: []string{"BRL.PA"}, countries: []string{"FR"}, kinds: []string{"Banks"}}},
			[]string{"name Brillac +", "ticker Brillac +", "country Brillac +", "sector Brillac +"}},
		{"other facts", []row{{name: "Ormel plc", tickers: []string{"ORL.L"}, countries: []string{"GB"}, kinds: []string{"Airlines"}}},
			[]string{"name Ormel +", "ticker Ormel -", "country Ormel +", "sector Ormel -"}},
		{"a kind that says too little", []row{{name: "Ormel plc", kinds: []string{"Industrials"}}}, []string{"name Ormel +"}},
		{"many shares of one", []row{{name: "Brillac", tickers: []string{"BRLX.PA"}}, {name: "Brillac", tickers: []string{"BRL.PA"}}}, []string{"name Brillac +", "ticker Brillac +"}},
		{"another of that name", []row{{name: "Ormel Inc", tickers: []string{"OML"}, countries: []string{"US"}}}, []string{"name Ormel -"}},
		{"renamed", []row{{name: "Velder", tickers: []string{"ORM"}, countries: []string{"GB"}}}, []string{"name Ormel -"}},
		{"two in one", []row{{name: "Brillac", tickers: []string{"BRL"}}, {name: "Marnot", tickers: []string{"MRN"}}},
			[]string{"name Brillac +", "ticker Brillac +", "identity Brillac -"}},
		{"an owner", []row{{name: "Tavi", owner: "Ormel Group"}}, []string{"name Tavi +", "parent Tavi +"}},
		{"another owner", []row{{name: "Tavi", owner: "Brillac"}}, []string{"name Tavi +", "parent Tavi -"}},
		{"unknown", []row{{name: "Quorvath", tickers: []string{"QVT"}}}, nil},
	} {
		var got []string
		for _, f := range ours().against("list", c.rows) {
			sign := "-"
			if f.agree {
				sign = "+"
			}
			got = append(got, string(f.what)+" "+f.company+" "+sign)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestReadLists(t *testing.T) {
	for _, c := range []struct {
		list, src string
		want      row
	}{
		{"sp500", "Symbol,Security,GICS Sector,GICS Sub-Industry,Headquarters Location\nQVT,Quorvath Inc.,Financials,Banks,\"Dublin, Ireland\"\n",
			row{name: "Quorvath Inc.", tickers: []string{"QVT"}, countries: []string{"IE"}, kinds: []string{"Financials", "Banks"}}},
		{"pytickersymbols", "companies:\n- name: Quorvath\n  symbol: QVT\n  country: Germany\n  industries: [Banks]\n  akas: [Quorvath AG]\n  symbols:\n  - yahoo: QVT.DE\n",
			row{name: "Quorvath", others: []string{"Quorvath AG"}, tickers: []string{"QVT", "QVT.DE"}, countries: []string{"DE"}, kinds: []string{"Banks"}}},
		{"name-suggestion-index", "wikidata\tdisplay_name\tother_names\tcountries\tcategories\nQ0\tQuorvath\tQV; Quor\tfr\tamenity/bank office/insurance\n",
			row{name: "Quorvath", others: []string{"QV", "Quor"}, kinds: []string{"amenity/bank", "office/insurance"}}},
		{"third-party-web", "name\tcompany\nQuorvath Tags\tQuorvath\n", row{name: "Quorvath Tags", owner: "Quorvath"}},
	} {
		i := slices.IndexFunc(lists, func(l list) bool { return l.name == c.list })
		rows, err := lists[i].read(strings.NewReader(c.src))
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %v, %v", c.list, rows, err)
			continue
		}
		got := rows[0]
		if got.name != c.want.name || got.owner != c.want.owner || !slices.Equal(got.others, c.want.others) || !slices.Equal(got.tickers, c.want.tickers) ||
			!slices.Equal(got.countries, c.want.countries) || !slices.Equal(got.kinds, c.want.kinds) {
			t.Errorf("%s: %+v, want %+v", c.list, got, c.want)
		}
	}
}

func TestReviewed(t *testing.T) {
	all, err := readReviewed("# why\nlist | ticker | Brillac; Ormel | an old one\n")
	if err != nil {
		t.Fatal(err)
	}
	if why := all.why(finding{list: "list", what: ofTicker, company: "Ormel"}); why != "an old one" {
		t.Errorf("why: %q", why)
	}
	if why := all.why(finding{list: "list", what: ofCountry, company: "Ormel"}); why != "" {
		t.Errorf("of another fact: %q", why)
	}
	if left := all.unused(); !slices.Equal(left, []string{"list ticker Brillac"}) {
		t.Errorf("unused: %q", left)
	}
	for _, src := range []string{"list | ticker | Brillac", "list | ticker | Brillac | "} {
		if _, err := readReviewed(src); err == nil {
			t.Errorf("%q can be read", src)
		}
	}
}

// What was looked at concerns companies of the lexicon and lists that are read,
// and the sectors of kinds.txt are ours.
func TestFilesAreOfTheLexicon(t *testing.T) {
	all := builtin(nil)
	known, err := readReviewed(reviewedFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range known {
		if !slices.ContainsFunc(lists, func(l list) bool { return l.name == r.list }) {
			t.Errorf("unknown list %q", r.list)
		}
		for _, c := range r.companies {
			if !slices.ContainsFunc(all.all, func(o news.Company) bool { return o.Name == c }) {
				t.Errorf("%q is not in the lexicon", c)
			}
		}
	}
	chiefs, err := readChiefs(chiefsFile)
	if err != nil {
		t.Fatal(err)
	}
	for c := range chiefs {
		if !slices.ContainsFunc(all.all, func(o news.Company) bool { return o.Name == c && len(o.People) > 0 }) {
			t.Errorf("the lexicon has no people of %q", c)
		}
	}
	have := map[string]bool{}
	for _, c := range all.all {
		have[c.Sector] = true
	}
	for kind, ours := range all.sectors {
		for _, s := range ours {
			if !have[s] {
				t.Errorf("%s: no company has the sector %q", kind, s)
			}
		}
	}
}
