package companies

import (
	"slices"
	"strings"
)

// What a sentence says of business: the trade of a company, what only firms
// have, what they call their own and who leads them.

// sense is what else is known of a word, besides its classes; the words are in
// data/sectors.txt and data/words.txt.
type sense uint16

const (
	telling     sense = 1 << iota // hardly of anything but its sector: flights, péages
	firmly                        // what only firms have near them: staff, salariés, CAC
	owned                         // what a firm calls its own: "its shoppers", "ses clients"
	capitalised                   // a word of a trade that is written with a capital: Android
	corporate                     // a verb that people hardly are the subject of: licencie, recalls
	army                          // soldiers: régiment, brigade
	ruin                          // what befalls firms only: redressement, bankruptcy
	art                           // film, opéra, song: what stands beside it is one
	astray                        // war, wild animals, races: nothing of firms
	stage                         // who plays in a band
	custom                        // what customers write of: refund, colis
)

// sensesOf are the sections of data/words.txt with such words.
var sensesOf = map[string]sense{"firmly": firmly, "owned": owned, "art": art, "corporate": corporate, "army": army, "ruin": ruin, "astray": astray, "stage": stage, "custom": custom}

// sense of a token.
func (r *reading) sense(i int) sense {
	if id := int(r.tokens[i].id); id < len(r.x.senses[r.lang]) {
		return r.x.senses[r.lang][id]
	}
	return 0
}

// near is how many words away what firms have still speaks for a name.
const near = 12

// trade gives a name the words of its trade and of business in its sentence.
func (r *reading) trade(c *candidate, a *compiled, b *bound) {
	if a.kind == byPerson || c.hard {
		return // "Twitter's Adam Sharp"
	}
	r.sectorWords(c, b)
	if a.kind != byName {
		return
	}
	if a.marks&given != 0 { // people have clients and rivals, too
		if k := r.noPerson(c, a); k >= 0 {
			c.add(itsOwn, k)
		}
		if k := r.ruined(c); k >= 0 {
			c.addWeight(firmLife, k, 3*weights[firmLife])
		}
		return
	}
	r.headline(c, a)
	for i := max(b.from, c.from-near); i < min(b.to, c.to+near); i++ {
		if r.sense(int(i))&firmly != 0 && (i < c.from || i >= c.to) && r.tokens[i].shape&(upper|caps) != upper {
			c.add(firmLife, int(i))
			break
		}
	}
	if k := r.itsOwn(c); k >= 0 {
		c.add(itsOwn, k)
	} else if k := r.noPerson(c, a); k >= 0 {
		c.add(itsOwn, k)
	} else if k := r.possessed(c); k >= 0 {
		c.add(itsOwn, k)
	}
	if k := r.ownerBefore(c, a); k >= 0 {
		c.add(ownerBefore, k)
	}
}

// ruined finds what befalls only firms after a first name that acts: "Jules passe en
// redressement judiciaire"; -1 nothing.
func (r *reading) ruined(c *candidate) int {
	if !r.acts(c) {
		return -1
	}
	for k := int(c.to); k < int(c.to)+near && r.in(k, r.of[c.from]); k++ {
		switch r.literal(k) {
		case "il", "elle", "he", "she", "his", "her", "qui", "who":
			return -1
		}
		if r.sense(k)&ruin != 0 {
			return k
		}
	}
	return -1
}

// headline weighs a name that opens a headline and does not act in it, though it is
// spoken of as a firm: "Casino : les salariés défilent", "Habitat liquidé".
func (r *reading) headline(c *candidate, a *compiled) {
	s, j := r.of[c.from], int(c.to)
	if r.tokens[c.from].shape&(opens|titled) != opens || a.marks&surname != 0 && a.marks&likely == 0 || !r.in(j+1, s) {
		return
	}
	if r.is(j, s, ':') {
		for k := j + 1; k < j+near && r.in(k, s); k++ {
			if r.tokens[k].shape&upper == 0 && r.sense(k)&(firmly|owned) != 0 {
				c.addWeight(bareSubject, k, weights[bareSubject]*0.8)
				return
			}
		}
		return
	}
	if r.lang != french && r.tokens[j].shape&(word|upper) == word && befallenBy(r.literal(j)) && r.literal(j+1) == "by" && a.marks&(surname|given) == 0 && !r.placeLike(c, a) && !counting(strings.ToLower(a.text)) {
		c.addWeight(bareSubject, j, weights[bareSubject])
		return
	}
	if befallen(r.literal(j)) && (a.marks&(place|surname) == 0 || r.bounds[s].classes&deal != 0) {
		c.addWeight(bareSubject, j, weights[bareSubject])
	}
}

