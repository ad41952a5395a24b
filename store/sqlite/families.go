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

// family counts the companies above and below one in the articles of a profile;
// visible says which these are. with counts the company with those below it.
func family(ctx context.Context, q querier, company news.CompanyID, about bool, visible string, args []any) (parents, children []store.CompanyCount, with int, err error) {
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
	subject := ""
	if about {
		subject = " AND m.about = 1"
	}
	count := func(all []store.CompanyCount) error {
		for i := range all {
			set, err := ids(ctx, q, "WITH RECURSIVE roots (slug) AS (SELECT ?), "+below+" SELECT c.id FROM below b CROSS JOIN companies c ON c.slug = b.slug", string(all[i].Company))
			if err != nil {
				return err
			}
			if _, err := one(ctx, q, `SELECT count(DISTINCT m.article), count(DISTINCT CASE WHEN m.about THEN m.article END) FROM json_each(?1) j
				CROSS JOIN mentions m ON m.company = j.value AND m.published >= ?2`+visible+subject, append([]any{asJSON(set)}, args...), &all[i].Total, &all[i].About); err != nil {
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
