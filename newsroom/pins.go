package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"lede/news"
	"lede/newsroom/tour"
	"lede/store"
	"lede/summarize/companies"
)

const (
	pinSetting = "pins"
	// chosenByLede begins the setting while nobody has pinned anything: lede then
	// goes on filling keys that are free.
	chosenByLede = "auto:"
	maxPins      = 9
	// A company is put on a free key by itself when it has been in this many
	// articles, and there are this many in all: keys that were given are kept, so
	// they are not given on a first guess.
	oftenEnough  = 2
	enoughToTell = 15
)

// Pins are the companies on the keys 1 to 9, in order; "" is a key that is free
// although a later one is not.
func (s *Session) Pins(ctx context.Context) ([]news.CompanyID, error) {
	feeds, err := s.room.store.ListFeeds(ctx, s.User.ID)
	if err != nil {
		return nil, err
	}
	counts, err := s.room.store.CompanyCounts(ctx, s.User.ID, store.Filter{River: true}, 0)
	if err != nil {
		return nil, err
	}
	return s.pins(ctx, counts, feeds)
}

// SetPins puts companies on the keys, in order; "" leaves a key free. Undoable.
func (s *Session) SetPins(ctx context.Context, pins []news.CompanyID) error {
	raw, err := json.Marshal(append([]news.CompanyID{}, pins[:min(len(pins), maxPins)]...))
	if err != nil {
		return err
	}
	return s.set(ctx, pinSetting, string(raw))
}

// pins are those the user has set, else those of the configuration, else the
// most frequent ones. A key that lede has given to a company is kept for it: what
// comes later goes to keys that are free. Only the invented companies of the tour
// leave with it, and leave their keys free.
func (s *Session) pins(ctx context.Context, counts []store.CompanyCount, feeds []store.FeedRow) ([]news.CompanyID, error) {
	pins, kept, fill, err := s.keptPins(ctx)
	if err != nil || kept && !fill {
		return pins, err
	}
	if configured := s.room.o.Config.Companies.Pins; !kept && len(configured) > 0 && s.User.ID == news.LocalUser {
		for _, p := range configured {
			pins = append(pins, s.resolve(p))
		}
		return pins, nil
	}
	before := slices.Clone(pins)
	pins = s.give(s.freed(pins, counts, feeds), counts, feeds)
	if slices.Equal(pins, before) {
		return pins, nil
	}
	if s.Can.Guest {
		s.given.Store(&pins)
		return pins, nil
	}
	raw, err := json.Marshal(pins)
	if err != nil {
		return pins, err
	}
	err = s.SetSetting(ctx, pinSetting, chosenByLede+string(raw))
	if errors.Is(err, store.ErrReadOnly) {
		s.given.Store(&pins)
		err = nil
	}
	return pins, err
}

// keptPins are the pins that were chosen before; fill says that lede chose them
// and may choose more.
func (s *Session) keptPins(ctx context.Context) (pins []news.CompanyID, kept, fill bool, err error) {
	raw, err := s.Setting(ctx, pinSetting)
	if err != nil {
		return nil, false, false, err
	}
	if raw == "" {
		if given := s.given.Load(); given != nil { // to somebody who is not remembered
			return slices.Clone(*given), true, true, nil
		}
		return nil, false, true, nil
	}
	raw, fill = strings.CutPrefix(raw, chosenByLede)
	kept = json.Unmarshal([]byte(raw), &pins) == nil
	return pins, kept, fill || !kept, nil
}

// freed takes the companies of the tour off their keys once it is not followed
// any more: nobody will ever write about them again. The other keys stay.
func (s *Session) freed(pins []news.CompanyID, counts []store.CompanyCount, feeds []store.FeedRow) []news.CompanyID {
	if slices.ContainsFunc(feeds, func(f store.FeedRow) bool { return builtin(f.URL) }) {
		return pins
	}
	pins = slices.Clone(pins)
	for i, id := range pins {
		if tourCompanies()[id] && !slices.ContainsFunc(counts, func(c store.CompanyCount) bool { return c.Company == id }) {
			pins[i] = ""
		}
	}
	for len(pins) > 0 && pins[len(pins)-1] == "" {
		pins = pins[:len(pins)-1]
	}
	return pins
}

// give puts the companies most in the news on keys that are free, when there is
// enough news to tell. A company that is in no list was found by the words around
// its name, which may be a slip: it is only put on a key by hand.
func (s *Session) give(pins []news.CompanyID, counts []store.CompanyCount, feeds []store.FeedRow) []news.CompanyID {
	articles := 0
	for _, f := range feeds {
		if !builtin(f.URL) {
			articles += f.Total
		}
	}
	least := 1
	if articles > 0 {
		least = oftenEnough
	}
	if s.room.lexicons.current() == nil || articles > 0 && articles < enoughToTell || s.room.refresh.Load() > 0 {
		return pins
	}
	pins = slices.Clone(pins)
	for _, c := range byPart(counts) {
		_, known := s.Company(c.Company)
		if c.Total < least || !known || slices.Contains(pins, c.Company) || articles > 0 && tourCompanies()[c.Company] {
			continue
		}
		at := slices.Index(pins, "")
		switch {
		case at >= 0:
			pins[at] = c.Company
		case len(pins) < maxPins:
			pins = append(pins, c.Company)
		}
	}
	return pins
}

// tourCompanies are the companies that are invented.
var tourCompanies = sync.OnceValue(func() map[news.CompanyID]bool {
	invented, _ := companies.Parse("tour.yaml", tour.Companies())
	ids := map[news.CompanyID]bool{}
	for _, c := range companies.Compile(invented).Find("", 0) {
		ids[c.ID] = true
	}
	return ids
})

// byPart orders companies by how much of the news is about them: a subject
// counts more than a mention.
func byPart(counts []store.CompanyCount) []store.CompanyCount {
	out := slices.Clone(counts)
	weight := func(c store.CompanyCount) int { return c.Total + 3*c.About }
	slices.SortStableFunc(out, func(a, b store.CompanyCount) int {
		if d := weight(b) - weight(a); d != 0 {
			return d
		}
		return strings.Compare(string(a.Company), string(b.Company))
	})
	return out
}

// resolve takes a company as somebody wrote it: an ID, or a name.
func (s *Session) resolve(written string) news.CompanyID {
	id := news.CompanyID(strings.ToLower(strings.TrimSpace(written)))
	if _, ok := s.Company(id); ok {
		return id
	}
	if found := s.FindCompanies(written, 1); len(found) > 0 {
		return found[0].ID
	}
	return id
}
