package companies

import (
	"slices"
	"strings"

	"lede/news"
)

// merging is a user's entries on their way over others.
type merging struct {
	out   []entry
	ids   map[news.CompanyID]int
	names map[string]int // by a clear name in small letters
	marks map[string]int // by tickers and products as written
	found *findings      // nil: nobody asks
}

// merge puts a user's entries over the built-in ones. An entry means the
// company of its ID, or the one that has its name as a clear alias. What it
// takes from others, and what fits nothing, is told to found, unless that is nil.
func merge(base, user []entry, found *findings) []entry {
	m := &merging{out: slices.Clone(base), ids: make(map[news.CompanyID]int, len(base)), names: make(map[string]int, 2*len(base)), marks: make(map[string]int, len(base)), found: found}
	for i := range m.out {
		m.list(i, false)
	}
	for i := range user {
		m.put(user[i])
	}
	m.parents(base, user)
	return m.out
}

// list makes an entry findable. Of two built-in ones that have a name the first
// keeps it; a user's takes it.
func (m *merging) list(i int, take bool) {
	e := &m.out[i]
	m.ids[e.id] = i
	put := func(to map[string]int, key string) {
		if _, taken := to[key]; take || !taken {
			to[key] = i
		}
	}
	for _, a := range e.aliases {
		switch a.kind {
		case byName:
			put(m.names, strings.ToLower(a.text))
		case byProduct:
			put(m.marks, a.text)
		}
	}
	for _, t := range e.tickers {
		put(m.marks, "$"+t)
	}
}

// put merges one entry.
func (m *merging) put(e entry) {
	i, known := m.ids[e.id]
	if !known && (e.extend || e.off) {
		i, known = m.names[strings.ToLower(e.name)]
	}
	switch {
	case e.off:
		if known {
			m.out[i].off = true
			return
		}
		m.found.unknown(&e, "no company is called %s, so none is left out by this", m.out)
		m.out = append(m.out, e) // found by cue otherwise
		return
	case e.extend && known:
		m.claim(&e, i)
		m.out[i] = extended(m.out[i], e)
	case known:
		m.claim(&e, i)
		e.tickers = orElse(e.tickers, m.out[i].tickers)
		if e.sector == "" {
			e.sector = m.out[i].sector
		}
		if e.country == "" {
			e.country = m.out[i].country
		}
		m.out[i] = e
	default:
		if e.extend {
			m.found.unknown(&e, "no company is called %s, so there is nothing to extend; it is added as a new one", m.out)
		}
		i = len(m.out)
		m.claim(&e, i)
		m.out = append(m.out, named(e))
	}
	m.list(i, true)
}

// unknown tells of an entry for a company that is not there: a fault when a
// name is near it.
func (f *findings) unknown(e *entry, format string, list []entry) {
	if f == nil {
		return
	}
	if near := f.nearest(e.name, list); near != "" {
		f.fail(e, "", format+"; did you mean %s?", e.name, near)
		return
	}
	f.note(e, "", format, e.name)
}

// noParent tells of a parent that nobody knows.
func (f *findings) noParent(e *entry, list []entry) {
	if f == nil {
		return
	}
	if near := f.nearest(e.parent, list); near != "" {
		f.fail(e, "parent", "no company is called %s, so %s gets no parent; did you mean %s?", e.parent, e.name, near)
		return
	}
	f.fail(e, "parent", "no company is called %s, so %s gets no parent; add one, or correct the name", e.parent, e.name)
}

// claim takes what an entry says is its own from the company that had it.
func (m *merging) claim(e *entry, own int) {
	for _, a := range e.aliases {
		if a.marks&ambiguous != 0 || a.kind == byPerson {
			continue
		}
		other, taken := m.names[strings.ToLower(a.text)]
		if !taken || other == own {
			other, taken = m.marks[a.text]
		}
		if !taken || other == own {
			other, taken = m.marks["$"+a.text]
		}
		if taken && other != own {
			m.noTicker(other, a.text)
			m.take(e, a.text, "name", other, func(b alias) bool {
				return b.kind != byPerson && (b.text == a.text || b.kind == byName && strings.EqualFold(b.text, a.text))
			})
		}
	}
	for _, t := range e.tickers {
		other, taken := m.marks["$"+t]
		if !taken || other == own {
			continue
		}
		m.noTicker(other, t)
		m.take(e, t, "ticker", other, func(b alias) bool { return b.text == t })
	}
}

