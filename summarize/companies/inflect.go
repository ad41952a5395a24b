package companies

// The lists have one form of a verb; texts have all. What is in no list and ends
// as a form of a verb of the lists does is one: "suppriment", "supprimer",
// "supprimait", "closing".

// inflected is the class of a word in no list, by the verb it is a form of. An
// English participle is one only after an auxiliary, since "Apple picking" is none,
// and only of what firms do. It changes the end of folded, a scratch buffer.
func (x *index) inflected(lang int, folded []byte, afterAux bool) class {
	n := len(folded)
	if n < 6 || n >= maxWord {
		return 0
	}
	if lang != english {
		if c := x.inflectedFr(lang, folded, n); c != 0 {
			return c
		}
	}
	if lang != french && afterAux && folded[n-3] == 'i' && folded[n-2] == 'n' && folded[n-1] == 'g' {
		stem := n - 3
		if folded[stem-1] == folded[stem-2] {
			folded[stem-1] = 's' // "cutting"
			if c := x.form(lang, folded[:stem]) & deed; c != 0 {
				return c
			}
			folded[stem-1] = folded[stem-2]
		}
		folded[stem] = 's'
		if c := x.form(lang, folded[:stem+1]) & deed; c != 0 {
			return c
		}
		folded[stem], folded[stem+1] = 'e', 's'
		return x.form(lang, folded[:stem+2]) & deed
	}
	return 0
}

// inflectedFr is the same of French verbs, whose accents are folded away.
func (x *index) inflectedFr(lang int, folded []byte, n int) class {
	ends := func(s string) bool { return n > len(s)+2 && string(folded[n-len(s):]) == s }
	switch {
	case ends("eraient"), ends("aient"):
		if ends("eraient") {
			return x.form(lang, folded[:n-6])
		}
		folded[n-5] = 'e'
		return x.form(lang, folded[:n-4])
	case ends("erait"):
		return x.form(lang, folded[:n-4])
	case ends("eront"):
		return x.form(lang, folded[:n-4])
	case ends("ent"):
		if c := x.form(lang, folded[:n-2]); c != 0 {
			return c
		}
		if ends("issent") {
			folded[n-5] = 't' // "bannissent"
			return x.form(lang, folded[:n-4])
		}
		folded[n-3] = 't' // "perdent", "mettent"
		if c := x.form(lang, folded[:n-2]); c != 0 {
			return c
		}
		return x.form(lang, folded[:n-3])
	case ends("era"):
		return x.form(lang, folded[:n-2])
	case ends("ait"):
		folded[n-3] = 'e'
		c := x.form(lang, folded[:n-2])
		folded[n-3] = 'a'
		return c
	case ends("er"):
		return x.form(lang, folded[:n-1]) & deed // an infinitive is not what acts
	case ends("ees"):
		return x.form(lang, folded[:n-2])
	case ends("ee"), ends("es"):
		return x.form(lang, folded[:n-1]) & deed
	}
	return 0
}

// form is the class of a word of the lists, if it is a verb and nothing else that
// a name stands beside.
func (x *index) form(lang int, w []byte) class {
	id := x.ids[string(w)]
	if id == 0 {
		return 0
	}
	c := x.class(lang, id)
	if c&verb == 0 || c&(noun|money|role|placeNoun|title) != 0 {
		return 0
	}
	return c & (verb | deed)
}
