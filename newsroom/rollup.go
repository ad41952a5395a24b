package newsroom

import (
	"context"
	"maps"
	"slices"

	"lede/news"
	"lede/store"
)

// rollUpSetting says whether companies are counted and filtered with those that
// belong to them; unset, the configuration does.
const rollUpSetting = "companies.rollup"

// RollUp reports whether this reader wants companies with those that belong to
// them: Google with YouTube.
func (s *Session) RollUp(ctx context.Context) (bool, error) {
	value, err := s.Setting(ctx, rollUpSetting)
	if value == "" {
		return s.room.o.Config.Companies.RollUp, err
	}
	return value == "on", err
}

// SetRollUp changes that; undoable.
func (s *Session) SetRollUp(ctx context.Context, on bool) error {
	value := "off"
	if on {
		value = "on"
	}
	return s.Prefer(ctx, rollUpSetting, value)
}

// rollUp counts companies, within a view, with those that belong to them.
func (s *Session) rollUp(ctx context.Context, v View, counts []store.CompanyCount) error {
	above := map[news.CompanyID]bool{}
	for _, parent := range s.parents() {
		above[parent] = true
	}
	for i := range counts {
		if above[counts[i].Company] {
			if err := s.countFamily(ctx, v, &counts[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// rollAllUp is rollUp for all companies of a view, and counts those that are in the
// news by companies of theirs only.
func (s *Session) rollAllUp(ctx context.Context, v View, counts []store.CompanyCount) ([]store.CompanyCount, error) {
	parents := s.parents()
	members := map[news.CompanyID][]int{} // who of a family is in the news
	for i, c := range counts {
		for id, depth := c.Company, 0; id != "" && depth < deepestFamily; id, depth = parents[id], depth+1 {
			members[id] = append(members[id], i)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(members)) {
		family := members[id]
		at := slices.IndexFunc(family, func(i int) bool { return counts[i].Company == id })
		if at >= 0 && len(family) == 1 {
			continue // nothing that belongs to it is in the news
		}
		whole := counts[family[max(at, 0)]] // of one by whom alone it is in the news, the articles are all there are
		whole.Company, whole.Name = id, s.companyName(ctx, id)
		if len(family) > 1 {
			if err := s.countFamily(ctx, v, &whole); err != nil {
				return nil, err
			}
		}
		if at >= 0 {
			counts[family[at]] = whole
		} else {
			counts = append(counts, whole)
		}
	}
	return counts, nil
}

// countFamily counts a company with those that belong to it.
func (s *Session) countFamily(ctx context.Context, v View, c *store.CompanyCount) (err error) {
	v.Companies, v.RollUp = []news.CompanyID{c.Company}, true
	if c.Total, err = s.Count(ctx, v); err != nil {
		return err
	}
	about := v
	about.AboutOnly = true
	if c.About, err = s.Count(ctx, about); err != nil {
		return err
	}
	v.UnreadOnly = true
	c.Unread, err = s.Count(ctx, v)
	return err
}

// deepestFamily is how many companies above one another are looked at.
const deepestFamily = 8

// parents says to which company each belongs that belongs to one; while there is no
// list of companies yet, none does: they are counted again soon.
func (s *Session) parents() map[news.CompanyID]news.CompanyID {
	if s.room.lexicons.current() == nil {
		return nil
	}
	return s.room.lexicons.parents()
}
