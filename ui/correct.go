package ui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
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
