package ui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/keymap"
	"lede/ui/picker"
)

// askCorrection offers what can be said of a company that was found in an
// article.
func (a *App) askCorrection(of newsroom.Reading, m news.Mention) tea.Cmd {
	c := newsroom.Correction{Article: of.Article.ID, Company: m.Company, Name: m.Name, Words: m.Name}
	if len(m.Spans) > 0 {
		c.Span = m.Spans[0].Span
		if words := strings.Join(strings.Fields(c.Span.Of(of.Article.Text)), " "); words != "" {
			c.Words = words
		}
	}
	a.mistake = c
	item := func(v newsroom.Verdict, key string, args ...any) picker.Item {
		return picker.Item{Value: string(v), Title: a.tr.S("correct."+key, args...)}
	}
	a.box = picker.NewChoice(a.th, a.tr, "correction", a.tr.S("correct.title", m.Name), []picker.Item{
		item(newsroom.NotHere, "not-here", m.Name),
		item(newsroom.NeverAlias, "never-alias", c.Words, m.Name),
		item(newsroom.Always, "always", c.Words, m.Name),
		item(newsroom.Never, "never", m.Name),
	})
	return nil
}

// learn has a company that is in no list be found by its name from now on.
// Where that is not for this person to say it stays as it was.
func (a *App) learn(id news.CompanyID, name string) tea.Cmd {
	c := newsroom.Correction{Verdict: newsroom.Always, Company: id, Name: name, Words: name}
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		err := desk.Correct(ctx, c)
		if errors.Is(err, newsroom.ErrNotHere) {
			err = nil
		}
		return done{err: err, rows: true}
	}
}

func (a *App) correct(v newsroom.Verdict) tea.Cmd {
	c := a.mistake
	c.Verdict = v
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.corrected", c.Name)
	return func() tea.Msg { return done{text: text, undo: true, rows: true, err: desk.Correct(ctx, c)} }
}

// rulesLoaded brings the corrections in force.
type rulesLoaded struct {
	rules []newsroom.Rule
	err   error
}

// openRules asks for the corrections, to list them.
func (a *App) openRules() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		rules, err := desk.Rules(ctx)
		return rulesLoaded{rules, err}
	}
}

func (a *App) rulesLoaded(msg rulesLoaded) tea.Cmd {
	if msg.err != nil {
		return a.problem(msg.err)
	}
	if old, ok := a.box.(*picker.Corrections); ok { // it stays when empty: Z brings back what was taken back
		old.SetRules(msg.rules)
		return nil
	}
	if len(msg.rules) == 0 {
		return a.say(statusPlain, a.tr.S("rules.none", a.keys.Key(keymap.Correct)))
	}
	age := func(r *newsroom.Rule) string {
		if r.At.IsZero() {
			return ""
		}
		return a.tr.Age(r.At, a.o.Now())
	}
	a.box = picker.NewCorrections(a.th, a.tr, age, msg.rules)
	return nil
}

// removeRule takes a correction back, and lists those that are left.
func (a *App) removeRule(number int) tea.Cmd {
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.ruleremoved")
	return tea.Sequence(func() tea.Msg {
		return done{text: text, undo: true, rows: true, err: desk.RemoveRule(ctx, number)}
	}, a.openRules())
}