// befallenBy participles are of what somebody does to a firm, in English headlines:
// "Lime fined by".
func befallenBy(s string) bool {
	switch s {
	case "fined", "sued", "accused", "bought", "acquired", "rescued", "investigated", "hacked", "fooled", "backed", "criticised", "criticized", "ordered", "probed", "cleared", "targeted", "snubbed":
		return true
	}
	return false
}

// befallen participles say what is done to firms, in headlines that leave the
// auxiliary out: "Total jugé", "Casino démantelé".
func befallen(s string) bool {
	switch s {
	case "liquidé", "liquidée", "racheté", "rachetée", "condamné", "condamnée", "piraté", "piratée", "sanctionné", "sanctionnée", "coté", "cotée", "valorisé", "valorisée",
		"privatisé", "nationalisé", "démantelé", "épinglé", "épinglée", "assigné", "poursuivi", "jugé", "visé", "visée", "perquisitionné", "endetté", "recapitalisé", "redressé":
		return true
	}
	return false
}

// sectorWords weighs the words of a company's trade: one that other things have,
// too, one that nothing else has, and a second such.
func (r *reading) sectorWords(c *candidate, b *bound) {
	if c.company < 0 {
		return
	}
	bit := r.sectorOf(c.company)
	if bit == 0 || b.classes&bit == 0 {
		return
	}
	loose, clear, second := -1, -1, -1
	for i := b.from; i < b.to; i++ {
		t := &r.tokens[i]
		if t.class&bit == 0 || i >= c.from && i < c.to || r.properName(int(i)) {
			continue
		}
		switch {
		case loose < 0:
			loose = int(i)
		case second < 0 && t.id != r.tokens[loose].id:
			second = int(i)
		}
		if clear < 0 && r.sense(int(i))&telling != 0 {
			clear = int(i)
		}
	}
	if loose < 0 {
		return
	}
	if clear >= 0 {
		c.add(sectorNear, clear)
		c.add(tradeWord, clear)
	} else {
		c.add(sectorNear, loose)
	}
	if second >= 0 {
		c.add(tradeMore, second)
	}
}

// properName reports whether a word of a trade stands for a name here: the jean of
// "Jean Moulin". Words that the lists write with a capital are names anyway.
func (r *reading) properName(i int) bool {
	return r.tokens[i].shape&(upper|caps|inner|opens|titled|digit) == upper && r.sense(i)&capitalised == 0
}

// itsOwn finds what a name that opens its sentence calls its own: "Target lost its
// finance chief", "Gap ferme ses magasins"; -1 nothing.
func (r *reading) itsOwn(c *candidate) int {
	s := r.of[c.from]
	if r.tokens[c.from].shape&opens == 0 || r.tokens[c.from].shape&titled != 0 {
		return -1
	}
	for k := int(c.to); k < int(c.to)+near && r.in(k+1, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			if k == int(c.to) || r.is(k, s, ';') || r.is(k, s, ':') {
				return -1
			}
			continue
		}
		switch r.literal(k) {
		case "its", "sa", "son", "ses":
			for n := k + 1; n < k+4 && r.in(n, s); n++ {
				if r.sense(n)&owned != 0 {
					return n
				}
			}
		case "he", "she", "il", "elle", "who", "qui":
			return -1
		}
	}
	return -1
}

