package quotes

// right finds the speaker after a verb of saying that stands before its
// subject: "a déclaré le PDG d'Orange, X", "said X, who".
func (f *finder) right(toks []token, i, hi int) (phrase, bool) {
	i = f.skipObjects(toks, i, hi)
	if i >= hi {
		return phrase{}, false
	}
	if f.pronounAt(toks[i]) {
		return phrase{from: i, to: i + 1, pronoun: true}, true
	}
	if f.g.that[toks[i].lower] {
		return phrase{}, false
	}
	if toks[i].kind != 'w' && toks[i].kind != 'n' || f.g.stop[toks[i].lower] && !f.g.determiner[toks[i].lower] {
		return phrase{}, false
	}
	from := i
	for i < hi && i-from < 14 {
		t := toks[i]
		if t.kind == 'q' || t.kind == 'p' && t.lower != "&" && !(t.lower == "." && i+1 < hi && toks[i+1].kind == 'w' && len(toks[i-1].lower) <= 4) {
			break
		}
		if t.kind == 'w' && i > from {
			if isDateToken(t) || !t.upper && f.g.stop[t.lower] && !f.g.determiner[t.lower] && !f.pair(toks, from, i, hi) {
				break
			}
			if f.outside(toks, i) {
				break
			}
		}
		i++
	}
	if i == from {
		return phrase{}, false
	}
	if !f.g.determiner[toks[from].lower] && !toks[from].upper && toks[from].kind == 'w' && f.d.Language == "fr" && len(f.runs(toks[from:i])) == 0 {
		return phrase{}, false
	}
	p := f.head(toks, from, i)
	if p.from > from && !p.hasName {
		p.from = from
	}
	if i < hi && toks[i].lower == "(" {
		k := i
		for k < hi && toks[k].lower != ")" {
			k++
		}
		if k+1 < hi {
			i = k + 1
		}
	}
	// A comma and a name, or a comma and a role.
	if i < hi && toks[i].lower == "," {
		k := i + 1
		for k < hi && toks[k].lower != "," && toks[k].kind != 'q' && toks[k].lower != ":" && toks[k].lower != "." {
			k++
		}
		if !p.hasName {
			if n, ok := f.pureName(toks, i+1, k); ok {
				return phrase{from: i + 1, to: k, name: n, hasName: true, roleFrom: p.from, roleTo: p.to}, true
			}
		} else if p.roleTo == 0 && k > i+1 && !f.g.verb[toks[i+1].lower] {
			p.roleFrom, p.roleTo = i+1, k
		}
	}
	return p, true
}

// pair: "oil and gas worker Mike Wipf": the word joins two nouns of a role.
func (f *finder) pair(toks []token, from, i, hi int) bool {
	if !f.g.and[toks[i].lower] || i+1 >= hi || len(f.runs(toks[from:i])) > 0 {
		return false
	}
	for k := i + 1; k < hi && k < i+5 && toks[k].kind == 'w'; k++ {
		if f.nameWord(toks, k) {
			return k > i+1
		}
		if f.pronounAt(toks[k]) || f.g.determiner[toks[k].lower] {
			return false
		}
	}
	return false
}

// outside: from this word on it is no longer the speaker but where, when or
// to whom was spoken.
func (f *finder) outside(toks []token, i int) bool {
	w := toks[i].lower
	if f.g.outside[w] {
		return !f.g.fixed[toks[i-1].lower+" "+w]
	}
	return f.g.outsideName[w] && toks[i-1].upper
}

// skipObjects passes what may stand between a verb and the subject behind it:
// adverbs, the day, "à l'AFP", "to reporters".
func (f *finder) skipObjects(toks []token, i, hi int) int {
	if f.d.Language == "fr" {
		return f.adverbials(toks, i, hi)
	}
	for i < hi {
		t := toks[i]
		switch {
		case t.kind != 'w':
			return i
		case f.pronounAt(t):
			return i
		case isDateToken(t) || f.g.when[t.lower]:
			i++
		case f.g.toWhom[t.lower]:
			k := i + 1
			for k < hi && (f.g.determiner[toks[k].lower] || f.g.preposition[toks[k].lower]) {
				k++
			}
			if k < hi && toks[k].kind == 'w' {
				k++
				for k < hi && toks[k].upper && toks[k-1].upper {
					k++
				}
			}
			i = k
		case f.g.auxiliary[t.lower] && !f.g.determiner[t.lower] && !t.upper:
			i++
		default:
			return i
		}
	}
	return i
}

func isDateToken(t token) bool {
	return t.kind == 'w' && t.lower != "may" && t.lower != "mars" && dateWord(t.lower)
}
