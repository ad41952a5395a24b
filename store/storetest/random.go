package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// A random store small enough to be judged by reading all of it: the model
// says naively what a query matches, and the store must say the same.

type model struct {
	*fixture
	articles []modelArticle
	feeds    map[news.FeedID]news.Feed
	rules    []query.Node // what is muted
}

type modelArticle struct {
	news.Article
	digest   news.Digest
	unread   bool
	starred  bool
	tags     []string
	storyNum news.StoryID
}

var (
	modelWords     = []string{"alpha", "beta", "gamma", "alphabet", "Écho", "cœur", "delta"}
	modelCompanies = []string{"acme", "acme-labs", "globex", "initech"}
	modelParents   = map[news.CompanyID]news.CompanyID{"acme-labs": "acme", "acme": "holding"}
	modelSpeakers  = []string{"Zoé Ünal", "Bob Stone", "Ann Stone"}
	modelFolders   = []string{"Tech", "Tech/AI", "Économie"}
	modelTags      = []string{"later", "À lire"}
	modelLangs     = []string{"fr", "en", "en-GB", ""}
	modelAuthors   = []string{"Zoé Müller", "John Roe", ""}
)

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func newModel(t *testing.T, open func(t *testing.T) store.Store, r *rand.Rand) *model {
	m := &model{fixture: prepare(t, open, 4), feeds: map[news.FeedID]news.Feed{}}
	for i, id := range m.fixture.feeds {
		feed, err := m.Feed(m.ctx, m.user, id)
		m.must(err)
		feed.Title = fmt.Sprintf("Outlet %c", 'A'+i)
		for range r.IntN(3) {
			feed.Folders = append(feed.Folders, pick(r, modelFolders))
		}
		feed.Settings.Hidden = i == 3
		m.must(m.UpdateFeed(m.ctx, m.user, feed))
		m.feeds[id] = feed
	}
	var items []store.Item
	for i := range 40 {
		a := m.article(pick(r, m.fixture.feeds), m.words(r, 3)+"|"+m.words(r, 8))
		a.Published = Epoch.Add(time.Duration(r.IntN(20)) * time.Hour)
		a.Language, a.Print = pick(r, modelLangs), fmt.Sprint("p", i)
		if author := pick(r, modelAuthors); author != "" {
			a.Authors = []string{author}
		}
		if r.IntN(4) == 0 {
			a.Enclosures = []news.Enclosure{{URL: "https://e"}}
		}
		items = append(items, store.Item{Article: a, Digest: m.digest(r, a)})
	}
	m.must(m.SaveArticles(m.ctx, items))
	_, err := m.SetCompanies(m.ctx, store.KnownCompanies{Families: []store.Family{{Child: "acme-labs", Parent: "acme", ParentName: "Acme"}, {Child: "acme", Parent: "holding", ParentName: "The Holding"}}})
	m.must(err)
	for _, item := range items {
		m.articles = append(m.articles, modelArticle{Article: *item.Article, digest: item.Digest, unread: true})
	}
	for i := range m.articles {
		a := &m.articles[i]
		id := []news.ArticleID{a.ID}
		if r.IntN(2) == 0 {
			m.do(store.Action{Kind: store.MarkRead, Articles: id})
			a.unread = false
		}
		if r.IntN(4) == 0 {
			m.do(store.Action{Kind: store.Star, Articles: id})
			a.starred = true
		}
		if r.IntN(3) == 0 {
			tag := pick(r, modelTags)
			m.do(store.Action{Kind: store.Tag, Articles: id, Value: tag})
			a.tags = append(a.tags, tag)
		}
		if mate := r.IntN(i + 1); mate < i && r.IntN(2) == 0 {
			story, err := m.SetStory(m.ctx, m.articles[mate].storyNum, []news.ArticleID{a.ID, m.articles[mate].ID})
			m.must(err)
			a.storyNum, m.articles[mate].storyNum = story, story
		}
	}
	return m
}

func (m *model) words(r *rand.Rand, n int) string {
	all := make([]string, 1+r.IntN(n))
	for i := range all {
		all[i] = pick(r, modelWords)
	}
	return strings.Join(all, " ")
}

func (m *model) digest(r *rand.Rand, a *news.Article) news.Digest {
	var g news.Digest
	for _, c := range modelCompanies {
		if r.IntN(3) > 0 {
			continue
		}
		g.Companies = append(g.Companies, news.Mention{Company: news.CompanyID(c), Name: strings.ReplaceAll(c, "-", " "),
			Salience: pick(r, []news.Salience{news.About, news.Mentions, news.Implied, news.Source})})
	}
	for range r.IntN(3) {
		q := news.Quote{Span: news.Span{End: 1}, Text: "x"}
		if r.IntN(3) > 0 {
			q.Speaker = &news.Speaker{Name: pick(r, modelSpeakers)}
		}
		g.Quotes = append(g.Quotes, q)
	}
	if r.IntN(2) == 0 {
		g.Summary = []news.SummarySentence{{Span: news.Span{End: len(a.Text)}, Rank: 1}}
	}
	return g
}

