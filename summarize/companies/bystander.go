package companies

import "strings"

// Who is named in an article without being its subject: a rival named once, who gives
// the money, one of many in a round-up of the market.

// crowd is how many companies make a round-up of an article.
const crowd = 8

// inTitle reports whether the title names a company of a group, and not as who says it.
func (r *reading) inTitle(g *group) bool {
	for _, c := range g.found {
		if r.tokens[c.from].shape&surtitle != 0 && c.kind != byPerson && !(c.company >= 0 && r.x.media[c.company] && r.citing(c)) {
			return true
		}
	}
	return false
}

// bystander sets the traits of a group that is not in the title.
func (r *reading) bystander(t *traits, g *group, p plan) {
	if t[aboutTitle] == 1 || len(g.found) > 3 {
		return
	}
	for _, c := range g.found {
		if r.backs(c) {
			t[aboutBacker] += 1 / float64(len(g.found))
		}
	}
	if p.titled && len(g.found) == 1 {
		t[aboutBeside] = 1
	}
	if p.companies >= crowd && len(g.found) <= 2 {
		t[aboutCrowd] = 1
	}
}

// backs reports whether a company is named as who gives money in a round: "mené par
// Eurazeo", "avec la participation de Bpifrance", "led by Sequoia". A list goes on.
func (r *reading) backs(c *candidate) bool {
	s := r.of[c.from]
	b := r.within(c)
	round := false
	for i := b.from; i < b.to && !round; i++ {
		switch strings.ToLower(r.literal(int(i))) {
		case "tour", "levée", "lève", "levé", "round", "raised", "raises", "funding", "seed", "investors", "investisseurs", "financement":
			round = true
		}
	}
	if !round {
		return false
	}
	for k, n := int(c.from)-1, 0; n < 22 && r.in(k, s); k, n = k-1, n+1 {
		switch strings.ToLower(r.literal(k)) {
		case "par", "by", "auprès", "from":
			if r.in(k-1, s) {
				switch strings.ToLower(r.literal(k - 1)) {
				case "mené", "menée", "emmené", "emmenée", "conduit", "conduite", "souscrit", "souscrite", "led", "backed", "joined", "euros", "dollars", "million", "millions":
					return true
				}
			}
			if strings.ToLower(r.literal(k)) == "auprès" {
				return true
			}
		case "participation", "including", "notamment", "investors", "investisseurs":
			return true
		}
	}
	return false
}
