package companies

import "strings"

// Messages are often written without capitals: "free a encore planté", "target was
// out of diapers". There a name must say by itself what it is, or act as no word does.

// smallness is how little a short text has of capitals.
type smallness uint8

const (
	inCapitals   smallness = iota // it has capitals, as texts have
	halfSmall                     // only where sentences begin
	whollySmall                   // none
	smallArticle                  // none in an article, which names what is no ordinary word
)

// howSmall looks at the words of a short text.
func (r *reading) howSmall() smallness {
	if len(r.text) >= shortText || r.title > 0 {
		return r.wholeArticle()
	}
	words, small := 0, whollySmall
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&word == 0 || t.shape&digit != 0 {
			continue
		}
		words++
		switch {
		case t.shape&upper == 0:
		case t.shape&opens != 0 && t.shape&caps != caps, t.end-t.start == 1 && r.literal(i) == "I":
			small = halfSmall
		default:
			return inCapitals
		}
	}
	if words < 3 {
		return inCapitals
	}
	return small
}

// wholeArticle looks for one capital in a text that is no message.
func (r *reading) wholeArticle() smallness {
	for i := range r.tokens {
		if t := &r.tokens[i]; t.shape&(word|upper) == word|upper {
			return inCapitals
		}
	}
	if len(r.tokens) < 3 {
		return inCapitals
	}
	return smallArticle
}

// smallLine reports whether a name may be written small here, tokens i to j.
func (r *reading) smallLine(a *compiled, i, j int) bool {
	if r.small == inCapitals || a.kind != byName || a.company < 0 || a.marks&(remote|given) != 0 || len(a.text) < 3 || r.tokens[i].shape&(upper|apos) == upper {
		return false
	}
	open, _ := r.open(a)
	if r.small == smallArticle && a.marks&ambiguous != 0 && (a.marks&likely == 0 || a.marks&(wordFr|wordEn|acronym|place) != 0) {
		return false
	}
	if r.small == halfSmall {
		if open || a.marks&ambiguous != 0 || !r.in(i-1, r.of[i]) {
			return false
		}
		switch strings.ToLower(r.literal(i - 1)) {
		case "chez", "sur":
		default:
			return false
		}
	}
	if r.x.prefixes[r.tokens[i].id] && (!r.in(j, r.of[i]) || r.tokens[j].class&(aux|verb) == 0 && r.tokens[j].shape&elided == 0) {
		return false // "uber cool"
	}
	if a.marks&single == 0 {
		return true
	}
	t := &r.tokens[i]
	if a.marks&ambiguous != 0 {
		return a.marks&(surname|acronym) == 0 || a.marks&(likely|wordFr) != 0 // evidence is asked for later
	}
	return t.class&(function|det|prep|aux|verb|base|adverb|noun|role|money|deal|person|geo) == 0
}

// inSmall weighs a name that is written small in a text without capitals.
func (r *reading) inSmall(c *candidate, a *compiled) {
	t := &r.tokens[c.from]
	if r.small == inCapitals || a.kind != byName || t.shape&(upper|inner) != 0 || r.smallAtHome(a, int(c.from)) {
		return
	}
	c.add(allSmall, int(c.from))
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if r.in(p, s) && r.tokens[p].class&det != 0 && r.tokens[p].shape&elided == 0 && (r.lang != french || a.text != strings.ToUpper(a.text)) {
		c.add(article, p) // "mon samsung", "a tesla"
		return
	}
	if k := r.patron(p, s); k >= 0 {
		c.addWeight(atName, k, 3.7*weights[atName])
		return
	}
	if k := r.shopping(c, a); k >= 0 {
		c.addWeight(atName, k, 3.7*weights[atName])
		return
	}
	if r.in(j, s) && strings.HasSuffix(r.literal(j), "ed") && (!r.in(j+1, s) || r.tokens[j+1].shape&word == 0) {
		c.add(article, j) // "visa refused, no trip": what was done to a thing
		return
	}
	if t.shape&opens == 0 || !r.in(j+1, s) || a.marks&place != 0 && r.lang == english {
		return
	}
	// "sky put my bill up", "orange m'a facturé deux fois": what is done to whoever writes.
	if v := &r.tokens[j]; v.class&(verb|aux) == 0 && v.shape&elided == 0 && r.literal(j) != "me" || v.class&(noun|of) != 0 {
		return
	}
	for k := j; k < j+4 && r.in(k, s); k++ {
		u := &r.tokens[k]
		if u.shape&word == 0 && !(u.shape&tight != 0) || u.class&(of|and) != 0 && u.class&prep == 0 {
			return
		}
		switch lit := strings.ToLower(r.literal(k)); lit {
		case "me", "my", "us", "our", "mon", "ma", "mes", "nous", "m":
			if k > j || r.lang == french {
				c.add(verbAfter, k)
				c.add(sayAfter, k)
				return
			}
		}
	}
}

