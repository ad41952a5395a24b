package cli

import (
	"strings"

	"lede/news"
)

// documentJSON is a feed as docs/json.md describes it.
type documentJSON struct {
	Format      string      `json:"format"`
	Version     string      `json:"version"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Link        string      `json:"link"`
	FeedURL     string      `json:"feed_url"`
	Language    string      `json:"language"`
	Updated     *string     `json:"updated"`
	TTLSeconds  int         `json:"ttl_seconds"`
	SkipHours   []int       `json:"skip_hours"`
	SkipDays    []string    `json:"skip_days"`
	Entries     []entryJSON `json:"entries"`
	Warnings    []string    `json:"warnings"`
}

type entryJSON struct {
	ID          string          `json:"id"`
	IDIsLink    bool            `json:"id_is_link"`
	Title       string          `json:"title"`
	Link        string          `json:"link"`
	Authors     []string        `json:"authors"`
	Published   *string         `json:"published"`
	Updated     *string         `json:"updated"`
	SummaryHTML string          `json:"summary_html"`
	ContentHTML string          `json:"content_html"`
	Categories  []string        `json:"categories"`
	Enclosures  []enclosureJSON `json:"enclosures"`
	Image       string          `json:"image"`
	Comments    string          `json:"comments"`
}

func documentOf(d news.Document) documentJSON {
	j := documentJSON{
		Format: d.Format, Version: d.Version, Title: d.Title, Description: d.Description, Link: d.Link, FeedURL: d.FeedURL,
		Language: d.Language, Updated: stamp(d.Updated), TTLSeconds: int(d.TTL.Seconds()),
		SkipHours: list(d.SkipHours), SkipDays: []string{}, Entries: []entryJSON{}, Warnings: list(d.Warnings),
	}
	for _, day := range d.SkipDays {
		j.SkipDays = append(j.SkipDays, strings.ToLower(day.String()))
	}
	for _, e := range d.Entries {
		j.Entries = append(j.Entries, entryJSON{
			ID: e.GUID, IDIsLink: e.GUIDIsLink, Title: e.Title, Link: e.Link, Authors: list(e.Authors),
			Published: stamp(e.Published), Updated: stamp(e.Updated), SummaryHTML: e.SummaryHTML, ContentHTML: e.ContentHTML,
			Categories: list(e.Categories), Enclosures: enclosures(e.Enclosures), Image: e.Image, Comments: e.Comments,
		})
	}
	return j
}
