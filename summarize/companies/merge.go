package companies

import (
	"slices"
	"strings"

	"lede/news"
)

// merge puts a user's entries over the built-in ones. An entry means the
// company of its ID, or the one that has its name as a clear alias.
func merge(base, user []entry) []entry {
	out := slices.Clone(base)
	at := make(map[news.CompanyID]int, len(out))
	alias := make(map[string]int, len(out))
	for i := range out {
		at[out[i].id] = i
		for _, a := range out[i].aliases {
			if a.kind == byName {
				alias[strings.ToLower(a.text)] = i
			}
		}
	}
	for _, e := range user {
		i, known := at[e.id]
		if !known && (e.extend || e.off) {
			i, known = alias[strings.ToLower(e.name)]
		}
		switch {
		case e.off:
			if known {
				out[i].off = true
			} else { // found by cue otherwise
				out = append(out, e)
			}
		case e.extend && known:
			out[i] = extended(out[i], e)
		case known:
			e.tickers = orElse(e.tickers, out[i].tickers)
			if e.sector == "" {
				e.sector = out[i].sector
			}
			if e.country == "" {
				e.country = out[i].country
			}
			out[i] = e
		default:
			e = named(e)
			at[e.id] = len(out)
			out = append(out, e)
		}
	}
	return withoutCycles(out)
}

// named is an entry with its name as an alias, if it has no other.
func named(e entry) entry {
	if !hasName(e.aliases) {
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
	if more.parent != "" {
		e.parent = more.parent
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

// withoutCycles drops a parent that is its own descendant.
func withoutCycles(list []entry) []entry {
	parent := make(map[news.CompanyID]news.CompanyID, len(list))
	for i := range list {
		if list[i].parent != "" {
			parent[list[i].id] = slug(list[i].parent)
		}
	}
	for i := range list {
		seen := map[news.CompanyID]bool{}
		for id := list[i].id; list[i].parent != "" && parent[id] != ""; id = parent[id] {
			if seen[id] {
				list[i].parent = ""
				delete(parent, list[i].id)
				break
			}
			seen[id] = true
		}
	}
	return list
}
