package newsroom

import (
	"context"
	"strings"
	"sync"

	"lede/news"
)

// nameBook remembers the names of companies that are in no list, as articles
// have them; and of all of them, while the list is not there yet.
type nameBook struct {
	mu    sync.Mutex
	names map[news.CompanyID]string
}

// mostNames bounds what is remembered; a full book starts over.
const mostNames = 5000

func (b *nameBook) name(id news.CompanyID) (string, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	name, ok := b.names[id]
	return name, ok
}

// learnNames looks the names of rows up in the store that no list has.
func (n *Newsroom) learnNames(ctx context.Context, rows []news.Headline) {
	var unknown []news.CompanyID
	for i := range rows {
		unknown = append(unknown, rows[i].Companies...)
	}
	n.learnNamesOf(ctx, unknown)
}

func (n *Newsroom) learnNamesOf(ctx context.Context, ids []news.CompanyID) {
	l := n.lexicons.current()
	var unknown []news.CompanyID
	for _, id := range ids {
		if l != nil {
			if _, ok := l.Company(id); ok {
				continue
			}
		}
		if _, ok := n.names.name(id); !ok {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) == 0 {
		return
	}
	names, err := n.store.CompanyNames(ctx, unknown)
	if err != nil {
		return // they are shown by their ids
	}
	b := &n.names
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.names == nil || len(b.names) > mostNames {
		b.names = map[news.CompanyID]string{}
	}
	for id, name := range names {
		b.names[id] = name
	}
}

// NameOf is the name of a company that articles have, also when it is in no list;
// it never blocks, and knows those that lists have shown.
func (s *Session) NameOf(id news.CompanyID) (string, bool) {
	if c, ok := s.Company(id); ok {
		return c.Name, true
	}
	return s.room.names.name(id)
}

// companyName names any company: as its list does, as articles do, by its id.
func (s *Session) companyName(ctx context.Context, id news.CompanyID) string {
	if c, ok := s.Company(id); ok {
		return c.Name
	}
	s.room.learnNamesOf(ctx, []news.CompanyID{id})
	if name, ok := s.room.names.name(id); ok {
		return name
	}
	return strings.ReplaceAll(string(id), "-", " ")
}
