package newsroom

import (
	"context"

	"lede/news"
)

// AwaitLexicon waits until the companies are known. An interface has no need
// to: names fill in when they come.
func (s *Session) AwaitLexicon() { s.room.lexicons.ready() }

// ResolveCompany finds the company that somebody means by an ID, a name or an
// alias. Companies that only articles know are found by their ID.
func (s *Session) ResolveCompany(ctx context.Context, written string) (news.CompanyID, bool, error) {
	s.AwaitLexicon()
	id := s.resolve(written)
	if _, known := s.Company(id); known {
		return id, true, nil
	}
	n, err := s.Count(ctx, View{Place: PlaceRiver, Companies: []news.CompanyID{id}})
	return id, n > 0, err
}

// CompanyName names a company, also one that is in no lexicon.
func (s *Session) CompanyName(ctx context.Context, id news.CompanyID) string {
	return s.companyName(ctx, id)
}
