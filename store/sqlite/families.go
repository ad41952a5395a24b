package sqlite

import (
	"context"
	"slices"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// foundIn is the table of what a term about companies looks at.
func foundIn(t query.Term) string {
	if t.Field == query.FieldImplied {
		return "implied"
	}
	return "mentions"
}

// findCompanies finds a company by its id or name; when neither is known, all
// whose id or name begins with the words. With those below it, it need not be
// in the news itself.
func findCompanies(ctx context.Context, q querier, t query.Term) ([]int64, error) {
	if t.Below {
		plus := query.Term{Field: t.Field, Value: t.Value + "+"}
		if found, err := findExactly(ctx, q, plus); err != nil || len(found) > 0 {
			return found, err
		}
		return findFamily(ctx, q, t)
	}
	if found, err := findExactly(ctx, q, t); err != nil || len(found) > 0 {
		return found, err
	}
	name, slug := spellings(t.Value)
	if name == "" {
		return nil, nil
	}
	return ids(ctx, q, "SELECT id FROM companies WHERE substr(slug, 1, ?) = ? OR substr(fold, 1, ?) = ?",
		len([]rune(slug)), slug, len([]rune(name)), name)
}

// spellings are words as names of companies are folded, and as they are slugs.
func spellings(value string) (name, slug string) {
	name = fold(value)
	return name, strings.ReplaceAll(name, " ", "-")
}

// findExactly finds the company that is called so, if it is in the news, and not
// only cited.
func findExactly(ctx context.Context, q querier, t query.Term) ([]int64, error) {
	name, slug := spellings(t.Value)
	if name == "" {
		return nil, nil
	}
	return ids(ctx, q, "SELECT id FROM companies WHERE (slug = ? OR slug = ? OR fold = ?) AND EXISTS (SELECT 1 FROM "+foundIn(t)+" m WHERE m.company = companies.id)",
		t.Value, slug, name)
}

// below are the slugs that belong to those of the table roots, these among them.
const below = `below (slug) AS (SELECT slug FROM roots UNION SELECT f.child FROM below b CROSS JOIN families f INDEXED BY families_parent ON f.parent = b.slug)`

// findFamily finds a company with all that belong to it.
func findFamily(ctx context.Context, q querier, t query.Term) ([]int64, error) {
	name, slug := spellings(t.Value)
	if name == "" {
		return nil, nil
	}
	const called = "WHERE slug = ?1 OR slug = ?2 OR fold = ?3"
	found, err := ids(ctx, q, `WITH RECURSIVE roots (slug) AS (SELECT slug FROM companies `+called+` UNION SELECT parent FROM families WHERE parent = ?1 OR parent = ?2 OR fold = ?3), `+
		below+" SELECT c.id FROM below b CROSS JOIN companies c ON c.slug = b.slug", t.Value, slug, name)
	if err != nil || len(found) > 0 {
		return found, err
	}
	return ids(ctx, q, `WITH RECURSIVE roots (slug) AS (SELECT slug FROM companies WHERE substr(slug, 1, ?) = ? OR substr(fold, 1, ?) = ?), `+
		below+" SELECT c.id FROM below b CROSS JOIN companies c ON c.slug = b.slug", len([]rune(slug)), slug, len([]rune(name)), name)
}

// family counts the companies above and below one in the articles of a profile.
// with counts the company with those below it.
func family(ctx context.Context, q querier, user news.UserID, company news.CompanyID, about bool, since int64) (parents, children []store.CompanyCount, with int, err error) {
	const up = `WITH RECURSIVE up (slug, name, n) AS (SELECT parent, name, 1 FROM families WHERE child = ?
		UNION SELECT f.parent, f.name, n + 1 FROM up u CROSS JOIN families f ON f.child = u.slug WHERE n < 8) SELECT slug, name FROM up ORDER BY n`
	named := func(to *[]store.CompanyCount) func(scan) error {
		return func(scan scan) error {
			var c store.CompanyCount
			err := scan(&c.Company, &c.Name)
			*to = append(*to, c)
			return err
		}
	}
	if err = q.query(ctx, up, []any{string(company)}, named(&parents)); err != nil {
		return nil, nil, 0, err
	}
	if err = q.query(ctx, `SELECT f.child, coalesce(c.name, '') FROM families f INDEXED BY families_parent LEFT JOIN companies c ON c.slug = f.child
		WHERE f.parent = ?`, []any{string(company)}, named(&children)); err != nil {
		return nil, nil, 0, err
	}
	all := reach{about: about, since: since}
	if all.visible, err = visibleMentions(ctx, q, user, false, false); err != nil {
		return nil, nil, 0, err
	}
	count := func(counts []store.CompanyCount) error {
		for i := range counts {
			set, err := ids(ctx, q, "WITH RECURSIVE roots (slug) AS (SELECT ?), "+below+" SELECT c.id FROM below b CROSS JOIN companies c ON c.slug = b.slug", string(counts[i].Company))
			if err == nil {
				counts[i].Total, err = countAny(ctx, q, set, all)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err = count(parents); err == nil {
		err = count(children)
	}
	whole := []store.CompanyCount{{Company: company}}
	if err == nil && len(children) > 0 {
		err = count(whole)
	}
	children = slices.DeleteFunc(children, func(c store.CompanyCount) bool { return c.Total == 0 })
	slices.SortStableFunc(children, func(a, b store.CompanyCount) int { return b.Total - a.Total })
	return parents, children, whole[0].Total, err
}

// reach says which of the articles that name some companies are counted.
type reach struct {
	visible condition // over a mention called m
	about   bool
	since   int64
	unread  news.UserID // those this user has not read; 0: all
}

// visibleMentions is the condition that a mention called m is in an article a
// user sees. Most see every feed there is: that costs nothing for each.
func visibleMentions(ctx context.Context, q querier, user news.UserID, river, muted bool) (condition, error) {
	hidden := ""
	if river {
		hidden = " AND s.hidden = 0"
	}
	var c condition
	others, err := ids(ctx, q, `SELECT f.id FROM feeds f WHERE f.total > 0 AND NOT EXISTS
		(SELECT 1 FROM subscriptions s WHERE s.user = ? AND s.feed = f.id AND s.gone = 0`+hidden+")", user)
	if err != nil {
		return c, err
	}
	if len(others) > 0 {
		c = condition{" AND m.feed NOT IN (SELECT value FROM json_each(?))", []any{asJSON(others)}}
	}
	if muted {
		return c, nil
	}
	some, err := mutesAny(ctx, q, user)
	if some {
		c = c.with(condition{" AND NOT EXISTS (SELECT 1 FROM muted h WHERE h.user = ? AND h.article = m.article)", []any{user}}, "")
	}
	return c, err
}

// countAny counts the articles that name any of some companies: a walk along what
// is said of each.
func countAny(ctx context.Context, q querier, companies []int64, r reach) (n int, err error) {
	c := condition{"FROM json_each(?) j CROSS JOIN mentions m ON m.company = j.value", []any{asJSON(companies)}}
	if r.unread != 0 {
		c = condition{"FROM json_each(?) j CROSS JOIN unread m ON m.user = ? AND m.company = j.value", []any{asJSON(companies), r.unread}}
	}
	if r.since != 0 {
		c = c.with(condition{"m.published >= ?", []any{r.since}}, " AND ")
	}
	if r.about {
		c.text += " AND m.about = 1"
	}
	c = c.with(r.visible, "")
	text := "SELECT count(*) " + c.text
	if len(companies) > 1 { // sorting is faster than remembering what was counted
		text = "SELECT count(*) FROM (SELECT 1 " + c.text + " GROUP BY m.article)"
	}
	_, err = one(ctx, q, text, c.args, &n)
	return n, err
}
