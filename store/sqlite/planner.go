package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lede/news"
	"lede/store/query"
)

// planner turns a query tree into SQL conditions. Values never become part of
// the text: they are parameters. What is named by words (feeds, folders,
// companies, speakers) is looked up first, so that the condition is on numbers.
type planner struct {
	q    querier
	user news.UserID
	// whole: all rows are wanted, so that none may cost much.
	whole bool
	// muted: some articles are hidden by rules, and are to be.
	muted bool
	// lookups already made, by field and value.
	sets map[query.Term]string
	subs []subscription
	// conjuncts are the terms every match meets; text is what those of full
	// text among them come to, asked for once.
	conjuncts []query.Term
	text      condition
}

// condition is a piece of SQL with its parameters.
type condition struct {
	text string
	args []any
}

func (c condition) with(o condition, between string) condition {
	return condition{c.text + between + o.text, append(c.args[:len(c.args):len(c.args)], o.args...)}
}

// of says of which article a condition is: @ stands for it.
func (c condition) of(alias string) condition {
	return condition{"(" + strings.ReplaceAll(c.text, "@", alias) + ")", c.args}
}

// Constants are parameters too: SQLite refuses the index a walk names when it
// sees that nothing can match.
var (
	always = condition{"?", []any{1}}
	never  = condition{"?", []any{0}}
)

// where compiles a node over the article row called alias.
func (p *planner) where(ctx context.Context, n query.Node, alias string) (condition, error) {
	switch n := n.(type) {
	case nil:
		return always, nil
	case query.And:
		return p.join(ctx, []query.Node(n), alias, " AND ", always)
	case query.Or:
		return p.join(ctx, []query.Node(n), alias, " OR ", never)
	case query.Not:
		c, err := p.where(ctx, n.Node, alias)
		c.text = "NOT " + c.text
		return c, err
	case query.Term:
		c, err := p.term(ctx, n)
		return c.of(alias), err
	}
	return never, fmt.Errorf("a query holds a %T", n)
}

func (p *planner) join(ctx context.Context, parts []query.Node, alias, between string, empty condition) (condition, error) {
	if len(parts) == 0 {
		return empty, nil
	}
	all, err := p.where(ctx, parts[0], alias)
	for _, part := range parts[1:] {
		var c condition
		if err == nil {
			c, err = p.where(ctx, part, alias)
		}
		all = all.with(c, between)
	}
	all.text = "(" + all.text + ")"
	return all, err
}

const unreadRow = `EXISTS (SELECT 1 FROM unread un WHERE un.user = ? AND un.company = 0 AND un.published = @.published AND un.article = @.id)`

// term compiles one condition; @ stands for the article.
func (p *planner) term(ctx context.Context, t query.Term) (condition, error) {
	switch t.Field {
	case query.FieldText, query.FieldTitle:
		match, some := matchTerm(t)
		if !some {
			return always, nil // nothing but punctuation was asked for
		}
		if slices.Contains(p.conjuncts, t) {
			return always, nil // see text
		}
		return condition{"@.id IN (SELECT rowid FROM words WHERE words MATCH ?)", []any{match}}, nil
	case query.FieldCompany, query.FieldAbout, query.FieldImplied:
		set, err := p.lookup(ctx, t)
		about := ""
		if t.Field == query.FieldAbout {
			about = " AND m.about = 1"
		}
		return condition{`EXISTS (SELECT 1 FROM json_each(?) c CROSS JOIN ` + foundIn(t) + ` m WHERE m.company = c.value
			AND m.published = @.published AND m.article = @.id` + about + ")", []any{set}}, err
	case query.FieldSpeaker:
		set, err := p.lookup(ctx, t)
		return condition{`EXISTS (SELECT 1 FROM quotes qu WHERE qu.article = @.id
			AND qu.speaker IN (SELECT value FROM json_each(?)))`, []any{set}}, err
	case query.FieldFeed, query.FieldFolder:
		set, err := p.lookup(ctx, t)
		return condition{"@.feed IN (SELECT value FROM json_each(?))", []any{set}}, err
	case query.FieldFeedID:
		return condition{"@.feed = ?", []any{t.ID}}, nil
	case query.FieldSort:
		return always, nil // it is no condition; see store.Filter.By
	case query.FieldArticle:
		return condition{"@.id = ?", []any{t.ID}}, nil
	case query.FieldUntil:
		return condition{"@.id <= ?", []any{t.ID}}, nil
	case query.FieldArticles:
		return condition{"@.id IN (SELECT value FROM json_each(?))", []any{t.Value}}, nil
	case query.FieldStory:
		return condition{"(@.id = ? OR coalesce(@.story = (SELECT story FROM articles WHERE id = ?), 0))", []any{t.ID, t.ID}}, nil
	case query.FieldMuted:
		return condition{"EXISTS (SELECT 1 FROM muted mt WHERE mt.user = ? AND mt.article = @.id AND (mt.rule = ? OR ? = 0))", []any{p.user, t.ID, t.ID}}, nil
	case query.FieldLang:
		lang := strings.ToLower(t.Value)
		return condition{"(lower(@.language) = ? OR substr(lower(@.language), 1, ?) = ?)", []any{lang, len(lang) + 1, lang + "-"}}, nil
	case query.FieldTag:
		return condition{"EXISTS (SELECT 1 FROM tags tg WHERE tg.user = ? AND tg.fold = ? AND tg.published = @.published AND tg.article = @.id)",
			[]any{p.user, fold(t.Value)}}, nil
	case query.FieldAuthor:
		return condition{"instr(lede_fold(@.authors), ?) > 0", []any{fold(t.Value)}}, nil
	case query.FieldNewer:
		return condition{"@.published >= ?", []any{millis(t.When)}}, nil
	case query.FieldOlder:
		return condition{"@.published < ?", []any{millis(t.When)}}, nil
	case query.FieldUnread:
		return condition{unreadRow, []any{p.user}}, nil
	case query.FieldRead:
		return condition{"NOT " + unreadRow, []any{p.user}}, nil
	case query.FieldStarred:
		return condition{"EXISTS (SELECT 1 FROM states st WHERE st.user = ? AND st.article = @.id AND st.starred = 1)", []any{p.user}}, nil
	case query.FieldHas:
		switch t.Value {
		case "quote", "quotes":
			return condition{text: "@.quotes > 0"}, nil
		case "summary":
			return condition{text: "@.lede <> ''"}, nil
		case "enclosure":
			return condition{text: "@.enclosed"}, nil
		}
		return never, &query.Error{Column: t.Column, Message: fmt.Sprintf("has:%s is not known; write has:quote, has:summary or has:enclosure", t.Value)}
	}
	return never, &query.Error{Column: t.Column, Message: fmt.Sprintf("nothing is known of the field %q", t.Field)}
}

