package companies

import (
	"math"
	"strings"

	"lede/news"
)

// Which company an article is about: traits of its mentions, each between 0
// and 1 or so, weighed by the second part of data/weights.txt.

// trait is one thing that makes a company more or less the subject.
type trait uint8

const (
	aboutBase     trait = iota
	aboutTitle          // in the title
	aboutLead           // in the first paragraph
	aboutEarly          // how near to the first line
	aboutPlace          // how near to the beginning of the whole
	aboutCount          // how often, as a logarithm
	aboutSpread         // share of the paragraphs
	aboutShare          // share of all mentions of companies
	aboutCalled         // the text goes on about it in other words
	aboutSubject        // share of the mentions that do something
	aboutSpeaks         // its people or statements are heard
	aboutTrade          // the title speaks of its trade
	aboutOnce           // the only company, named once
	aboutAside          // share of the mentions that are examples, comparisons, places to write on
	aboutCited          // share of the mentions as who says it
	aboutBeside         // the title names others, and this one is named once
	aboutBacker         // gives money to who is the subject
	aboutCrowd          // one of many in a round-up
	aboutIndirect       // only a product or a person points to it
	traitCount
)

// traits are their names in data/weights.txt.
var traitNames = [traitCount]string{
	"about-base", "about-title", "about-lead", "about-early", "about-place", "about-count", "about-spread", "about-share",
	"about-called", "about-subject", "about-speaks", "about-trade", "about-once", "about-aside", "about-cited", "about-beside", "about-backer", "about-crowd", "about-indirect",
}

// traits are what the mentions of one company have, by trait.
type traits [traitCount]float64

