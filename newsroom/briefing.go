package newsroom

import (
	"cmp"
	"context"
	"slices"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

const (
	visitSetting = "visits"
	// A visit begins when nobody was here for this long.
	newVisit = 30 * time.Minute
	// A briefing reaches back at least and at most this far.
	leastBrief = 12 * time.Hour
	mostBrief  = 7 * 24 * time.Hour
	// What is looked at, and shown, of each section.
	briefWindow = 60
	briefPinned = 3
	briefOthers = 6
)

// Visit notes that the user is here, for briefings since the last visit.
func (s *Session) Visit(ctx context.Context) error {
	last, current, err := s.visits(ctx)
	if err != nil || s.Can.Guest {
		return err
	}
	now := s.room.clock()
	if now.Sub(current) > newVisit {
		last = current
	}
	return ignoreReadOnly(s.SetSetting(ctx, visitSetting, last.UTC().Format(time.RFC3339)+" "+now.UTC().Format(time.RFC3339)))
}

// visits are when the user was here last and when they came now; zero when
// that is not known.
func (s *Session) visits(ctx context.Context) (last, current time.Time, err error) {
	raw, err := s.Setting(ctx, visitSetting)
	if err != nil || len(raw) < 41 {
		return last, current, err
	}
	last, _ = time.Parse(time.RFC3339, raw[:20])
	current, _ = time.Parse(time.RFC3339, raw[21:])
	return last, current, nil
}

// Briefing is what has happened in a view since a time; zero: since the last
// visit, and at least half a day. Pinned companies are told about with those that
// belong to them, if the reader wishes that.
func (s *Session) Briefing(ctx context.Context, v View, since time.Time) (Brief, error) {
	b := Brief{Since: since, Until: s.room.clock()}
	if since.IsZero() {
		last, _, err := s.visits(ctx)
		if err != nil {
			return b, err
		}
		b.Since = last
		if earliest := b.Until.Add(-mostBrief); b.Since.Before(earliest) {
			b.Since = earliest
		}
		if latest := b.Until.Add(-leastBrief); b.Since.After(latest) {
			b.Since = latest
		}
	}
	if !v.RollUp {
		var err error
		if v.RollUp, err = s.RollUp(ctx); err != nil {
			return b, err
		}
	}
	f, err := s.filter(ctx, v)
	if err != nil {
		return b, err
	}
	f.Keep, f.Collapse, f.By = nil, true, ""
	where := query.And{query.Term{Field: query.FieldNewer, When: b.Since}}
	if f.Where != nil {
		where = append(where, f.Where)
	}
	var pins []news.CompanyID
	if len(v.Companies) > 0 {
		pins = v.Companies
	} else if pins, err = s.Pins(ctx); err != nil {
		return b, err
	}
	if v.RollUp {
		s.room.families.Do(func() { s.room.tellCompanies(ctx) })
	}
	told := map[news.ArticleID]bool{}
	for _, id := range pins {
		if id == "" {
			continue
		}
		about := append(slices.Clone(where), query.Term{Field: query.FieldAbout, Value: string(id), Below: v.RollUp})
		section, err := s.section(ctx, f, about, told, briefPinned)
		if err != nil {
			return b, err
		}
		section.Company, section.Name = id, s.companyName(ctx, id)
		if len(section.Stories) > 0 {
			b.Sections = append(b.Sections, section)
		}
	}
	if len(v.Companies) == 0 {
		rest, err := s.section(ctx, f, where, told, briefOthers)
		if err != nil {
			return b, err
		}
		if len(rest.Stories) > 0 {
			b.Sections = append(b.Sections, rest)
		}
	}
	return b, nil
}

// section chooses the most important stories that were not told yet.
func (s *Session) section(ctx context.Context, f store.Filter, where query.And, told map[news.ArticleID]bool, most int) (BriefSection, error) {
	var section BriefSection
	f.Where = where
	window, err := s.room.store.List(ctx, s.User.ID, f, store.Page{Limit: briefWindow})
	if err != nil {
		return section, err
	}
	rows := slices.DeleteFunc(window.Rows, func(h news.Headline) bool { return told[h.ID] })
	slices.SortStableFunc(rows, func(a, b news.Headline) int { return cmp.Compare(weight(b), weight(a)) })
	for _, h := range rows[:min(len(rows), most)] {
		told[h.ID] = true
		full, err := s.room.store.Article(ctx, s.User.ID, h.ID)
		if err != nil {
			return section, err
		}
		section.Stories = append(section.Stories, BriefStory{
			Headline: h, Sentence: h.Lede, Quote: bestQuote(full.Digest.Quotes), Others: h.Others,
		})
	}
	return section, nil
}

// weight says how important a story is: how many outlets tell it, then whether
// anybody is quoted in it and whether it is about somebody. Of equal ones the
// newest comes first, as the list has it.
func weight(h news.Headline) int {
	w := 4 * min(h.Others, 8)
	if h.Quotes > 0 {
		w += 2
	}
	if len(h.Companies) > 0 {
		w++
	}
	if h.Lede == "" {
		w -= 3
	}
	return w
}

// bestQuote is the surest whole quote of somebody; nil when there is none.
func bestQuote(quotes []news.Quote) *news.Quote {
	var best *news.Quote
	for i := range quotes {
		q := &quotes[i]
		if q.Speaker == nil || q.Kind == news.Fragment {
			continue
		}
		if best == nil || merit(q) > merit(best) {
			best = q
		}
	}
	return best
}

func merit(q *news.Quote) float64 {
	m := q.Confidence
	if q.Kind == news.Direct {
		m += 0.3
	}
	switch n := len(q.Text); {
	case n < 40:
		m -= 0.2
	case n > 320:
		m -= 0.3
	}
	return m + 0.1*float64(len(q.AlsoAt)) // what was repeated was thought important
}
