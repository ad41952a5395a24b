package cli

import (
	"strconv"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// The JSON of what is in the store, as docs/json.md describes it.

type headlineJSON struct {
	ID        news.ArticleID   `json:"id"`
	Title     string           `json:"title"`
	Outlet    string           `json:"outlet"`
	FeedID    news.FeedID      `json:"feed_id"`
	StoryID   news.StoryID     `json:"story_id"`
	URL       string           `json:"url"`
	Published *string          `json:"published"`
	Lang      string           `json:"lang"`
	Lede      string           `json:"lede"`
	Companies []news.CompanyID `json:"companies"`
	Quotes    int              `json:"quotes"`
	Others    int              `json:"others"`
	Read      bool             `json:"read"`
	Starred   bool             `json:"starred"`
	Truncated bool             `json:"truncated"`
	Tags      []string         `json:"tags"`
}

func headlineOf(h news.Headline) headlineJSON {
	return headlineJSON{
		ID: h.ID, Title: h.Title, Outlet: h.Outlet, FeedID: h.FeedID, StoryID: h.StoryID, URL: h.URL, Published: stamp(h.Published),
		Lang: h.Language, Lede: h.Lede, Companies: list(h.Companies), Quotes: h.Quotes, Others: h.Others,
		Read: h.Read, Starred: h.Starred, Truncated: h.Truncated, Tags: list(h.Tags),
	}
}

// articleJSON is a digest with what is known of the article besides.
type articleJSON struct {
	digestJSON
	Outlet     string          `json:"outlet"`
	EditedFrom string          `json:"edited_from"`
	URL        string          `json:"url"`
	Authors    []string        `json:"authors"`
	Published  *string         `json:"published"`
	Updated    *string         `json:"updated"`
	HTML       string          `json:"html"`
	Image      string          `json:"image"`
	Categories []string        `json:"categories"`
	Enclosures []enclosureJSON `json:"enclosures"`
	Comments   string          `json:"comments"`
	Truncated  bool            `json:"truncated"`
	Read       bool            `json:"read"`
	Starred    bool            `json:"starred"`
	Tags       []string        `json:"tags"`
	Story      []headlineJSON  `json:"story"`
}

func articleOf(r *newsroom.Reading, sentences int, known knownCompany) articleJSON {
	a := &r.Article
	j := articleJSON{
		digestJSON: digestOf(a.ID, a, &r.Digest, sentences, known),
		Outlet:     a.Outlet, EditedFrom: a.EditedFrom, URL: a.URL, Authors: list(a.Authors), Published: stamp(a.Published), Updated: stamp(a.Updated),
		HTML: a.HTML, Image: a.Image, Categories: list(a.Categories), Enclosures: enclosures(a.Enclosures), Comments: a.Comments,
		Truncated: a.Truncated, Read: r.State.Read, Starred: r.State.Starred, Tags: list(r.State.Tags), Story: []headlineJSON{},
	}
	for _, h := range r.Story {
		j.Story = append(j.Story, headlineOf(h))
	}
	return j
}

type enclosureJSON struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	Length int64  `json:"length"`
}

func enclosures(in []news.Enclosure) []enclosureJSON {
	out := make([]enclosureJSON, len(in))
	for i, e := range in {
		out[i] = enclosureJSON{e.URL, e.Type, e.Length}
	}
	return out
}

type feedJSON struct {
	ID              news.FeedID    `json:"id"`
	URL             string         `json:"url"`
	Title           string         `json:"title"`
	SiteURL         string         `json:"site_url"`
	Folders         []string       `json:"folders"`
	Lang            string         `json:"lang"`
	State           news.FeedState `json:"state"`
	Unread          int            `json:"unread"`
	Total           int            `json:"total"`
	Newest          *string        `json:"newest"`
	LastPoll        *string        `json:"last_poll"`
	LastSuccess     *string        `json:"last_success"`
	NextPoll        *string        `json:"next_poll"`
	Failures        int            `json:"failures"`
	Status          int            `json:"status"`
	Problem         string         `json:"problem"`
	Advice          string         `json:"advice"`
	IntervalSeconds int            `json:"interval_seconds"`
	FullText        bool           `json:"full_text"`
	Hidden          bool           `json:"hidden"`
}

func feedOf(f store.FeedRow) feedJSON {
	h := f.Health
	return feedJSON{
		ID: f.ID, URL: f.URL, Title: f.Title, SiteURL: f.SiteURL, Folders: list(f.Folders), Lang: f.Language, State: h.State,
		Unread: f.Unread, Total: f.Total, Newest: stamp(f.Newest), LastPoll: stamp(h.LastPoll), LastSuccess: stamp(h.LastSuccess),
		NextPoll: stamp(h.NextPoll), Failures: h.Failures, Status: h.Status, Problem: h.Problem, Advice: h.Advice,
		IntervalSeconds: int(f.Settings.Interval.Seconds()), FullText: f.Settings.FullText, Hidden: f.Settings.Hidden,
	}
}

// saidJSON is a quote of the quote book. It has no offsets: its article's
// digest does.
type saidJSON struct {
	Text       string           `json:"text"`
	Kind       news.QuoteKind   `json:"kind"`
	Confidence float64          `json:"confidence"`
	Speaker    *namedJSON       `json:"speaker"`
	Cue        string           `json:"cue"`
	ArticleID  news.ArticleID   `json:"article_id"`
	Title      string           `json:"title"`
	Outlet     string           `json:"outlet"`
	Published  *string          `json:"published"`
	Companies  []news.CompanyID `json:"companies"`
}

type namedJSON struct {
	Name         string `json:"name"`
	AsWritten    string `json:"as_written"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
}

func namedOf(s *news.Speaker) *namedJSON {
	if s == nil {
		return nil
	}
	return &namedJSON{s.Name, s.AsWritten, s.Role, s.Organisation}
}

func saidOf(r store.QuoteRow) saidJSON {
	return saidJSON{
		Text: r.Quote.Text, Kind: r.Quote.Kind, Confidence: round(r.Quote.Confidence), Speaker: namedOf(r.Quote.Speaker), Cue: r.Quote.Cue,
		ArticleID: r.Article, Title: r.Title, Outlet: r.Outlet, Published: stamp(r.Published), Companies: list(r.Companies),
	}
}

// number reads the ID of an article or feed.
func number(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}