// node makes a random query.
func (m *model) node(r *rand.Rand, depth int) query.Node {
	if depth > 0 {
		switch r.IntN(5) {
		case 0:
			return query.Not{Node: m.node(r, depth-1)}
		case 1:
			or := query.Or{}
			for range r.IntN(4) {
				or = append(or, m.node(r, depth-1))
			}
			return or
		case 2, 3:
			and := query.And{}
			for range r.IntN(4) {
				and = append(and, m.node(r, depth-1))
			}
			return and
		}
	}
	return m.leaf(r, pick(r, []query.Field{query.FieldText, query.FieldText, query.FieldTitle, query.FieldCompany, query.FieldAbout, query.FieldImplied, query.FieldSpeaker,
		query.FieldFeed, query.FieldFolder, query.FieldLang, query.FieldTag, query.FieldAuthor, query.FieldNewer, query.FieldOlder, query.FieldUnread,
		query.FieldUnread, query.FieldRead, query.FieldStarred, query.FieldHas, query.FieldFeedID, query.FieldArticle, query.FieldArticles, query.FieldStory, query.FieldUntil}))
}

// leaf makes a random term of a field.
func (m *model) leaf(r *rand.Rand, field query.Field) query.Term {
	t := query.Term{Field: field}
	switch t.Field {
	case query.FieldText, query.FieldTitle:
		t.Value = pick(r, []string{"alpha", "ALPHA", "echo", "coeur", "cœur", "gam", "alpha beta", "beta Écho", "zzz", "é", "delt"})
		t.Phrase = strings.Contains(t.Value, " ")
		t.Prefix = r.IntN(3) == 0
	case query.FieldCompany, query.FieldAbout, query.FieldImplied:
		t.Value = pick(r, []string{"acme", "acm", "Acme Labs", "glob", "initech", "none", "holding", "The Holding"})
		t.Below = r.IntN(3) == 0
	case query.FieldSpeaker:
		t.Value = pick(r, []string{"stone", "unal", "zoé ü", "nobody"})
	case query.FieldFeed:
		t.Value = pick(r, []string{"outlet a", "outlet", "feed2.example", "none"})
	case query.FieldFolder:
		t.Value = pick(r, []string{"tech", "Tech/AI", "economie", "none"})
	case query.FieldLang:
		t.Value = pick(r, []string{"fr", "en", "EN-gb", "e"})
	case query.FieldTag:
		t.Value = pick(r, []string{"later", "a lire", "none"})
	case query.FieldAuthor:
		t.Value = pick(r, []string{"muller", "roe", "o"})
	case query.FieldNewer, query.FieldOlder:
		t.When = Epoch.Add(time.Duration(r.IntN(22)-1) * time.Hour)
	case query.FieldHas:
		t.Value = pick(r, []string{"quote", "summary", "enclosure"})
	case query.FieldFeedID:
		t.ID = int64(pick(r, m.fixture.feeds))
	case query.FieldArticle:
		t.ID = int64(pick(r, m.articles).ID)
	case query.FieldStory, query.FieldUntil:
		t.ID = int64(pick(r, m.articles).ID)
	case query.FieldArticles:
		t.Value = fmt.Sprintf("[%d,%d,%d]", pick(r, m.articles).ID, pick(r, m.articles).ID, pick(r, m.articles).ID)
	}
	return t
}

// plain is how the model compares: no case, no accents, œ as oe.
func plain(s string) string {
	s = strings.ReplaceAll(s, "œ", "oe")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

func (m *model) matches(a *modelArticle, n query.Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case query.And:
		for _, part := range n {
			if !m.matches(a, part) {
				return false
			}
		}
		return true
	case query.Or:
		for _, part := range n {
			if m.matches(a, part) {
				return true
			}
		}
		return false
	case query.Not:
		return !m.matches(a, n.Node)
	case query.Term:
		return m.meets(a, n)
	}
	panic("unknown node")
}

