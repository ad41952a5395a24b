package companies

// A newspaper, agency or channel is named in most articles, as the one that
// says it. The business press and the agencies are then sources; others are
// not companies of the article unless it tells what happens to them.

// newsworthy reports whether a newspaper or channel is to be tagged at all.
func (r *reading) newsworthy(g *group, p plan) bool {
	return r.x.sources[g.company] || r.subject(g, p)
}

// subject reports whether the article tells something of a newspaper or
// channel as a company: it is bought, has owners, lays people off, or stands
// in the title and more often than once without saying anything.
func (r *reading) subject(g *group, p plan) bool {
	plainly, title := 0, false
	for _, c := range g.found {
		if c.has(userAlways) || r.dealing(c) {
			return true
		}
		if r.citing(c) {
			continue
		}
		plainly++
		if r.tokens[c.from].shape&surtitle != 0 || int(c.from) < r.title {
			title = true
		}
	}
	return title && plainly >= 2 && plainly*2 > len(g.found)
}

// dealing reports whether a newspaper is spoken of as a company: "shares of
// the Times", "Libération licencie", "the owner of the Post".
func (r *reading) dealing(c *candidate) bool {
	if c.has(legalSuffix) || c.has(tickerAfter) || c.has(tickerForm) || c.has(moneyOf) || c.has(itsOwn) && !r.citing(c) || r.coveted(c) {
		return true
	}
	i, j, s := int(c.from), int(c.to), r.of[c.from]
	for k, n := j, 0; n < 3 && r.in(k, s); k, n = k+1, n+1 {
		t := &r.tokens[k]
		if t.class&deed != 0 && t.class&(say|tell) == 0 && t.shape&upper == 0 {
			return true
		}
		if t.class&money != 0 && n < 2 && t.shape&upper == 0 {
			return true
		}
		if t.class&(aux|adverb) == 0 && t.shape&apos == 0 {
			break
		}
	}
	k := i - 1
	for r.in(k, s) && r.tokens[k].class&(of|det) != 0 {
		k--
	}
	if k < i-1 && r.in(k, s) && r.tokens[k].class&press == 0 && r.tokens[k].shape&upper == 0 {
		if r.tokens[k].class&money != 0 {
			return true
		}
		switch r.literal(k) {
		case "owner", "owners", "owns", "propriétaire", "propriétaires", "actionnaire", "actionnaires", "groupe", "group",
			"salariés", "employees", "filiale", "parent", "buy", "sell", "sale", "acheter", "racheter", "vendre", "vente":
			return true
		}
	}
	return r.in(i-1, s) && r.literal(i-1) == "groupe"
}

// citing reports whether a newspaper or agency is named as the one who says
// it: "selon Les Échos", "told CNBC", "Reuters reported", "(AFP)".
func (r *reading) citing(c *candidate) bool {
	s := r.of[c.from]
	p, j := int(c.from)-1, int(c.to)
	if r.is(p, s, '(') && (r.is(j, s, ')') || r.is(j, s, ',')) || r.is(p, s, '/') || r.is(p, s, '@') || r.is(j, s, '/') {
		return true
	}
	// A page's own name ends its title: "Storm hits coast - The Daily Globe".
	if t := &r.tokens[c.from]; t.shape&surtitle != 0 && (r.is(p, s, '-') && r.tokens[p].shape&tight == 0 || r.is(p, s, '|')) {
		return true
	}
	for k, n := p, 0; n < 6 && r.in(k, s); k, n = k-1, n+1 {
		t := &r.tokens[k]
		if t.shape&word == 0 && r.is(k, s, '.') {
			break
		}
		if t.class&(according|tell) != 0 || t.class&press != 0 && n < 3 {
			return true
		}
		if t.class&say != 0 && n < 4 && r.lang == french || t.class&at != 0 && n == 0 {
			return true
		}
	}
	for k, n := j, 0; n < 4 && r.in(k, s); k, n = k+1, n+1 {
		t := &r.tokens[k]
		if t.class&(say|tell) != 0 {
			return true
		}
		if t.class&press != 0 && n < 2 {
			return true
		}
		if t.shape&word == 0 && !r.is(k, s, ',') && !r.is(k, s, ')') && t.shape&tight == 0 {
			break
		}
	}
	return false
}

// medium reports whether a name is where somebody speaks: any newspaper or
// channel that is not itself dealt with or owned ("Jeff Bezos's Washington
// Post"), and a platform after "sur", "on" or "to".
func (r *reading) medium(c *candidate) bool {
	if c.company < 0 {
		return false
	}
	s, p := r.of[c.from], int(c.from)-1
	if r.x.media[c.company] {
		return !r.dealing(c) && !(r.in(p, s) && r.tokens[p].shape&apos != 0)
	}
	if r.sectorOf(c.company)&(sectorClass("media")|sectorClass("tech")) == 0 {
		return false
	}
	for r.in(p, s) && r.tokens[p].class&det != 0 && r.tokens[p].class&prep == 0 {
		p--
	}
	if !r.in(p, s) {
		return false
	}
	switch r.literal(p) {
	case "sur", "on", "told", "via":
		return true
	}
	return false
}

// coveted reports whether a channel or newspaper wants something or is wanted:
// "Sky wants ITV's channels".
func (r *reading) coveted(c *candidate) bool {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if r.in(j, s) && wanting(r.literal(j)) && r.tokens[c.from].shape&opens != 0 {
		return true
	}
	if r.in(p, s) && wanting(r.literal(p)) {
		return true
	}
	if c.has(verbAfter) && r.tokens[c.from].shape&opens != 0 {
		for k := j + 1; k < j+8 && r.in(k, s); k++ {
			switch r.literal(k) {
			case "rights", "channels", "subscribers", "jobs", "staff", "staffers", "newsroom", "studios", "droits", "abonnés", "chaînes", "postes", "rédaction", "paywall":
				return true
			}
		}
	}
	bid := r.in(p, s) && bidding(r.literal(p)) || r.in(p-1, s) && r.tokens[p].class&of != 0 && bidFor(r.literal(p-1))
	if !r.in(j+1, s) || r.literal(j) != "s" || r.tokens[j].shape&apos == 0 {
		return bid
	}
	for k := j + 1; k < j+4 && r.in(k, s); k++ {
		if r.tokens[k].shape&(word|upper) != word {
			return false
		}
		switch r.literal(k) {
		case "channels", "channel", "studios", "owner", "owners", "shareholders", "subscribers", "advertisers", "revenue", "revenues", "newsrooms", "takeover", "division", "unit":
			return bid || k == j+1
		}
	}
	return false
}

// bidFor: "a bid for ITV", "le rachat de M6".
func bidFor(s string) bool {
	switch s {
	case "takeover", "purchase", "bid", "offer", "buyout", "rachat", "acquisition", "offre", "OPA":
		return true
	}
	return false
}

// bidding verbs are those of a company that takes another over.
func bidding(s string) bool {
	switch s {
	case "buy", "buys", "buying", "bought", "acquire", "acquires", "acquired", "acquiring", "sell", "sells", "sold", "rachète", "racheter", "racheté", "rachèterait", "acquérir", "vend", "vendre", "cède", "céder":
		return true
	}
	return false
}

// wanting verbs are those of a company that would have another.
func wanting(s string) bool {
	switch s {
	case "wants", "eyes", "covets", "courts", "woos", "veut", "lorgne", "convoite", "courtise", "guigne", "outbids", "targets":
		return true
	}
	return false
}
