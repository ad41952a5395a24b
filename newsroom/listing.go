package newsroom

import (
	"lede/news"
)

// AwaitLexicon waits until the companies are known. An interface has no need
// to: names fill in when they come.
func (s *Session) AwaitLexicon() { s.room.lexicons.ready() }

// ResolveCompany finds the company that somebody means by an ID, a name or an
// alias. Companies that only articles know are found by their ID.
func (s *Session) ResolveCompany(written string) (news.CompanyID, bool) {
	s.AwaitLexicon()
	id := s.resolve(written)
	_, known := s.Company(id)
	return id, known
}

// CompanyName names a company, also one that is in no lexicon.
func (s *Session) CompanyName(id news.CompanyID) string { return s.companyName(id) }