// score is how much the article is about the company, from 0 to 1.
func (t *traits) score() float64 {
	z := 0.0
	for i, v := range t {
		z += v * traitWeights[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// traits looks at all mentions of a group; all is how many mentions of
// companies the article has.
func (r *reading) traits(g *group, p plan, all int) traits {
	t := traits{aboutBase: 1}
	n := float64(len(g.found))
	first := p.length
	blocks := map[int32]bool{}
	direct := false
	sector := class(0)
	if g.company >= 0 {
		sector = r.sectorOf(g.company)
	}
	for _, c := range g.found {
		tok := &r.tokens[c.from]
		inTitle := tok.shape&surtitle != 0
		if inTitle && c.kind != byPerson {
			t[aboutTitle] = 1
		}
		if int(c.from) < r.title {
			first = 0
		} else {
			first = min(first, int(tok.start))
			blocks[tok.block] = true
			if tok.block == p.first {
				t[aboutLead] = 1
			}
		}
		direct = direct || c.kind == byName || c.kind == byTicker || r.house(c)
		switch {
		case r.aside(c):
			t[aboutAside] += 1 / n
		case r.cited(c):
			t[aboutCited] += 1 / n
		case r.does(c):
			t[aboutSubject] += 1 / n
		}
		if t[aboutSpeaks] == 0 && r.speaks(c) {
			t[aboutSpeaks] = 1
		}
		if t[aboutCalled] == 0 && (c.name == "" && c.called > c.from || r.goesOn(c, sector)) {
			t[aboutCalled] = 1
		}
	}
	t[aboutEarly] = math.Exp(-float64(first) / 300)
	t[aboutPlace] = 1 - float64(first)/float64(p.length)
	t[aboutCount] = math.Log(n)
	t[aboutSpread] = float64(len(blocks)) / float64(max(1, p.paragraphs))
	t[aboutShare] = n / float64(max(1, all))
	if n == 1 && t[aboutCalled] == 0 {
		t[aboutOnce] = 1
	}
	if !direct {
		t[aboutIndirect] = 1
	}
	r.bystander(&t, g, p)
	if t[aboutTitle] == 0 && (t[aboutLead] == 1 || n > 1 || first < 600) && p.trades&(sector|verb) != 0 {
		t[aboutTrade] = math.Exp(-float64(first) / 1000)
	}
	return t
}

// beyond is the token after a name, its legal form and what stands between
// commas after it: "Brightwater Inc., the maker, said".
func (r *reading) beyond(c *candidate) int {
	s, j := r.of[c.from], int(c.to)
	for r.in(j, s) && (r.tokens[j].shape&(upper|titled|apos) == upper && r.tokens[j].class&role == 0 || r.is(j, s, '.') && r.tokens[j].shape&tight != 0 && r.in(j+1, s)) {
		j++
	}
	if !r.is(j, s, ',') {
		return j
	}
	for k := j + 1; k < j+10 && r.in(k, s); k++ {
		if r.is(k, s, ',') {
			return k + 1
		}
	}
	if p := int(c.from) - 1; r.is(p, s, ',') { // "the company, Brightwater, said"
		return j + 1
	}
	return j
}

// does reports whether a verb of business follows the name, which no
// preposition hides.
func (r *reading) does(c *candidate) bool {
	s := r.of[c.from]
	if p := int(c.from) - 1; r.in(p, s) && r.tokens[p].class&prep != 0 {
		return false
	}
	j := r.beyond(c)
	for k := j; k < j+4 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&(word|apos) != word {
			return false
		}
		if t.class&(verb|base|say|tell|deed) != 0 {
			return true
		}
		if t.class&aux != 0 && r.in(k+1, s) && participle(r.literal(k+1)) {
			return true
		}
		if t.class&(aux|adverb) == 0 && r.literal(k) != "to" {
			return false
		}
	}
	return false
}

// speaks reports whether somebody speaks for the company: a spokeswoman, its
// chief executive, a statement, "we at Brightwater".
func (r *reading) speaks(c *candidate) bool {
	s := r.of[c.from]
	j := r.beyond(c)
	for k := j; k < j+3 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.class&(say|tell) != 0 || t.class&role != 0 && !founding(r.literal(k)) && r.lang != french {
			return true
		}
		if t.shape&apos == 0 && t.class&(aux|adverb) == 0 {
			break
		}
	}
	k := int(c.from) - 1
	if r.in(k, s) && r.tokens[k].class&at != 0 && r.tokens[k].shape&spoken != 0 {
		return true
	}
	for r.in(k, s) && r.tokens[k].class&(of|det) != 0 && k > int(c.from)-4 {
		k--
	}
	return k < int(c.from)-1 && r.in(k, s) && r.tokens[k].class&role != 0 && !founding(r.literal(k))
}

// founding are roles that say who a person is rather than for whom they speak.
func founding(s string) bool {
	switch strings.ToLower(s) {
	case "founder", "founders", "co-founder", "cofounder", "employee", "engineer", "analyst", "analysts", "strategist", "economist", "worker",
		"fondateur", "fondatrice", "cofondateur", "cofondatrice", "analyste", "analystes", "économiste", "salarié", "ingénieur", "customer", "client",
		"investor", "shareholder", "actionnaire":
		return true
	}
	return false
}

// aside reports whether a mention is an example or a comparison, the place
// where somebody writes, or what says who a person is.
func (r *reading) aside(c *candidate) bool {
	s := r.of[c.from]
	p, j := int(c.from)-1, int(c.to)
	for r.in(p, s) && r.tokens[p].class&det != 0 && r.tokens[p].class&prep == 0 {
		p--
	}
	platform := c.company >= 0 && r.sectorOf(c.company)&(sectorClass("tech")|sectorClass("media")|sectorClass("press")) != 0
	if r.in(p, s) {
		switch strings.ToLower(r.literal(p)) {
		case "like", "as", "unlike", "including", "versus", "comme", "tels", "telles", "notamment", "dont", "contrairement", "ex", "former", "via":
			return true
		case "on", "sur":
			if platform {
				return true
			}
		}
		// "Jane Doe, co-founder of Brightwater".
		k := p
		if r.tokens[k].class&of != 0 {
			k--
		}
		if k < p && r.in(k, s) && (founding(r.literal(k)) || r.is(k-1, s, '-') && founding("co-"+r.literal(k))) {
			return true
		}
	}
	if r.in(j, s) {
		if platform && postedOn[r.literal(j)] {
			return true
		}
		// "Brightwater co-founder Jane Doe": the news is of a person.
		if r.lang != french && (founding(r.literal(j)) || r.is(j+1, s, '-') && r.in(j+2, s) && founding(r.literal(j+2))) {
			return true
		}
	}
	if r.lang == french && platform && r.in(p-1, s) && postedOn[r.literal(p)] {
		return true // "sa page Facebook"
	}
	for k, n := p, 0; n < 5 && r.in(k, s); k, n = k-1, n+1 {
		switch strings.ToLower(r.literal(k)) {
		case "compete", "competes", "competing", "compared", "rival", "rivals", "competitors", "concurrents", "concurrencer", "rivaux", "alongside", "besides":
			return true
		}
	}
	return false
}

// postedOn are what people have on a platform.
var postedOn = map[string]bool{
	"page": true, "pages": true, "account": true, "accounts": true, "profile": true, "post": true, "posts": true, "message": true, "video": true,
	"compte": true, "comptes": true, "profil": true, "publication": true, "feed": true, "updates": true, "group": true, "event": true,
}

// cited reports whether the company is named as who says it.
func (r *reading) cited(c *candidate) bool {
	s := r.of[c.from]
	k := int(c.from) - 1
	for n := 0; n < 4 && r.in(k, s); k, n = k-1, n+1 {
		if r.tokens[k].shape&word == 0 {
			return false
		}
		if r.tokens[k].class&according != 0 {
			return true
		}
	}
	return false
}

// goesOn reports whether the next sentences open with a word for a company:
// "The company said", "Le groupe précise".
func (r *reading) goesOn(c *candidate, sector class) bool {
	last := r.of[c.from] + reach
	for i := int(c.to); i+1 < min(len(r.tokens), int(c.to)+far) && r.of[i] <= last; i++ {
		t := &r.tokens[i]
		if t.class&det == 0 || !r.starts(i) {
			continue
		}
		switch strings.ToLower(r.literal(i)) {
		case "le", "la", "l", "the":
		default:
			continue
		}
		of := r.x.called[r.tokens[i+1].id] &^ placeNoun
		if r.tokens[i+1].shape&(word|upper) == word && (of&verb != 0 || sector != 0 && of&sector != 0) && !r.ofAt(i+2) {
			return true
		}
	}
	return false
}

// ofAt reports whether "of" or "de" stands at token i.
func (r *reading) ofAt(i int) bool {
	return i < len(r.tokens) && r.tokens[i].class&of != 0 && r.tokens[i].class&(verb|aux) == 0
}

// tradesInTitle are the sectors whose companies the title calls by their trade
// ("Airlines raise fares", "A fire in a supermarket"), with the class verb when
// it speaks of a company of any sector.
func (r *reading) tradesInTitle() class {
	all := class(0)
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&surtitle == 0 {
			break
		}
		of := r.x.called[t.id]
		if of == 0 && t.shape&word != 0 {
			if one, plural := strings.CutSuffix(strings.ToLower(r.literal(i)), "s"); plural {
				of = r.x.called[r.x.ids[folded(one)]]
			}
		}
		all |= of &^ placeNoun
		if t.class&noun != 0 {
			all |= t.class &^ (firstSector - 1)
		}
	}
	return all
}

// salienceOf is the part of a company in the article, by its score.
func salienceOf(score float64) news.Salience {
	if score >= 0.5 {
		return news.About
	}
	return news.Mentions
}
