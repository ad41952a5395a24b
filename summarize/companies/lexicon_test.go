package companies

import (
	"slices"
	"strings"
	"testing"
)

// The lexicon is as broad as the documentation says.
func TestLexiconCounts(t *testing.T) {
	var n [2]int
	var kinds [blocked]int
	for _, e := range builtinEntries() {
		if e.second {
			n[1]++
			continue
		}
		n[0]++
		for _, a := range e.aliases {
			kinds[a.kind]++
		}
	}
	t.Logf("%d companies with %d aliases, %d products, %d people; %d in the second tier", n[0], kinds[byName], kinds[byProduct], kinds[byPerson], n[1])
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"companies", n[0], 3800}, {"aliases", kinds[byName], 5300}, {"products", kinds[byProduct], 500},
		{"people", kinds[byPerson], 600}, {"companies of the second tier", n[1], 1500},
	} {
		if c.got < c.want {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	raw := 0
	for _, name := range []string{"data/lexicon.psv", "data/second.psv"} {
		b, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		raw += len(b)
	}
	if raw > 250<<10 {
		t.Errorf("the lexicon has %d bytes, may have 250 KiB", raw)
	}
}

// Every line can be read, no company stands there twice, parents are known
// and the marks are spelt right.
func TestLexiconIsSound(t *testing.T) {
	lines := 0
	for _, name := range []string{"data/lexicon.psv", "data/second.psv"} {
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				lines++
				if strings.Count(line, "|") > 7 {
					t.Errorf("%s has more than eight columns", line)
				}
			}
			for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == ';' }) {
				if i := strings.LastIndexByte(part, '!'); i > 0 && line[0] != '#' && isMarks(strings.TrimRight(part[i+1:], "^\n")) {
					for m := range strings.SplitSeq(strings.TrimRight(part[i+1:], "^\n"), "+") {
						if m != "" && markNames[m] == 0 {
							t.Errorf("unknown mark in %q", part)
						}
					}
				}
			}
		}
	}
	entries := builtinEntries()
	if len(entries) != lines {
		t.Errorf("%d of %d lines can be read", len(entries), lines)
	}
	ids := map[string]string{}
	for _, e := range entries {
		if other, twice := ids[string(e.id)]; twice {
			t.Errorf("%q and %q have one ID", e.name, other)
		}
		ids[string(e.id)] = e.name
	}
	for _, e := range entries {
		if e.parent != "" && ids[string(slug(e.parent))] == "" {
			t.Errorf("%s: unknown parent %q", e.name, e.parent)
		}
		if len(e.country) != 0 && len(e.country) != 2 {
			t.Errorf("%s: country %q", e.name, e.country)
		}
		if sectorUnknown(e.sector) {
			t.Errorf("%s: unknown sector %q", e.name, e.sector)
		}
	}
}

// Nobody is their own parent, and no parents go round.
func TestLexiconParentsEnd(t *testing.T) {
	up := map[string]string{}
	for _, e := range builtinEntries() {
		if e.parent != "" {
			up[string(e.id)] = string(slug(e.parent))
		}
	}
	for id := range up {
		at, steps := id, 0
		for ; up[at] != "" && steps < 10; steps++ {
			at = up[at]
		}
		if steps == 10 || up[id] == id {
			t.Errorf("the parents of %s go round", id)
		}
	}
}

