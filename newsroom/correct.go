package newsroom

import (
	"context"
	"errors"

	"lede/news"
	"lede/store"
	"lede/summarize/text"
)

// Verdict is what a reader says of a company that was found in an article.
type Verdict string

// The verdicts.
const (
	NotHere    Verdict = "not-here"    // it is not meant in this article, nor beside these words elsewhere
	NeverAlias Verdict = "never-alias" // these words never mean it
	Always     Verdict = "always"      // these words always mean it
	Never      Verdict = "never"       // it is not to be found at all
)

// Correction is a verdict on one place of an article.
type Correction struct {
	Verdict Verdict        `json:"verdict"`
	Article news.ArticleID `json:"article"`
	Company news.CompanyID `json:"company"`
	Name    string         `json:"name"`
	Words   string         `json:"words"` // as the article has them
	Span    news.Span      `json:"-"`
}

// errNoWords is told when nothing beside a name tells what is meant.
var errNoWords = errors.New("there are no telling words beside the name; choose another correction")

// Correct takes a reader's word on a company, for this article and all others.
// The article is read again at once, the others in the background. It can be
// undone. Digests are shared, so that only whoever runs lede may correct them.
func (s *Session) Correct(ctx context.Context, c Correction) error {
	if err := may(s.User.ID == news.LocalUser && !s.Can.Guest, "Correcting what is found in articles"); err != nil {
		return err
	}
	rule := Rule{Correction: c, At: s.room.clock()}
	if c.Article != 0 {
		full, err := s.room.store.Article(ctx, s.User.ID, c.Article)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		rule.Title = full.Article.Title
	}
	if c.Verdict == NotHere {
		near, err := s.room.near(ctx, s, c)
		if err != nil && (c.Article == 0 || !errors.Is(err, errNoWords)) {
			return err
		}
		rule.Near = near
	}
	raw, err := s.Setting(ctx, rulesSetting)
	if err != nil {
		return err
	}
	book := openRulebook(raw)
	if err := book.add(rule); err != nil {
		return err
	}
	return s.keepRules(ctx, &book)
}

// near are the words beside the place that tell this meaning from others.
func (n *Newsroom) near(ctx context.Context, s *Session, c Correction) ([]string, error) {
	knows, ok := n.lexicons.ready().(interface {
		Near(d *text.Document, where news.Span) []string
	})
	if !ok {
		return nil, errNoWords
	}
	if c.Span == (news.Span{}) {
		return nil, errNoWords // it is in the headline only
	}
	full, err := n.store.Article(ctx, s.User.ID, c.Article)
	if err != nil {
		return nil, err
	}
	full.Article.Blocks = blocks(&full.Article)
	near := knows.Near(text.Analyse(&full.Article), c.Span)
	if len(near) == 0 {
		return nil, errNoWords
	}
	return near, nil
}

// readAgain has the rules in force hold for the articles a correction is about.
func (n *Newsroom) readAgain(ctx context.Context, s *Session, c Correction) error {
	if n.o.Lexicon == nil {
		n.lexicons.load()
	}
	if err := n.digestAgain(ctx, s, []news.ArticleID{c.Article}); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	n.tellCompanies(ctx)
	n.background(func(ctx context.Context) { n.retagAll(ctx, nil) })
	return nil
}

// digestAgain makes the digests of stored articles anew.
func (n *Newsroom) digestAgain(ctx context.Context, s *Session, ids []news.ArticleID) error {
	var articles []*news.Article
	for _, id := range ids {
		full, err := n.store.Article(ctx, s.User.ID, id)
		if errors.Is(err, store.ErrNotFound) && len(ids) > 1 {
			continue // gone meanwhile
		}
		if err != nil {
			return err
		}
		full.Article.Blocks = blocks(&full.Article)
		articles = append(articles, &full.Article)
	}
	items, err := n.digest(ctx, articles)
	if err != nil {
		return err
	}
	digests := make(map[news.ArticleID]news.Digest, len(items))
	for _, item := range items {
		digests[item.Article.ID] = item.Digest
	}
	return n.store.SaveDigests(ctx, digests)
}
