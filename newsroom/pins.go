package newsroom

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lede/news"
	"lede/store"
)

const (
	pinSetting = "pins"
	// chosenByLede begins the setting while nobody has pinned anything: lede then
	// goes on filling keys that are free.
	chosenByLede = "auto:"
	maxPins      = 9
	// A company is put on a free key by itself when it has been in this many
	// articles, and the first time when there are this many articles in all:
	// keys that were given are kept, so they are not given on a first guess.
	oftenEnough  = 2
	enoughToTell = 40
)

// Pins are the companies on the keys 1 to 9.
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

// SetPins puts companies on the keys, in order; undoable.
func (s *Session) SetPins(ctx context.Context, pins []news.CompanyID) error {
	raw, err := json.Marshal(append([]news.CompanyID{}, pins[:min(len(pins), maxPins)]...))
	if err != nil {
		return err
	}
	return s.set(ctx, pinSetting, string(raw))
}

// pins are those the user has set, else those of the configuration, else the
// most frequent ones. These are only a proposal while there is little but the
// tour; then they are chosen once and kept, and free keys are filled after them.
func (s *Session) pins(ctx context.Context, counts []store.CompanyCount, feeds []store.FeedRow) ([]news.CompanyID, error) {
	pins, kept, fill, err := s.keptPins(ctx)
	if err != nil {
		return nil, err
	}
	if kept {
		if !fill || len(pins) >= maxPins {
			return pins, nil
		}
	} else if configured := s.room.o.Config.Companies.Pins; len(configured) > 0 && s.User.ID == news.LocalUser {
		for _, p := range configured {
			pins = append(pins, s.resolve(p))
		}
		return pins, nil
	}
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
	before := len(pins)
	for _, c := range byPart(counts) {
		if len(pins) < maxPins && c.Total >= least && !slices.Contains(pins, c.Company) {
			pins = append(pins, c.Company)
		}
	}
	if articles < enoughToTell || s.room.refresh.Load() > 0 || len(pins) == before || s.Can.Guest {
		return pins, nil
	}
	raw, err := json.Marshal(pins)
	if err != nil {
		return pins, err
	}
	return pins, ignoreReadOnly(s.SetSetting(ctx, pinSetting, chosenByLede+string(raw)))
}

// keptPins are the pins that were chosen before; fill says that lede chose them
// and may choose more.
func (s *Session) keptPins(ctx context.Context) (pins []news.CompanyID, kept, fill bool, err error) {
	raw, err := s.Setting(ctx, pinSetting)
	if err != nil || raw == "" {
		return nil, false, false, err
	}
	raw, fill = strings.CutPrefix(raw, chosenByLede)
	kept = json.Unmarshal([]byte(raw), &pins) == nil
	return pins, kept, fill, nil
}

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