// patron finds, before the name after p, what a customer says of a firm: "j'ai quitté
// orange pour free", "switched to monzo"; -1 nothing.
func (r *reading) patron(p int, s int32) int {
	for k, n := p, 0; n < 3 && r.in(k, s); k, n = k-1, n+1 {
		switch strings.ToLower(r.literal(k)) {
		case "quitté", "quitte", "quitter", "résilié", "résilie", "résilier", "repassé", "merci", "thanks", "switched", "switch", "switching", "ditched", "ditch", "ditching", "unsubscribed", "cancelled", "boycott", "boycotte", "abonné", "abonnée", "client", "cliente":
			return k
		case "pour", "for", "to", "from", "de", "à", "chez", "vers":
		default:
			if n == 0 || r.tokens[k].class&(det|verb|aux|noun) != 0 {
				return -1
			}
		}
	}
	return -1
}

// shopping finds the word of a customer in the sentence of a name that opens it or
// stands where one buys: "free en rade, ça coupe", "got it from boots"; -1 none.
func (r *reading) shopping(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	opens := r.tokens[c.from].shape&opens != 0
	switch {
	case opens:
		// A noun after it, or what was done to it, is said of a thing: "three parcels came".
		if !r.in(j+1, s) || r.placeLike(c, a) || r.undergone(j) || r.lang == french && participle(r.literal(j)) {
			return -1
		}
		k := j
		if r.tokens[k].shape&elided != 0 || r.literal(k) == "ne" || r.literal(k) == "me" || r.literal(k) == "se" {
			k++
		}
		if t := &r.tokens[k]; t.class&(aux|verb) == 0 && r.literal(k) != "en" || t.class&(noun|of) != 0 && t.class&(aux|verb) == 0 {
			return -1
		}
		if r.literal(k) == "en" && (!r.in(k+1, s) || r.literal(k+1) != "rade" && r.literal(k+1) != "panne") {
			return -1
		}
	case !placeToBuy(r.literal(max(p, 0))):
		return -1
	case r.in(j, s) && r.tokens[j].shape&word != 0 && r.tokens[j].class&(prep|det|of|aux|verb|function|adverb) == 0 && r.sense(j)&custom == 0 || r.in(j, s) && (r.literal(j) == "to" || r.literal(j) == "or"):
		return -1 // "from three shops"
	}
	b := &r.bounds[s]
	for i := max(b.from, c.from-near); i < min(b.to, c.to+near); i++ {
		if (i < c.from || i >= c.to) && r.sense(int(i))&custom != 0 {
			return int(i)
		}
	}
	return -1
}

// placeToBuy are the words before where one buys, or what one uses.
func placeToBuy(s string) bool {
	switch strings.ToLower(s) {
	case "from", "at", "to", "with", "via", "chez", "sur", "avec", "par", "d", "use", "using", "flying", "utilise", "commande", "drive", "merci", "thanks", "is", "next":
		return true
	}
	return false
}