// Groups stand above their houses, and who left a group is none of its own.
func TestLexiconFacts(t *testing.T) {
	l := Builtin()
	for id, parent := range map[string]string{
		"nexter": "knds", "knds": "", "lafarge": "holcim", "holcim": "", "prosus": "naspers", "naspers": "", "bain-capital": "",
		"ge-healthcare": "", "ge-vernova": "", "sandisk": "", "x": "xai", "deliveroo": "doordash", "renault-trucks": "volvo",
		"airbus-helicopters": "airbus", "airbus-atlantic": "airbus", "bouygues-immobilier": "bouygues", "vinci-airports": "vinci",
		"orange-bank": "orange", "engie-green": "engie", "take-two": "", "getlink": "", "sartorius-stedim": "sartorius", "ayvens": "societe-generale",
	} {
		if c, ok := l.Company(slug(id)); !ok || string(c.Parent) != parent {
			t.Errorf("%s: %v, parent %q, want %q", id, ok, c.Parent, parent)
		}
	}
	for text, want := range map[string][]string{
		"Orpea vend des résidences à un fonds.":                     {"emeis"},
		"Korian renégocie sa dette avec ses banques.":               {"clariane"},
		"BAE won a contract for submarines.":                        {"bae-systems"},
		"Sainsbury said profit rose.":                               {"sainsburys"},
		"L&G cut its dividend.":                                     {"legal-and-general"},
		"Strategy fell 8% as bitcoin slid.":                         {"microstrategy"},
		"Strategy is everything in chess.":                          nil,
		"Novo cut its forecast for sales of its drug.":              {"novo-nordisk"},
		"Münchener Rück a relevé son dividende.":                    {"munich-re"},
		"Clay raised $100 million at a $5 billion valuation.":       {"clay"},
		"Clay courts suit him.":                                     nil,
		"Hadrian built a wall.":                                     nil,
		"Serena Williams won in Paris.":                             nil,
		"Diploma raised its guidance after a strong quarter.":       {"diploma"},
		"Diploma in hand, she left school.":                         nil,
		"Axon shares jumped after the firm raised its outlook.":     {"axon"},
		"Fires in the Amazon rose 30% last year.":                   nil,
		"Rainfall across the Amazon fell in July.":                  nil,
		"Workers in the Amazon warehouse went on strike.":           {"amazon"},
		"Sales at Amazon rose 12%.":                                 {"amazon"},
		"George Russell partira en pole pour Mercedes.":             nil,
		"Hamilton came third and Mercedes lead the standings.":      nil,
		"BMW et Mercedes baissent leurs prix en Chine.":             {"bmw", "mercedes-benz"},
		"Mercedes rappelle 340 000 voitures.":                       {"mercedes-benz"},
		"Mercedes and Ferrari both reported higher sales.":          {"ferrari", "mercedes-benz"},
		"Ayvens et Exosens progressent, VusionGroup recule de 3 %.": {"ayvens", "exosens", "vusiongroup"},
	} {
		if got := tagged(l, "", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for person, id := range map[string]string{
		"Jean-François Fallacher": "eutelsat", "Dave Limp": "blue-origin", "Dan Schulman": "verizon", "Yann LeCun": "ami-labs",
		"Mira Murati": "thinking-machines-lab", "Ilya Sutskever": "safe-superintelligence", "Jack Dorsey": "block", "Alexandr Wang": "meta",
	} {
		for _, e := range l.entries {
			for _, a := range e.aliases {
				if a.kind == byPerson && a.text == person && string(e.id) != id {
					t.Errorf("%s stands in %s, not in %s", person, e.id, id)
				}
			}
		}
	}
}

// Members of the indices, groups that are not listed and start-ups stand in the
// first tier; what is a plain word or a double stands in none.
func TestLexiconHas(t *testing.T) {
	first, second := map[string]bool{}, map[string]bool{}
	for _, e := range builtinEntries() {
		if e.second {
			second[string(e.id)] = true
		} else {
			first[string(e.id)] = true
		}
	}
	for id := range strings.FieldsSeq(`ayvens vusiongroup exosens planisware sartorius sartorius-stedim metlen icg fastenal insmed scout24 porsche-se
		american-tower airtel-africa alliance-witan convatec games-workshop coca-cola-europacific-partners f-and-c-investment-trust scottish-mortgage
		londonmetric diploma hochschild axon verisk the-trade-desk cdw ineos upsa lfb afflelou krys optic-2000 association-familiale-mulliez
		rossignol petzl lafuma le-creuset bayard-presse albin-michel media-participations urgo thuasne boiron socomec lhoist inovie
		cerballiance novasco valdunes deel mercor surge-ai clay genspark openevidence periodic-labs fluidstack n8n parloa hebbia hadrian
		innovafeed zama harmattan-ai ami-labs thinking-machines-lab safe-superintelligence serena demeter lightspeed enders-analysis telsey
		barratt-redrow rothschild-and-co bbc t-mobile-us altria booking-holdings yum-brands restaurant-brands-international`) {
		if !first[id] {
			t.Errorf("%s is not in the first tier", id)
		}
		if second[id] {
			t.Errorf("%s is in both tiers", id)
		}
	}
	for id := range strings.FieldsSeq("partners julius-bar-gruppe ball cooper everest fox news pool reply software waters williams orpea korian orpea-gruppe") {
		if first[id] || second[id] {
			t.Errorf("%s is a plain word, or a company that has another name", id)
		}
	}
}

// Festivals, foundations, boats and stadiums have the names of companies.
func TestNamesHeldByOthers(t *testing.T) {
	for _, s := range []string{
		"Visa pour l'image ouvre ses portes à Perpignan.", "Mars Attacks sera projeté ce soir.", "Orange Is the New Black touche à sa fin.",
		"Apple Martin a défilé à Paris.", "Le Carrefour de l'Odéon est fermé à la circulation.", "La Fondation Louis Vuitton expose un peintre.",
		"Banque Populaire XII mène la course.", "Groupama-FDJ remporte l'étape.", "Le Monde de Nemo est rediffusé.", "Crowds filled the Crypto.com Arena.",
	} {
		if got := tagged(Builtin(), "", s); len(got) > 0 {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// A clear name means one company; names of two need marks.
func TestClearNamesMeanOneCompany(t *testing.T) {
	names := map[string]string{}
	for _, e := range builtinEntries() {
		if e.second {
			continue
		}
		for _, a := range e.aliases {
			if a.kind != byName || a.marks&ambiguous != 0 {
				continue
			}
			k := a.text
			if a.marks&exact == 0 {
				k = strings.ToLower(k)
			}
			if other := names[k]; other != "" && other != e.name {
				t.Errorf("%q means %s and %s", a.text, other, e.name)
			}
			names[k] = e.name
		}
	}
}

// Media that are shown as sources are media of the lexicon.
func TestSourcesAreMedia(t *testing.T) {
	raw, err := files.ReadFile("data/sources.txt")
	if err != nil {
		t.Fatal(err)
	}
	sectors := map[string]string{}
	for _, e := range builtinEntries() {
		sectors[string(e.id)] = e.sector
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && sectors[line] != "press" {
			t.Errorf("%s is no medium of the lexicon", line)
		}
	}
}
