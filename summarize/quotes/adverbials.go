package quotes

// French says when, where and to whom between the verb and its subject: « … »,
// s'est félicité mercredi dernier sur RADIO NAME, le patron de COMPANY.

// adverbials passes what stands between a French verb and the subject behind
// it, and gives where the subject begins; hi when there is none.
func (f *finder) adverbials(toks []token, i, hi int) int {
	for i < hi {
		t := toks[i]
		switch {
		case t.lower == "," && i+1 < hi && (isDateToken(toks[i+1]) || f.g.toWhom[toks[i+1].lower]):
			// "a annoncé, mardi à Paris, X"
			k := f.adverbials(toks, i+1, hi)
			if k >= hi || toks[k].lower != "," {
				return i
			}
			i = k + 1
		case t.kind == 'n' && i > 0 && isDateToken(toks[i-1]):
			i++ // "vendredi 3 mai 2024"
		case t.kind != 'w' || f.pronounAt(t):
			return i
		case isDateToken(t) || f.g.when[t.lower] || t.kind == 'w' && t.lower == "mai" || t.lower == "mars":
			i++
			if i < hi && toks[i].kind == 'n' {
				i++
			}
		case f.g.definite[t.lower] && i+1 < hi && (isDateToken(toks[i+1]) || f.g.when[toks[i+1].lower]) && f.g.latter[t.lower+" "+toks[i+1].lower] == 0:
			i++ // "ce mardi", but not "ce dernier"
		case f.g.toWhom[t.lower]:
			i = f.circumstance(toks, i, hi)
		case f.g.auxiliary[t.lower] && !f.g.determiner[t.lower] && !t.upper:
			i++
		default:
			return i
		}
	}
	return i
}

// circumstance passes one phrase behind a preposition, "dans un communiqué",
// "devant les députés", "au micro de Radio X", and stops where a person begins.
func (f *finder) circumstance(toks []token, i, hi int) int {
	k := i + 1
	for k < hi && toks[k].kind == 'w' && !toks[k].upper && (f.g.determiner[toks[k].lower] || f.g.preposition[toks[k].lower] || f.g.toWhom[toks[k].lower]) {
		k++
	}
	if k >= hi || toks[k].kind != 'w' {
		return k
	}
	if !toks[k].upper {
		k++
		for k < hi && toks[k].kind == 'w' && !toks[k].upper && !f.g.determiner[toks[k].lower] && !f.g.stop[toks[k].lower] && !f.g.toWhom[toks[k].lower] && !f.g.preposition[toks[k].lower] && !isDateToken(toks[k]) && !f.isRole(toks[k]) {
			k++ // "sur les réseaux sociaux son fondateur"
		}
	} else {
		end := k + 1
		for end < hi && (toks[end].kind == 'w' && toks[end].upper || toks[end].kind == 'n') && adjacent(f.d.Text, toks[end-1], toks[end]) {
			end++
		}
		from := f.personWithin(toks, k, end, hi)
		if from < end {
			return from
		}
		k = end
	}
	// "une conférence de presse", "un entretien au Courrier": its complement.
	if k+1 < hi && toks[k].kind == 'w' && f.g.preposition[toks[k].lower] {
		if f.g.determiner[toks[k].lower] && toks[k].lower != "de" && toks[k].lower != "du" && toks[k].lower != "d'" && toks[k].lower != "des" {
			return k
		}
		return f.circumstance(toks, k, hi)
	}
	return k
}

// personWithin finds where the person begins in the capitalised words after a
// preposition, "CNBC Jensen Huang", "France Info Claire Vasseur"; end when all of
// it is where or to whom was spoken.
func (f *finder) personWithin(toks []token, from, end, hi int) int {
	if end < hi && toks[end].kind == 'w' && !f.g.stop[toks[end].lower] && !f.g.who[toks[end].lower] && !f.g.particle[toks[end].lower] {
		return end // "à l'AFP un porte-parole": who speaks is still to come
	}
	if end < hi && toks[end].kind == 'w' && f.g.determiner[toks[end].lower] && f.isRoleNear(toks, end+1, hi) {
		return end // "sur Canal Sud le patron de"
	}
	for _, at := range []int{end - 2, end - 3} {
		if at > from && toks[at].kind == 'w' && firstName(toks[at].lower) != 0 {
			return at
		}
	}
	// A channel with a number, an acronym or a company ends where it ends.
	at := from
	for k := from; k < end; k++ {
		if toks[k].kind == 'n' || k == at && (acronym(toks[k].Of(f.d.Text)) || f.isCompany(toks[k].Span)) {
			at = k + 1
		}
	}
	switch n := end - from; {
	case at > from:
		return at
	case n >= 3:
		return end - 2
	case n == 2 && firstName(toks[from].lower) == 0 && len(f.who.byLast[possessive(toks[end-1].lower)]) > 0 && f.resolveName(toks[from].Of(f.d.Text)+" "+toks[end-1].Of(f.d.Text), toks[from].Start, 0) < 0:
		return end - 1
	}
	return end
}

func (f *finder) isRoleNear(toks []token, i, hi int) bool {
	for k := i; k < hi && k < i+3; k++ {
		if f.isRole(toks[k]) {
			return true
		}
	}
	return false
}

// afterMedium finds where the person begins in capitalised words that a verb of
// saying and a preposition stand before, "a assuré sur Radio Marle Claire
// Vasseur"; j when they are one name.
func (f *finder) afterMedium(toks []token, i, j int) int {
	if f.d.Language != "fr" || j-i < 3 || i == 0 {
		return j
	}
	k := i - 1
	for k > 0 && i-k < 4 && !f.g.toWhom[toks[k].lower] && (f.g.determiner[toks[k].lower] || f.g.preposition[toks[k].lower]) {
		k--
	}
	if !f.g.toWhom[toks[k].lower] {
		return j
	}
	for v := k - 1; v >= 0 && k-v < 10 && toks[v].kind != 'q' && toks[v].lower != "."; v-- {
		if toks[v].kind == 'w' && f.g.verb[toks[v].lower] && (v == 0 || f.g.cueOpener[toks[v-1].lower] || toks[v-1].kind == 'p') {
			return f.personWithin(toks, i, j, len(toks))
		}
	}
	return j
}