// noPerson finds the "its" of what a name with its verb does, which nobody says of a
// person: "Abbott recalled its formula"; -1 none.
func (r *reading) noPerson(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang == french || a.marks&(surname|given) == 0 || r.tokens[c.from].shape&opens == 0 || r.tokens[c.from].shape&titled != 0 ||
		!r.in(j, s) || r.tokens[j].shape&(word|upper|apos) != word {
		return -1
	}
	for k := j + 1; k < j+8 && r.in(k, s); k++ {
		if r.literal(k) == "its" {
			return k
		}
		// Another name or clause may be what has it.
		if t := &r.tokens[k]; t.shape&word == 0 || t.class&and != 0 || t.shape&upper != 0 || k < j+4 && t.class&det != 0 && a.marks&given != 0 || t.class&verb != 0 && t.class&(noun|prep|money) == 0 && k > j+1 {
			return -1
		}
	}
	return -1
}

// possessed finds what is said to be an English name's: "Figure's robots",
// "Pearson's new chief"; -1 nothing.
func (r *reading) possessed(c *candidate) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang == french || !r.in(j+1, s) || r.literal(j) != "s" || r.tokens[j].shape&apos == 0 || r.tokens[c.from].shape&titled != 0 {
		return -1
	}
	var bit class
	if c.company >= 0 {
		bit = r.sectorOf(c.company)
	}
	for k := j + 1; k < j+4 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&(word|upper) != word || t.class&det != 0 || t.class&(verb|aux|prep) != 0 && t.class&(noun|money|role) == 0 && r.sense(k)&owned == 0 {
			return -1
		}
		if r.sense(k)&owned != 0 || t.class&bit != 0 {
			return k
		}
	}
	return -1
}

// ownerBefore finds who leads it: "Evan Greenberg's Chubb"; -1 nobody. The name of
// a place says nothing.
func (r *reading) ownerBefore(c *candidate, a *compiled) int {
	s, p := r.of[c.from], int(c.from)-1
	if r.lang == french || a.marks&given != 0 || !r.in(p-2, s) || r.literal(p) != "s" || r.tokens[p].shape&apos == 0 {
		return -1
	}
	for k := p - 1; k >= p-2; k-- {
		if t := &r.tokens[k]; t.shape&(word|upper|caps|titled) != word|upper || t.class&(geo|function|det) != 0 {
			return -1
		}
	}
	return p - 1
}

// against gives a name what speaks of another age, of a work of art or of
// somebody's own things.
// longAgo finds a year before companies of today were in the news; -1 none.
// measured reports whether a number counts something: "1200 jobs", "$1500".
// workOfArt finds the noun that calls a name a film or a song: "Believe, le tube
// de Cher", "the opera Turandot", "Casino, the Scorsese film"; -1 none.
// everyLanguage is what the words of trades are of.
var everyLanguage = []int{french, english, either}

// sector numbers the words of a sector: those that tell it and those that others
// have, too.
func (c *context) sector(x *index, name string, bit class) {
	for i, section := range [...]string{name, name + ".loose"} {
		for _, line := range c.trades[section] {
			for w := range strings.FieldsSeq(line) {
				id := int(x.word(w))
				x.mark(id, bit, everyLanguage)
				of := sense(0)
				if i == 0 {
					of = telling
				}
				if w[0] >= 'A' && w[0] <= 'Z' {
					of |= capitalised
				}
				if of != 0 {
					x.sensible(id, of, everyLanguage)
				}
			}
		}
	}
}

// sensible gives a numbered word a sense.
func (x *index) sensible(id int, of sense, langs []int) {
	for _, lang := range langs {
		if n := len(x.senses[lang]); n <= id {
			x.senses[lang] = slices.Grow(x.senses[lang], max(id+1, len(x.ids)+1500)-n)[:id+1]
		}
		x.senses[lang][id] |= of
	}
}

// senses numbers the other words that have one.
func (c *context) senses(x *index) {
	for section, of := range sensesOf {
		for suffix, langs := range map[string][]int{".fr": {french, either}, ".en": {english, either}} {
			for _, w := range c.table.Words(section + suffix) {
				x.sensible(int(x.word(w)), of, langs)
			}
		}
	}
}

