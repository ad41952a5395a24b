package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"lede/news"
	"lede/store"
)

// Companies that are in no list are found by the words around their names. From
// the second article on a reader is asked, once, whether to follow them.

const (
	// oftenToOffer is in how many articles a company must have been found: once
	// may be a slip.
	oftenToOffer = 2
	// refusedSetting are those a reader does not want, offeredSetting those that
	// have been offered: lists of ids.
	refusedSetting = "companies.refused"
	offeredSetting = "companies.offered"
	// mostOffered bounds the lists; the oldest are forgotten.
	mostOffered = 500
)

func (s *Session) idsIn(ctx context.Context, key string) (ids []news.CompanyID, err error) {
	raw, err := s.Setting(ctx, key)
	if err == nil && raw != "" {
		_ = json.Unmarshal([]byte(raw), &ids) // what cannot be read is asked again
	}
	return ids, err
}

// offer is the company that is to be offered, if any: the one most in the news.
func (s *Session) offer(ctx context.Context, counts []store.CompanyCount, pins []news.CompanyID) (best store.CompanyCount, err error) {
	l := s.room.lexicons.current()
	if l == nil || s.Can.Guest || s.room.retagging.active.Load() { // what was in a list a moment ago is still counted
		return best, nil
	}
	var done []news.CompanyID
	for i, c := range counts {
		if c.Total < oftenToOffer || c.Total <= best.Total || slices.Contains(pins, c.Company) {
			continue
		}
		if _, known := l.Company(c.Company); known {
			continue
		}
		if done == nil {
			if done, err = s.answered(ctx); err != nil {
				return best, err
			}
		}
		if !slices.Contains(done, c.Company) {
			best = counts[i]
		}
	}
	return best, nil
}

// answered are the companies that are not offered any more; never nil.
func (s *Session) answered(ctx context.Context) ([]news.CompanyID, error) {
	done, err := s.idsIn(ctx, refusedSetting)
	if err != nil {
		return nil, err
	}
	offered, err := s.idsIn(ctx, offeredSetting)
	return append(append([]news.CompanyID{}, done...), offered...), err
}

// Offered notes that a company has been offered: it is not again.
func (s *Session) Offered(ctx context.Context, id news.CompanyID) error {
	return s.addTo(ctx, offeredSetting, id, s.SetSetting)
}

// Refuse says that a company is not to be followed; undoable.
func (s *Session) Refuse(ctx context.Context, id news.CompanyID) error {
	return s.addTo(ctx, refusedSetting, id, s.set)
}

func (s *Session) addTo(ctx context.Context, key string, id news.CompanyID, keep func(ctx context.Context, key, value string) error) error {
	ids, err := s.idsIn(ctx, key)
	if err != nil || slices.Contains(ids, id) {
		return err
	}
	ids = append(ids, id)
	raw, err := json.Marshal(ids[max(0, len(ids)-mostOffered):])
	if err != nil {
		return err
	}
	return keep(ctx, key, string(raw))
}

// Refused reports whether a reader does not want to be asked about a company.
func (s *Session) Refused(ctx context.Context, id news.CompanyID) (bool, error) {
	ids, err := s.idsIn(ctx, refusedSetting)
	return slices.Contains(ids, id), err
}

// Follow has a company that is in no list found by its name alone from now on,
// and puts it on a key, if one is free; pin is that key, 0 none; undoable as one.
// Whoever may not correct what is found gets the key only.
func (s *Session) Follow(ctx context.Context, id news.CompanyID, name string) (pin int, err error) {
	ctx = store.AsOne(ctx, stepFollow)
	if s.User.ID == news.LocalUser && !s.Can.Guest {
		if err := s.Correct(ctx, Correction{Verdict: Always, Company: id, Name: name, Words: name}); err != nil {
			return 0, fmt.Errorf("%s is not followed: %w", name, err)
		}
	}
	pins, err := s.Pins(ctx)
	if err != nil {
		return 0, err
	}
	if i := slices.Index(pins, id); i >= 0 {
		return i + 1, nil
	}
	pins = slices.Clone(pins)
	free := slices.Index(pins, "")
	switch {
	case free >= 0:
		pins[free] = id
	case len(pins) >= maxPins:
		return 0, nil
	default:
		free = len(pins)
		pins = append(pins, id)
	}
	return free + 1, s.SetPins(ctx, pins)
}