func (m *model) meets(a *modelArticle, t query.Term) bool {
	value := plain(t.Value)
	switch t.Field {
	case query.FieldText:
		return hasWords(a.Title, t) || hasWords(a.Text, t)
	case query.FieldTitle:
		return hasWords(a.Title, t)
	case query.FieldCompany, query.FieldAbout, query.FieldImplied:
		return m.names(a, value, t)
	case query.FieldSpeaker:
		return slices.ContainsFunc(a.digest.Quotes, func(q news.Quote) bool {
			return q.Speaker != nil && strings.Contains(plain(q.Speaker.Name), value)
		})
	case query.FieldFeed:
		feed := m.feeds[a.FeedID]
		return strings.Contains(plain(feed.Title), value) || strings.Contains(feed.URL, value)
	case query.FieldFolder:
		return slices.ContainsFunc(m.feeds[a.FeedID].Folders, func(f string) bool {
			return plain(f) == value || strings.HasPrefix(plain(f), value+"/")
		})
	case query.FieldLang:
		lang := strings.ToLower(a.Language)
		return lang == value || strings.HasPrefix(lang, value+"-")
	case query.FieldTag:
		return slices.ContainsFunc(a.tags, func(tag string) bool { return plain(tag) == value })
	case query.FieldAuthor:
		return slices.ContainsFunc(a.Authors, func(name string) bool { return strings.Contains(plain(name), value) })
	case query.FieldNewer:
		return !a.Published.Before(t.When)
	case query.FieldOlder:
		return a.Published.Before(t.When)
	case query.FieldUnread:
		return a.unread && !m.muted(a)
	case query.FieldRead:
		return !a.unread || m.muted(a)
	case query.FieldUntil:
		return a.ID <= news.ArticleID(t.ID)
	case query.FieldArticles:
		return slices.Contains(strings.Split(strings.Trim(t.Value, "[]"), ","), fmt.Sprint(a.ID))
	case query.FieldStory:
		return a.ID == news.ArticleID(t.ID) || a.storyNum != 0 && a.storyNum == m.byID(news.ArticleID(t.ID)).storyNum
	case query.FieldMuted:
		return m.muted(a)
	case query.FieldStarred:
		return a.starred
	case query.FieldHas:
		return map[string]bool{"quote": len(a.digest.Quotes) > 0, "summary": len(a.digest.Summary) > 0, "enclosure": len(a.Enclosures) > 0}[t.Value]
	case query.FieldFeedID:
		return a.FeedID == news.FeedID(t.ID)
	case query.FieldArticle:
		return a.ID == news.ArticleID(t.ID)
	}
	panic("unknown field " + t.Field)
}

// names: the company of that name or id, or if there is none those whose name
// or id begins so; with those below it, where asked for.
func (m *model) names(a *modelArticle, value string, t query.Term) bool {
	slug := strings.ReplaceAll(value, " ", "-")
	if slug == "the-holding" {
		slug = "holding"
	}
	exact := t.Below && slug == "holding"
	for _, o := range m.articles {
		for _, c := range o.digest.Companies {
			exact = exact || (t.Below || part(c, t.Field)) && string(c.Company) == slug
		}
	}
	return slices.ContainsFunc(a.digest.Companies, func(c news.Mention) bool {
		if !part(c, t.Field) || t.Field == query.FieldAbout && c.Salience != news.About {
			return false
		}
		for id := c.Company; id != ""; id = modelParents[id] {
			if string(id) == slug || !exact && strings.HasPrefix(string(id), slug) {
				return true
			}
			if !t.Below {
				break
			}
		}
		return false
	})
}

// part reports whether a mention is of those a field looks among.
func part(c news.Mention, field query.Field) bool {
	return c.Salience != news.Source && (c.Salience == news.Implied) == (field == query.FieldImplied)
}

// hasWords reports whether the words of a term follow each other in text.
func hasWords(text string, t query.Term) bool {
	words, want := strings.Fields(plain(text)), strings.Fields(plain(t.Value))
	for i := 0; i+len(want) <= len(words); i++ {
		found := true
		for j, w := range want {
			last := j == len(want)-1
			found = found && (words[i+j] == w || last && query.Prefixed(t) && strings.HasPrefix(words[i+j], w))
		}
		if found {
			return true
		}
	}
	return false
}

// shown says naively what a filter shows.
func (m *model) shown(f store.Filter) []news.ArticleID {
	var all []*modelArticle
	for i := range m.articles {
		a := &m.articles[i]
		if m.muted(a) && !f.Muted || f.River && m.feeds[a.FeedID].Settings.Hidden || !m.matches(a, f.Where) && !slices.Contains(f.Keep, a.ID) {
			continue
		}
		all = append(all, a)
	}
	newest := func(a, b *modelArticle) int { return cmp.Or(b.Published.Compare(a.Published), int(b.ID-a.ID)) }
	slices.SortFunc(all, newest)
	var kept []*modelArticle
	seen := map[news.StoryID]bool{}
	for _, a := range all {
		if f.Collapse && a.storyNum != 0 && seen[a.storyNum] {
			continue
		}
		seen[a.storyNum] = true
		kept = append(kept, a)
	}
	switch f.By { // whatever the order, the newest article stands for its story
	case query.ByTitle:
		slices.SortFunc(kept, func(a, b *modelArticle) int {
			return cmp.Or(strings.Compare(plain(a.Title), plain(b.Title)), int(a.ID-b.ID))
		})
	case query.ByFeed:
		slices.SortFunc(kept, func(a, b *modelArticle) int {
			return cmp.Or(strings.Compare(m.feeds[a.FeedID].Title, m.feeds[b.FeedID].Title), newest(a, b))
		})
	}
	ids := []news.ArticleID{}
	for _, a := range kept {
		ids = append(ids, a.ID)
	}
	return ids
}