// tradeSure reports whether the sentence is of the trade of a name that otherwise
// counts only beside another company; no people or place is meant then.
func (r *reading) tradeSure(c *candidate) bool {
	return (c.has(tradeWord) || c.has(tradeMore) || c.has(needed) || c.has(nounBefore)) && r.tokens[c.from].class&geo == 0 && !c.has(nextName) && !c.has(priorName)
}

// ownWord reports whether token i is a word that the alias expects beside it:
// the station of "la station Total".
func (r *reading) ownWord(a *compiled, i int) bool {
	if a.rule == 0 || !r.in(i, r.of[i]) {
		return false
	}
	rule := &r.x.rules[a.rule]
	return rule.has(rule.needs, &r.tokens[i])
}

// ownBeside finds a word the alias expects right before or after it, which an
// article then belongs to: "a Ring doorbell", "la station Total"; -1 none.
func (r *reading) ownBeside(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	switch {
	case r.in(j, s) && r.tokens[j].shape&(word|upper) == word && r.ownWord(a, j):
		return j
	case r.in(p, s) && r.tokens[p].shape&(word|upper) == word && r.ownWord(a, p):
		return p
	}
	return -1
}

// unknownName reports whether token i is in no list, so that its capital at the
// start of a sentence is likely a name's.
// actsInTrade reports whether what looks like an English verb follows a name in a
// sentence of its trade: "Southwest now assigns seats".
func (r *reading) actsInTrade(c *candidate) bool {
	if !c.has(sectorNear) && !c.has(needed) && !c.has(firmLife) && !c.has(itsOwn) {
		return false
	}
	s, j := r.of[c.from], int(c.to)
	for r.in(j, s) && r.tokens[j].class&adverb != 0 && r.tokens[j].class&(verb|prep|of) == 0 {
		j++
	}
	if !r.in(j+1, s) || r.tokens[j].shape&(word|upper|apos) != word || r.tokens[j+1].shape&word == 0 {
		return false
	}
	t, lit := &r.tokens[j], r.literal(j)
	if len(lit) < 4 || strings.HasSuffix(lit, "ss") || !strings.HasSuffix(lit, "s") && !strings.HasSuffix(lit, "ed") {
		return false
	}
	if t.class&(noun|money|role|deal|of|prep|det|function) != 0 || r.sense(j)&(owned|art) != 0 {
		return false
	}
	// "Shell casings cover the floor": a noun, and the verb after it.
	return r.tokens[j+1].class&(base|aux|prep) == 0 && !r.infinitiveNoun(c, j)
}

// streetName reports whether a clear name is the end of a street's or a school's:
// "rue Armand-Peugeot".
// complete reports whether a name and its verb with an object are a whole sentence,
// which a headline without articles is not: it has no full stop.
func (r *reading) complete(c *candidate) bool {
	s, j := r.of[c.from], int(c.to)
	return r.is(int(r.bounds[s].to)-1, s, '.') && r.in(j+1, s) && r.tokens[j+1].shape&word != 0 && r.tokens[j+1].class&(prep|adverb) == 0
}

// actsOn reports whether a name does to a sure company what companies do to one
// another: "Octopus overtook British Gas", "Elliott wants BP to cut".
func (r *reading) actsOn(c, o *candidate) bool {
	k := int(o.from) - 1
	if o.from <= c.to || o.from-c.to > 3 || o.weight < 2.5 || !c.has(verbAfter) && !c.has(auxVerb) || r.tokens[k].shape&(word|upper) != word {
		return false
	}
	t := &r.tokens[k]
	lit := r.literal(k)
	return acquiring(lit) || wanting(lit) || t.class&deed != 0 && t.class&say == 0 || lit == "overtook" || lit == "pousse" || lit == "presse" || lit == "urges" || lit == "pushes" || lit == "presses" || lit == "attaque" || lit == "overtakes" || lit == "dépasse" || lit == "double"
}

// townAfter finds the town that a name is said to be after its comma: ", the Finnish
// town,", ", la ville de"; -1 none.
// placeLike reports whether a name is as likely a place here: Gap is a town where
// French is read, and needs an article in English.
