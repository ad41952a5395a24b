package companies

// What stands around a name in its sentence, near or far.

// farthest is how many words away a word of the same sentence still counts. No
// sentence is longer; what is, is a list or an attack, and would take time that
// grows with its square.
const farthest = 150

// within is the sentence of a candidate, as far as it is near.
func (r *reading) within(c *candidate) *bound {
	b := r.bounds[r.of[c.from]]
	b.from, b.to = max(b.from, c.from-farthest), min(b.to, c.to+farthest)
	return &b
}

// around is what else stands in the sentence.
func (r *reading) around(c *candidate, a *compiled) {
	if !r.doubtful(a) && a.rule == 0 {
		return
	}
	b := r.within(c)
	if a.rule != 0 {
		rule := &r.x.rules[a.rule]
		need, unwant := false, false
		for i := b.from; i < b.to; i++ {
			if i >= c.from && i < c.to || r.tokens[i].id == 0 {
				continue
			}
			if !need && rule.has(rule.needs, &r.tokens[i]) {
				c.add(needed, int(i))
				need = true
			}
			if rule.has(rule.never, &r.tokens[i]) && !c.hard {
				c.add(userNever, int(i))
				c.hard, unwant = true, true
			}
			if !unwant && rule.has(rule.not, &r.tokens[i]) && !r.anothers(c, int(i)) {
				c.add(unwanted, int(i))
				unwant = true
			}
		}
	}
	if !r.doubtful(a) {
		if p := int(c.from) - 1; a.kind == byName && a.strict != 0 && r.in(p, r.of[p+1]) && somebodys(r.literal(p)) {
			c.addWeight(mine, p, 3*weights[mine]) // "her BP"
		}
		return
	}
	if k := r.ownBeside(c, a); k >= 0 && a.kind == byName {
		c.add(ownThing, k)
	}
	r.trade(c, a, b)
	r.against(c, a, b)
	if b.classes&deal != 0 && a.kind != byPerson {
		for i := b.from; i < b.to; i++ {
			if r.tokens[i].class&deal != 0 && (i < c.from || i >= c.to) {
				c.add(business, int(i))
				if a.marks&likely != 0 {
					c.addWeight(business, int(i), weights[business])
				}
				break
			}
		}
	}
	if b.classes&sport != 0 && r.sporty(b) {
		c.add(sportHere, -1)
	}
}

// sporty: two words of sport, so that one "match" or "but" is not enough.
func (r *reading) sporty(b *bound) bool {
	n, last := 0, uint32(0)
	for i := b.from; i < b.to; i++ {
		if r.tokens[i].class&sport != 0 && r.tokens[i].id != last {
			last = r.tokens[i].id
			n++
		}
	}
	return n >= 2
}

// anothers reports whether a word stands right beside the same name, written once
// more, and so says nothing of this one: "Amazon pledged money for the Amazon
// rainforest".
func (r *reading) anothers(c *candidate, i int) bool {
	id, s := r.tokens[c.from].id, r.of[c.from]
	for k := i - 2; k <= i+2; k++ {
		if r.in(k, s) && k != int(c.from) && r.tokens[k].id == id {
			return true
		}
	}
	return false
}
