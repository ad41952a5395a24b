package newsroom

import (
	"context"

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

// rollUp counts companies with those that belong to them.
func (s *Session) rollUp(ctx context.Context, counts []store.CompanyCount) error {
	if s.room.lexicons.current() == nil {
		return nil // no list yet, and so no parents: they are counted again soon
	}
	for i := range counts {
		c := &counts[i]
		if !s.room.lexicons.hasBelow(c.Company) {
			continue
		}
		v := View{Place: PlaceRiver, Companies: []news.CompanyID{c.Company}, RollUp: true}
		var err error
		if c.Total, err = s.Count(ctx, v); err != nil {
			return err
		}
		v.UnreadOnly = true
		if c.Unread, err = s.Count(ctx, v); err != nil {
			return err
		}
		v.UnreadOnly, v.AboutOnly = false, true
		if c.About, err = s.Count(ctx, v); err != nil {
			return err
		}
	}
	return nil
}
