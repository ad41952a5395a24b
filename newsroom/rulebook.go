package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/news"
	"lede/store"
	"lede/summarize/companies"
)

// rulesSetting holds the readers' corrections; its value is a rulebook.
const rulesSetting = "companies.rules"

// rulebook is all corrections: as they were made, and as files of companies,
// each over the one before. Last is the latest, which says what to look at again
// when it is taken back.
type rulebook struct {
	Rules []string   `json:"rules"`
	Made  []Rule     `json:"made,omitempty"`
	Last  Correction `json:"last"`
}

// Rule is a correction in force.
type Rule struct {
	Correction
	Near  []string  `json:"near,omitempty"`  // words beside the name, for NotHere
	Title string    `json:"title,omitempty"` // of the article it was made in
	At    time.Time `json:"at"`
	// Line is the rule as a file has it; of those made by an earlier version it
	// is all that is known.
	Line string `json:"line,omitempty"`
}

// asEntry is the rule as an entry of a file.
func (r *Rule) asEntry() (companies.Correction, error) {
	rule := companies.Correction{Company: r.Name, Alias: r.Words, Near: r.Near}
	switch r.Verdict {
	case NotHere:
		rule.Verdict = companies.NotHere
	case NeverAlias:
		rule.Verdict = companies.NeverAlias
	case Always:
		rule.Verdict = companies.Always
	case Never:
		rule.Verdict = companies.Never
	default:
		return rule, fmt.Errorf("there is no verdict %q", r.Verdict)
	}
	return rule, nil
}

// same reports whether two rules say the same.
func (r *Rule) same(o *Rule) bool {
	if r.Line != "" || o.Line != "" || r.Verdict != o.Verdict || r.Company != o.Company || !slices.Equal(r.Near, o.Near) {
		return false
	}
	switch r.Verdict {
	case NotHere:
		return r.Article == o.Article
	case Never:
		return true
	}
	return r.Words == o.Words
}

// against reports whether an earlier rule says the opposite, which the later one
// takes back: that words always and never mean a company, or always, and it is
// never to be found.
func (r *Rule) against(o *Rule) bool {
	if o.Line != "" || r.Company != o.Company {
		return false
	}
	switch r.Verdict {
	case Always:
		return o.Verdict == Never || o.Verdict == NeverAlias && o.Words == r.Words
	case NeverAlias:
		return o.Verdict == Always && o.Words == r.Words
	case Never:
		return o.Verdict == Always
	}
	return false
}

// single reports whether a rule is about its article only: nothing stands beside
// the name there that would tell what is meant elsewhere.
func (r *Rule) single() bool { return r.Verdict == NotHere && len(r.Near) == 0 && r.Article != 0 }

// spared are the companies that articles do not mean, whatever they say.
func (b *rulebook) spared() *map[news.ArticleID][]news.CompanyID {
	all := map[news.ArticleID][]news.CompanyID{}
	for i := range b.Made {
		if r := &b.Made[i]; r.Verdict == NotHere && r.Article != 0 {
			all[r.Article] = append(all[r.Article], r.Company)
		}
	}
	return &all
}

func openRulebook(raw string) rulebook {
	var b rulebook
	_ = json.Unmarshal([]byte(raw), &b) // one that cannot be read has no rules
	if len(b.Made) == 0 {
		for _, file := range b.Rules {
			for line := range strings.Lines(file) {
				if rule, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
					b.Made = append(b.Made, Rule{Line: rule})
				}
			}
		}
	}
	return b
}

// add takes a rule in, as the latest word.
func (b *rulebook) add(rule Rule) error {
	entry, err := rule.asEntry()
	if err != nil {
		return err
	}
	b.Made = slices.DeleteFunc(b.Made, func(r Rule) bool { return r.same(&rule) || rule.against(&r) })
	b.Made = append(b.Made, rule)
	b.Last = rule.Correction
	if _, err := companies.Correct(nil, entry); err != nil && !rule.single() {
		return err // it makes no rule
	}
	return b.rewrite()
}

// remove takes the rule with a number, from 1, out.
func (b *rulebook) remove(number int) error {
	if number < 1 || number > len(b.Made) {
		return fmt.Errorf("there is no rule %d; there are %d", number, len(b.Made))
	}
	b.Last = b.Made[number-1].Correction
	b.Made = slices.Delete(b.Made, number-1, number)
	return b.rewrite()
}

// rewrite makes the files of the rules anew.
func (b *rulebook) rewrite() error {
	b.Rules = nil
	for i := range b.Made {
		r := &b.Made[i]
		if r.single() {
			continue
		}
		if r.Line != "" {
			b.Rules = append(b.Rules, "companies:\n  - "+r.Line+"\n")
			continue
		}
		entry, err := r.asEntry()
		if err == nil {
			err = b.write(entry)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// write writes a rule into the last file; where it contradicts what stands there,
// into one of its own, which has the last word.
func (b *rulebook) write(rule companies.Correction) error {
	if n := len(b.Rules); n > 0 {
		if src, err := companies.Correct([]byte(b.Rules[n-1]), rule); err == nil {
			b.Rules[n-1] = string(src)
			return nil
		}
	}
	src, err := companies.Correct(nil, rule)
	if err == nil {
		b.Rules = append(b.Rules, string(src))
	}
	return err
}

// corrected are companies with the corrections over them.
func (b *rulebook) corrected(whole companies.Entries) (companies.Entries, []error) {
	var wrong []error
	for _, rules := range b.Rules { // the later ones are the latest word
		corrections, problems := companies.Parse("corrections", []byte(rules))
		wrong = append(wrong, problems...)
		whole = whole.With(corrections)
	}
	return whole, wrong
}

// Rules are the corrections in force, in the order they were made.
func (s *Session) Rules(ctx context.Context) ([]Rule, error) {
	raw, err := s.room.store.Setting(ctx, news.LocalUser, rulesSetting)
	return openRulebook(raw).Made, err
}

// RemoveRule takes back the correction with a number of Rules, from 1, whatever
// was corrected after it; undoable.
func (s *Session) RemoveRule(ctx context.Context, number int) error {
	if err := may(s.User.ID == news.LocalUser && !s.Can.Guest, "Correcting what is found in articles"); err != nil {
		return err
	}
	raw, err := s.Setting(ctx, rulesSetting)
	if err != nil {
		return err
	}
	book := openRulebook(raw)
	if err := book.remove(number); err != nil {
		return err
	}
	return s.keepRules(ctx, &book)
}

// keepRules has the rules of a book hold.
func (s *Session) keepRules(ctx context.Context, b *rulebook) error {
	raw, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if err := s.set(ctx, rulesSetting, string(raw)); err != nil {
		return err
	}
	return s.room.readAgain(ctx, s, b.Last)
}

// StoredRules are the corrections of a store, for [ReadLexicon].
func StoredRules(ctx context.Context, s store.Settings) (string, error) {
	return s.Setting(ctx, news.LocalUser, rulesSetting)
}