// matchTerm is a term in the language of the full-text index: a quoted phrase,
// with a star after the last word of a prefix. A word that the index splits
// ("state-of-the-art") is a phrase too.
func matchTerm(t query.Term) (string, bool) {
	if !query.Searchable(t.Value) {
		return "", false
	}
	match := `"` + strings.ReplaceAll(indexed(t.Value), `"`, " ") + `"`
	if query.Prefixed(t) {
		match += "*"
	}
	if t.Field == query.FieldTitle {
		match = "title : " + match
	}
	return match, true
}

// lookup finds the numbers a term means, as a JSON list: one parameter,
// whatever their number.
func (p *planner) lookup(ctx context.Context, t query.Term) (string, error) {
	t.Column = 0
	if set, known := p.sets[t]; known {
		return set, nil
	}
	found, err := p.find(ctx, t)
	if err != nil {
		return "[]", err
	}
	set := "[]"
	if len(found) > 0 {
		set = asJSON(found)
	}
	if p.sets == nil {
		p.sets = map[query.Term]string{}
	}
	p.sets[t] = set
	return set, nil
}

func (p *planner) find(ctx context.Context, t query.Term) ([]int64, error) {
	switch t.Field {
	case query.FieldCompany, query.FieldAbout, query.FieldImplied:
		return findCompanies(ctx, p.q, t)
	case query.FieldSpeaker:
		name := fold(t.Value)
		if name == "" {
			return nil, nil
		}
		return ids(ctx, p.q, "SELECT id FROM speakers WHERE instr(fold, ?) > 0", name)
	}
	if err := p.subscriptions(ctx); err != nil {
		return nil, err
	}
	var found []int64
	want := fold(t.Value)
	for _, s := range p.subs {
		if t.Field == query.FieldFeed && (strings.Contains(s.title, want) || strings.Contains(s.url, strings.ToLower(t.Value))) ||
			t.Field == query.FieldFolder && s.in(want) {
			found = append(found, s.feed)
		}
	}
	return found, nil
}

// subscription is what feed: and folder: look at.
type subscription struct {
	feed       int64
	title, url string
	folders    []string
	total      int
	hidden     bool
}

// in reports whether the feed is filed in a folder or one below it.
func (s subscription) in(folder string) bool {
	for _, f := range s.folders {
		if f == folder || strings.HasPrefix(f, folder+"/") {
			return true
		}
	}
	return false
}

func (p *planner) subscriptions(ctx context.Context) error {
	if p.subs != nil {
		return nil
	}
	p.subs = []subscription{}
	return p.q.query(ctx, `SELECT s.feed, CASE WHEN s.title <> '' THEN s.title ELSE f.title END, f.url, s.folders, f.total, s.hidden
		FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed WHERE s.user = ? AND s.gone = 0`, []any{p.user}, func(scan scan) error {
		var s subscription
		var folders string
		if err := scan(&s.feed, &s.title, &s.url, &folders, &s.total, &s.hidden); err != nil {
			return err
		}
		s.title, s.url = fold(s.title), strings.ToLower(s.url)
		for _, f := range folderList(folders) {
			s.folders = append(s.folders, fold(f))
		}
		p.subs = append(p.subs, s)
		return nil
	})
}
