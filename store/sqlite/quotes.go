package sqlite

import (
	"context"
	"fmt"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Quotes implements store.Reading. The window is of quotes: its places are
// those of their articles, and the quotes of one article stay together, so a
// window may be longer than its limit by those of its last article.
func (s *DB) Quotes(ctx context.Context, user news.UserID, f store.Filter, p store.Page) ([]store.QuoteRow, error) {
	if p.Limit <= 0 {
		p.Limit = defaultLimit
	}
	f.Collapse, f.By = false, ""
	speakers := speakersOf(f.Where)
	f.Where = query.And{query.Term{Field: query.FieldHas, Value: "quote"}, orAll(f.Where)}
	var rows []store.QuoteRow
	err := s.read(ctx, "list quotes", func(q querier) error {
		places, _, err := s.window(ctx, q, user, f, p)
		if err != nil {
			return err
		}
		if p.Before != nil { // nearest to the place first, so that the limit cuts the far end
			for i, j := 0, len(places)-1; i < j; i, j = i+1, j-1 {
				places[i], places[j] = places[j], places[i]
			}
		}
		var found [][]store.QuoteRow
		n := 0
		for _, at := range places {
			if n >= p.Limit {
				break
			}
			of, err := quotesOf(ctx, q, user, at, speakers)
			if err != nil {
				return err
			}
			found = append(found, of)
			n += len(of)
		}
		for i := range found {
			if p.Before != nil {
				i = len(found) - 1 - i
			}
			rows = append(rows, found[i]...)
		}
		return nil
	})
	return rows, err
}

// speakersOf are the speakers every match names: then only their quotes are
// meant, not the others of the same article.
func speakersOf(n query.Node) []string {
	var names []string
	for _, t := range conjuncts(n) {
		if t.Field == query.FieldSpeaker {
			names = append(names, fold(t.Value))
		}
	}
	return names
}

func quotesOf(ctx context.Context, q querier, user news.UserID, at place, speakers []string) ([]store.QuoteRow, error) {
	var title, outlet string
	var digest []byte
	found, err := one(ctx, q, `SELECT a.title, CASE WHEN s.title <> '' THEN s.title ELSE f.title END, b.digest
		FROM articles a CROSS JOIN bodies b ON b.id = a.id CROSS JOIN feeds f ON f.id = a.feed CROSS JOIN subscriptions s ON s.user = ? AND s.feed = a.feed
		WHERE a.id = ?`, []any{user, at.id}, &title, &outlet, &digest)
	if err != nil || !found {
		return nil, err
	}
	g, err := decodeDigest(digest)
	if err != nil {
		return nil, fmt.Errorf("article %d: %w", at.id, err)
	}
	var subjects []news.CompanyID
	for _, m := range g.Companies {
		if m.Salience == news.About {
			subjects = append(subjects, m.Company)
		}
	}
	var rows []store.QuoteRow
	for i, quote := range g.Quotes {
		if len(speakers) > 0 && !spokenBy(quote, speakers) {
			continue
		}
		rows = append(rows, store.QuoteRow{Quote: quote, Index: i, Article: news.ArticleID(at.id), Title: title, Outlet: outlet, Language: g.Language,
			Published: fromMillis(at.published), Companies: subjects})
	}
	return rows, nil
}

// spokenBy reports whether one of the names is part of the speaker's.
func spokenBy(q news.Quote, names []string) bool {
	if q.Speaker == nil {
		return false
	}
	speaker := fold(q.Speaker.Name)
	for _, name := range names {
		if name != "" && strings.Contains(speaker, name) {
			return true
		}
	}
	return false
}
