package sqlite

import (
	"context"
	"time"

	"lede/news"
	"lede/store"
)

// mostTogether is how many companies and speakers a profile names.
const mostTogether = 20

// Profile implements store.Profiles. Everything is a walk along the mentions of
// one company, newest first, with look-ups by article.
func (s *DB) Profile(ctx context.Context, user news.UserID, company news.CompanyID, about bool, since time.Time) (store.Profile, error) {
	var p store.Profile
	err := s.read(ctx, "look at a company", func(q querier) error {
		var id int64 // none: nobody names it, but perhaps its own companies
		if _, err := one(ctx, q, "SELECT id FROM companies WHERE slug = ?", []any{string(company)}, &id); err != nil {
			return err
		}
		some, err := mutesAny(ctx, q, user)
		if err != nil {
			return err
		}
		visible := ` AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ?3 AND s.feed = m.feed AND s.gone = 0)`
		if some {
			visible += ` AND NOT EXISTS (SELECT 1 FROM muted h WHERE h.user = ?3 AND h.article = m.article)`
		}
		args := []any{id, millis(since), user}
		if err := q.query(ctx, "SELECT m.published, m.about FROM mentions m WHERE m.company = ?1 AND m.published >= ?2"+visible, args, func(scan scan) error {
			var published int64
			var subject bool
			if err := scan(&published, &subject); err != nil {
				return err
			}
			if subject {
				p.About++
			} else {
				p.Mentions++
			}
			if subject || !about {
				p.Days = countDay(p.Days, since, fromMillis(published))
			}
			return nil
		}); err != nil {
			return err
		}
		for table, n := range map[string]*int{"sources": &p.Sources, "implied": &p.Implied} {
			if _, err := one(ctx, q, "SELECT count(*) FROM "+table+" m WHERE m.company = ?1 AND m.published >= ?2"+visible, args, n); err != nil {
				return err
			}
		}
		if p.Parents, p.Children, p.Below, err = family(ctx, q, user, company, about, millis(since)); err != nil {
			return err
		}
		within := "(SELECT m.article FROM mentions m WHERE m.company = ?1 AND m.published >= ?2" + visible
		if about {
			within += " AND m.about = 1"
		}
		within += " LIMIT -1) x"
		if err := q.query(ctx, `SELECT c.slug, c.name, n.total, n.about FROM (SELECT o.company, count(*) AS total, sum(o.about) AS about FROM `+within+`
				CROSS JOIN mentions o INDEXED BY mentions_article ON o.article = x.article AND o.company <> ?1
				GROUP BY o.company ORDER BY total DESC, o.company LIMIT ?4) n CROSS JOIN companies c ON c.id = n.company`, append(args, mostTogether), func(scan scan) error {
			var c store.CompanyCount
			err := scan(&c.Company, &c.Name, &c.Total, &c.About)
			p.Together = append(p.Together, c)
			return err
		}); err != nil {
			return err
		}
		return q.query(ctx, `SELECT sp.name, n.total FROM (SELECT q.speaker, count(*) AS total FROM `+within+`
				CROSS JOIN quotes q ON q.article = x.article AND q.speaker <> 0
				GROUP BY q.speaker ORDER BY total DESC, q.speaker LIMIT ?4) n CROSS JOIN speakers sp ON sp.id = n.speaker`, append(args, mostTogether), func(scan scan) error {
			var c store.SpeakerCount
			err := scan(&c.Name, &c.Quotes)
			p.Speakers = append(p.Speakers, c)
			return err
		})
	})
	return p, err
}

// countDay adds an article to its day, in the time zone of since. Days are counted
// by the calendar: one that begins or ends summer time is a day too.
func countDay(days []int, since, at time.Time) []int {
	n := dayNumber(at.In(since.Location())) - dayNumber(since)
	for len(days) <= n {
		days = append(days, 0)
	}
	days[n]++
	return days
}

func dayNumber(t time.Time) int {
	return int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
