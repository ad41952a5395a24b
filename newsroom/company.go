package newsroom

import (
	"context"
	"time"

	"lede/news"
	"lede/store"
)

// companyDays is how far back a company's page looks.
const companyDays = 56

// quotesOfCompany is how many quotes are on the page.
const quotesOfCompany = 30

// CompanyPage is a company in the news of the last weeks.
type CompanyPage struct {
	Company news.Company
	// Known: it is in the lexicon. A company that only articles know was found
	// by the words around its name.
	Known bool
	Pin   int // the key it is pinned on, 0: none
	store.Profile
	Since  time.Time
	Quotes []store.QuoteRow // newest first
}

// CompanyPage looks at a company; about leaves out the articles that only
// mention it.
func (s *Session) CompanyPage(ctx context.Context, id news.CompanyID, about bool) (CompanyPage, error) {
	var p CompanyPage
	if p.Company, p.Known = s.Company(id); !p.Known {
		p.Company = news.Company{ID: id, Name: s.companyName(ctx, id)}
	}
	now := s.room.clock()
	p.Since = time.Date(now.Year(), now.Month(), now.Day()-companyDays+1, 0, 0, 0, 0, now.Location())
	var err error
	if p.Profile, err = s.room.store.Profile(ctx, s.User.ID, id, about, p.Since); err != nil {
		return p, err
	}
	for _, all := range [][]store.CompanyCount{p.Parents, p.Children} {
		for i := range all {
			all[i].Name = s.companyName(ctx, all[i].Company)
		}
	}
	for len(p.Days) < companyDays { // a day without articles is a day too
		p.Days = append(p.Days, 0)
	}
	v := View{Place: PlaceRiver, Companies: []news.CompanyID{id}, AboutOnly: about}
	if p.Quotes, err = s.Quotes(ctx, v, store.Page{Limit: quotesOfCompany}); err != nil {
		return p, err
	}
	pins, err := s.Pins(ctx)
	for i, pin := range pins {
		if pin == id {
			p.Pin = i + 1
		}
	}
	return p, err
}