func testRandom(t *testing.T, open func(t *testing.T) store.Store) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 7))
		m := newModel(t, open, r)
		for range 150 {
			f := store.Filter{Where: m.node(r, 3), Collapse: r.IntN(2) == 0, River: r.IntN(3) == 0, Muted: r.IntN(4) == 0,
				By: pick(r, []string{"", query.ByDate, query.ByTitle, query.ByFeed})}
			switch r.IntN(12) {
			case 0:
				m.mute(r)
			case 1:
				m.unmute(r)
			}
			if r.IntN(3) == 0 {
				f.Keep = []news.ArticleID{pick(r, m.articles).ID, pick(r, m.articles).ID}
			}
			want := m.shown(f)
			down, up := m.walk(f, 1+r.IntN(12))
			if fmt.Sprint(down) != fmt.Sprint(want) || fmt.Sprint(up) != fmt.Sprint(want) {
				t.Fatalf("seed %d, %+v (%s), without %+v %+v:\ndown %v\n  up %v\nwant %v", seed, f, query.String(f.Where), m.rules, m.mutes(), down, up, want)
			}
			f.Collapse = false
			if n, want := m.count(f), len(m.shown(f)); n != want {
				t.Fatalf("seed %d, %+v: %d are counted, want %d", seed, f, n, want)
			}
			m.checkCompanies(f)
		}
	}
}

// mute begins a random rule, and sometimes that is taken back.
func (m *model) mute(r *rand.Rand) {
	m.t.Helper()
	node := query.Node(m.leaf(r, pick(r, []query.Field{query.FieldText, query.FieldTitle, query.FieldCompany, query.FieldAbout, query.FieldSpeaker,
		query.FieldFolder, query.FieldLang, query.FieldAuthor, query.FieldHas})))
	if r.IntN(2) == 0 {
		node = query.And{node, query.Not{Node: m.leaf(r, query.FieldTitle)}}
	}
	action := store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: query.String(node)}}
	if r.IntN(3) == 0 {
		a := pick(r, m.articles)
		node, action.Mute = query.Term{Field: query.FieldStory, ID: int64(a.ID)}, store.Mute{Article: a.ID}
	}
	before := len(m.mutes())
	m.do(action)
	switch {
	case len(m.mutes()) == before: // the same rule again is no rule
	case r.IntN(3) == 0:
		m.undo()
	default:
		m.rules = append(m.rules, node)
	}
}

// unmute ends the newest rule, and sometimes that is taken back.
func (m *model) unmute(r *rand.Rand) {
	m.t.Helper()
	if len(m.rules) == 0 {
		return
	}
	m.do(store.Action{Kind: store.UnmuteRule, Mute: store.Mute{ID: m.mutes()[0].ID}})
	if r.IntN(2) == 0 {
		m.undo()
		return
	}
	m.rules = m.rules[:len(m.rules)-1]
}

func (m *model) muted(a *modelArticle) bool {
	return slices.ContainsFunc(m.rules, func(rule query.Node) bool { return m.matches(a, rule) })
}

func (m *model) byID(id news.ArticleID) *modelArticle {
	return &m.articles[slices.IndexFunc(m.articles, func(a modelArticle) bool { return a.ID == id })]
}

func (m *model) checkCompanies(f store.Filter) {
	m.t.Helper()
	f.Keep = nil
	want := map[news.CompanyID]store.CompanyCount{}
	for _, id := range m.shown(f) {
		a := m.byID(id)
		for _, c := range a.digest.Companies {
			if c.Salience == news.Source || c.Salience == news.Implied {
				continue
			}
			n := want[c.Company]
			n.Company, n.Name, n.Total = c.Company, c.Name, n.Total+1
			if a.unread && !m.muted(a) {
				n.Unread++
			}
			if c.Salience == news.About {
				n.About++
			}
			want[c.Company] = n
		}
	}
	counts, err := m.CompanyCounts(m.ctx, m.user, f, 0)
	m.must(err)
	got := map[news.CompanyID]store.CompanyCount{}
	for _, c := range counts {
		got[c.Company] = c
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		m.t.Fatalf("companies of %+v:\n got %v\nwant %v", f, got, want)
	}
}
