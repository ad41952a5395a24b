package ui

import (
	"context"
	"fmt"
	"slices"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

func (d *fakeDesk) Tally(_ context.Context, v newsroom.View) (newsroom.Tally, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var t newsroom.Tally
	all := v
	all.UnreadOnly = false
	for _, r := range d.rows {
		switch {
		case d.match(v, r):
			t.Shown++
		case d.muted[r.ID]:
			t.Muted++
		case d.match(all, r):
			t.Read++
		}
	}
	return t, nil
}

func (d *fakeDesk) CompanyPage(_ context.Context, id news.CompanyID, about bool) (newsroom.CompanyPage, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called(fmt.Sprint("page ", id, about))
	var p newsroom.CompanyPage
	p.Company, p.Known = d.Company(id)
	p.Pin = slices.Index(d.pinned, id) + 1
	p.Since = clock.AddDate(0, 0, -55)
	for i := range 56 {
		p.Days = append(p.Days, (i*i)%7)
	}
	p.About, p.Mentions, p.Sources = 12, 31, 2
	if d.rollUp { // it has relatives
		p.Implied, p.Below = 7, 50
		p.Parents = []store.CompanyCount{{Company: "apple", Name: "Apple", Total: 60}}
		p.Children = []store.CompanyCount{{Company: "openai", Name: "OpenAI", Total: 9}}
	}
	p.Together = []store.CompanyCount{{Company: "openai", Name: "OpenAI", Total: 9, About: 4}, {Company: "apple", Name: "Apple", Total: 3}}
	p.Speakers = []store.SpeakerCount{{Name: "Ada Lovelace", Quotes: 5}, {Name: "Grace Hopper", Quotes: 1}}
	for _, r := range d.rows[:4] {
		p.Quotes = append(p.Quotes, store.QuoteRow{Quote: quoteOf(r.Lede), Article: r.ID, Title: r.Title, Outlet: r.Outlet, Published: r.Published})
	}
	return p, nil
}

func (d *fakeDesk) QueryOf(_ context.Context, v newsroom.View) (string, error) { return v.Search, nil }

func (d *fakeDesk) SaveView(_ context.Context, name, query string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.views = append(d.views, newsroom.SavedView{Name: name, Query: query})
	return d.fail
}

func (d *fakeDesk) view(name string) int {
	return slices.IndexFunc(d.views, func(v newsroom.SavedView) bool { return v.Name == name })
}

func (d *fakeDesk) RenameView(_ context.Context, from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.views[d.view(from)].Name = to
	return d.fail
}

func (d *fakeDesk) RemoveView(_ context.Context, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := d.view(name)
	d.views = slices.Delete(d.views, i, i+1)
	return d.fail
}

func (d *fakeDesk) MoveView(_ context.Context, name string, by int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := d.view(name)
	if to := i + by; to >= 0 && to < len(d.views) {
		d.views[i], d.views[to] = d.views[to], d.views[i]
	}
	return d.fail
}

func (d *fakeDesk) CountViews(context.Context) (map[string]int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("count views")
	counts := map[string]int{}
	for _, v := range d.views {
		for _, r := range d.rows {
			if d.match(newsroom.View{Place: newsroom.PlaceView, Saved: v.Query, UnreadOnly: true}, r) {
				counts[v.Name]++
			}
		}
	}
	return counts, d.fail
}

func (d *fakeDesk) hide(m store.Mute, fits func(news.Headline) bool) int {
	if d.muted == nil {
		d.muted = map[news.ArticleID]bool{}
	}
	for _, r := range d.rows {
		if fits(r) && !d.muted[r.ID] {
			d.muted[r.ID] = true
			m.Hidden++
		}
	}
	m.ID = store.MuteID(len(d.rules) + 1)
	d.rules = append([]store.Mute{m}, d.rules...)
	return m.Hidden
}

func (d *fakeDesk) MuteStory(_ context.Context, id news.ArticleID) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var row news.Headline
	for _, r := range d.rows {
		if r.ID == id {
			row = r
		}
	}
	return d.hide(store.Mute{Article: id, Title: row.Title}, func(r news.Headline) bool { return r.StoryID == row.StoryID }), d.fail
}

func (d *fakeDesk) MuteQuery(_ context.Context, feed news.FeedID, query string) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := newsroom.View{Search: query}
	return d.hide(store.Mute{Feed: feed, Query: query}, func(r news.Headline) bool { return d.match(v, r) && (feed == 0 || r.FeedID == feed) }), d.fail
}

func (d *fakeDesk) Mutes(context.Context) ([]store.Mute, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.rules), d.fail
}

func (d *fakeDesk) Unmute(_ context.Context, m store.Mute) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rules = slices.DeleteFunc(d.rules, func(o store.Mute) bool { return o.ID == m.ID })
	if len(d.rules) == 0 {
		d.muted = nil
	}
	return m.Hidden, d.fail
}

func (d *fakeDesk) Correct(_ context.Context, c newsroom.Correction) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called(fmt.Sprint("correct ", c.Verdict, " ", c.Name, " ", c.Words, " ", c.Article))
	return d.fail
}

func (d *fakeDesk) Rules(context.Context) ([]newsroom.Rule, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.corrections), d.fail
}

func (d *fakeDesk) RemoveRule(_ context.Context, number int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.corrections = slices.Delete(d.corrections, number-1, number)
	return d.fail
}

func (d *fakeDesk) NameOf(id news.CompanyID) (string, bool) {
	c, ok := d.Company(id)
	return c.Name, ok
}

func (d *fakeDesk) Refuse(_ context.Context, id news.CompanyID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("refuse " + string(id))
	return d.fail
}

func (d *fakeDesk) Offered(_ context.Context, id news.CompanyID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("offered " + string(id))
	return d.fail
}

func (d *fakeDesk) Follow(_ context.Context, id news.CompanyID, name string) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called(fmt.Sprint("follow ", id, " ", name))
	return 3, d.fail
}

func (d *fakeDesk) SetRollUp(_ context.Context, on bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rollUp = on
	return d.fail
}
