package companies

import "strings"

// What reports of markets and lists of funding rounds write beside a name: by how
// much it moved, how much it raised.

// market gives a name the percentage it moves by and the amount in brackets after
// it: "Next was the standout, up 5.2%", "Orange (+3 %)", "Alan (12 millions d'euros)".
func (r *reading) market(c *candidate, a *compiled) {
	if a.kind != byName || !r.doubtful(a) {
		return
	}
	j, s := int(c.to), r.of[c.from]
	if r.is(j, s, '(') {
		if r.amountInBrackets(j+1, s) {
			c.add(inBrackets, j+1)
		}
		return
	}
	t := &r.tokens[c.from]
	if k := r.quotation(c); k >= 0 && !c.hard && a.marks&given == 0 {
		c.add(moved, k)
		c.add(sayAfter, k)
		return
	}
	if c.hard || t.shape&titled != 0 || a.marks&given != 0 || a.marks&surname != 0 && a.marks&likely == 0 || !r.in(j, s) || c.has(sayAfter) {
		return
	}
	if t.shape&opens == 0 && !r.is(int(c.from)-1, s, ',') && !r.is(int(c.from)-1, s, ';') {
		return
	}
	if k := r.moves(c); k >= 0 {
		c.add(moved, k)
	}
}

// amountInBrackets reports whether money stands between the brackets that open
// before token j, or that it was not told.
func (r *reading) amountInBrackets(j int, s int32) bool {
	number := false
	for k := j; k < j+6 && r.in(k, s) && !r.is(k, s, ')'); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			switch {
			case r.is(k, s, '%'), number && strings.HasPrefix(r.source(k)[t.start:], "€"):
				return number
			case strings.HasPrefix(r.source(k)[t.start:], "€"), r.is(k, s, '$'), strings.HasPrefix(r.source(k)[t.start:], "£"):
				if r.in(k+1, s) && r.tokens[k+1].shape&digit != 0 {
					return true
				}
			}
			continue
		}
		lit := r.literal(k)
		switch lit {
		case "million", "millions", "milliard", "milliards", "billion", "M", "Md", "Mds", "mn", "bn", "euros", "dollars":
			if number {
				return true
			}
		case "undisclosed", "dévoilé", "communiqué":
			return true
		}
		number = number || t.shape&digit != 0
	}
	return false
}

// moves finds the percentage that a name which begins its clause moved by: "up
// 5.2%", "en hausse de 3 %", "s'adjuge 2 %"; -1 none.
func (r *reading) moves(c *candidate) int {
	s, j := r.of[c.from], int(c.to)
	// Nothing but what it did may follow: futures and pies are up as well.
	if t := &r.tokens[j]; t.shape&upper != 0 || !r.is(j, s, ',') && t.class&(aux|verb) == 0 && !direction(r.literal(j)) &&
		r.literal(j) != "en" {
		return -1
	}
	if t := &r.tokens[j]; t.shape&(word|upper|apos) == word && t.class&(noun|and|of|prep|det|function|money) == 0 && r.in(j+2, s) && r.tokens[j+1].shape&digit != 0 &&
		(r.is(j+2, s, '%') || r.is(j+4, s, '%') && r.tokens[j+3].shape&digit != 0) {
		return j // "Oracle leapt 36%"
	}
	for k := j; k < j+near && r.in(k, s); k++ {
		if r.is(k, s, ';') || r.is(k, s, ':') {
			return -1
		}
		if !direction(r.literal(k)) {
			continue
		}
		for n := k + 1; n < k+4 && r.in(n, s); n++ {
			if r.tokens[n].shape&digit == 0 {
				continue
			}
			for m := n + 1; m < n+4 && r.in(m, s); m++ {
				if r.is(m, s, '%') || r.literal(m) == "percent" || r.literal(m) == "pc" || r.literal(m) == "pence" {
					return k
				}
			}
		}
	}
	return -1
}

// quotation finds the percentage in the row of a table that has a name first and
// nothing but figures after it: "Safran 290,00 +1,4 %"; -1 none.
func (r *reading) quotation(c *candidate) int {
	s, j := r.of[c.from], int(c.to)
	if int(c.from) != int(r.bounds[s].from) {
		return -1
	}
	figures := 0
	for k := j; k < j+16 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&digit != 0 {
			figures++
			continue
		}
		if t.shape&word != 0 {
			return -1
		}
		if r.is(k, s, '%') && figures >= 2 {
			return k
		}
	}
	return -1
}

// direction is a word for the way a price goes.
func direction(s string) bool {
	switch s {
	case "up", "down", "higher", "lower", "ahead", "off", "hausse", "baisse", "repli", "recul", "progression", "grappille", "grignote", "adjuge", "lâche", "cède", "prend", "abandonne", "gagne":
		return true
	}
	return false
}

// townIn finds the department or county that says a name is a town's: "À
// Saint-Gobain, dans l'Aisne,", "At Reach, in the Fens,"; -1 none.
func (r *reading) townIn(c *candidate) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if !r.in(p, s) || !r.is(j, s, ',') || !r.in(j+3, s) {
		return -1
	}
	switch r.literal(p) {
	case "À", "à", "A", "At", "In", "at", "in", "Near", "near", "De", "de":
	default:
		return -1
	}
	switch r.literal(j + 1) {
	case "dans", "en", "in", "sur", "près", "near":
	default:
		return -1
	}
	k := j + 2
	for k < j+5 && r.in(k, s) && r.tokens[k].class&(det|of) != 0 && r.tokens[k].shape&upper == 0 {
		k++
	}
	if !r.in(k, s) || r.tokens[k].shape&(word|upper) != word|upper {
		return -1
	}
	first := k
	for r.in(k, s) && (r.tokens[k].shape&(word|upper) == word|upper || r.is(k, s, '-') || r.tokens[k].shape&tight != 0 && r.tokens[k].shape&word != 0 || r.tokens[k].class&(det|of|and) != 0) {
		k++
	}
	if r.is(k, s, ',') || r.is(k, s, '.') || !r.in(k, s) {
		return first
	}
	return -1
}

// regiment finds the soldiers near a family name, which is then a general's: "à la
// tête de la 2e division blindée"; -1 none.
func (r *reading) regiment(c *candidate, a *compiled) int {
	if a.kind != byName || a.marks&surname == 0 {
		return -1
	}
	s := r.of[c.from]
	for k := int(c.to); k < int(c.to)+near+4 && r.in(k, s); k++ {
		if r.sense(k)&army != 0 && r.tokens[k].shape&caps != caps {
			return k
		}
	}
	for k := int(c.from) - 1; k > int(c.from)-5 && r.in(k, s); k-- {
		if r.sense(k)&army != 0 {
			return k
		}
	}
	return -1
}

// amongWords reports, of a name that opens its sentence, whether after the comma at j a list goes on with words written
// small: "Safran, cumin et coriandre".
func (r *reading) amongWords(j int) bool {
	s := r.of[j]
	if !r.in(j+3, s) {
		return false
	}
	for _, k := range [2]int{j + 1, j + 3} {
		t := &r.tokens[k]
		if t.shape&(word|upper|apos|elided|digit) != word || t.class&(det|verb|aux|prep|of|adverb|noun|role|function|money) != 0 || t.shape&tight != 0 {
			return false
		}
	}
	return r.literal(j+2) == "et" || r.literal(j+2) == "and"
}