func (m *merging) noTicker(other int, ticker string) {
	o := &m.out[other]
	o.tickers = slices.DeleteFunc(slices.Clone(o.tickers), func(s string) bool { return s == ticker })
}

// take removes aliases of another company, and tells whose they were.
func (m *merging) take(e *entry, text, what string, other int, same func(alias) bool) {
	o := &m.out[other]
	if o.off {
		return
	}
	o.aliases = slices.DeleteFunc(slices.Clone(o.aliases), same)
	if what == "ticker" {
		m.found.note(e, text, "the ticker %s was that of %s and now means %s; leave it out to give it back", text, o.name, e.name)
		return
	}
	m.found.note(e, text, "the name %s was that of %s and now means %s; leave it out to give it back, or write {text: %s, ambiguous: true} to keep both", text, o.name, e.name, text)
}

// named is an entry with its name as an alias, if it has no other and may have it.
func named(e entry) entry {
	if !hasName(e.aliases) && !e.nameless {
		e.aliases = append(slices.Clone(e.aliases), alias{text: e.name, kind: byName})
	}
	return e
}

func orElse(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// extended is a built-in entry with a user's additions; an alias of the same
// text is the user's.
func extended(e, more entry) entry {
	for _, a := range more.aliases {
		e.aliases = append(slices.DeleteFunc(slices.Clone(e.aliases), func(b alias) bool { return b.text == a.text && b.kind == a.kind }), a)
	}
	e.tickers = append(slices.Clone(e.tickers), more.tickers...)
	if more.sector != "" {
		e.sector = more.sector
	}
	if more.country != "" {
		e.country = more.country
	}
	e.always = e.always || more.always
	e.not = append(slices.Clone(e.not), more.not...)
	if len(more.never) > 0 {
		e.aliases = slices.DeleteFunc(slices.Clone(e.aliases), func(a alias) bool {
			return slices.ContainsFunc(more.never, func(s string) bool { return plain(s) == plain(a.text) })
		})
	}
	return e
}

// parents gives the user's entries their parents, one after the other: one that
// nobody knows, or that would close a circle, is left out, and what was there
// before holds.
func (m *merging) parents(base, user []entry) {
	up := make(map[news.CompanyID]news.CompanyID, len(m.out)/4)
	was := map[int]string{}
	for k := range user {
		if i, ok := m.of(&user[k]); ok && user[k].parent != "" && i < len(base) {
			was[i] = base[i].parent
		}
	}
	for k := range user { // they come one by one, below
		if i, ok := m.of(&user[k]); ok && user[k].parent != "" {
			m.out[i].parent = was[i]
		}
	}
	for i := range m.out {
		if p := m.out[i].parent; p != "" {
			up[m.out[i].id] = slug(p)
		}
	}
	for k := range user {
		e := &user[k]
		i, ok := m.of(e)
		if e.parent == "" || e.off || !ok {
			continue
		}
		at, ok := m.ids[slug(e.parent)]
		if !ok {
			at, ok = m.names[strings.ToLower(e.parent)]
		}
		if !ok || m.out[at].off {
			m.found.noParent(e, m.out)
			continue
		}
		id, parent := m.out[i].id, m.out[at].id
		if way := wayUp(up, parent, id); way != nil {
			m.found.fail(e, "parent", "%s cannot have the parent %s, because that belongs to it: %s; the parent is left out", e.name, e.parent, m.called(append([]news.CompanyID{id}, way...)))
			continue
		}
		m.out[i].parent = m.out[at].name
		up[id] = parent
	}
}

// of is the place of a user's entry in the merged list.
func (m *merging) of(e *entry) (int, bool) {
	i, ok := m.ids[e.id]
	if !ok && (e.extend || e.off) {
		i, ok = m.names[strings.ToLower(e.name)]
	}
	return i, ok
}

// wayUp is the way from a company over its parents to another; nil there is
// none.
func wayUp(up map[news.CompanyID]news.CompanyID, from, to news.CompanyID) []news.CompanyID {
	way := []news.CompanyID{from}
	for from != to {
		next, ok := up[from]
		if !ok || slices.Contains(way, next) {
			return nil
		}
		from = next
		way = append(way, from)
	}
	return way
}

// called is a way in names.
func (m *merging) called(way []news.CompanyID) string {
	names := make([]string, len(way))
	for k, id := range way {
		names[k] = m.out[m.ids[id]].name
	}
	return strings.Join(names, " → ")
}
