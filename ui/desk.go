package ui

import (
	"context"
	"io"
	"time"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// Desk is what the interface asks of the newsroom. *newsroom.Session is one;
// tests have their own. Every method that takes a context may block and is
// only called from commands.
type Desk interface {
	Headlines(ctx context.Context, v newsroom.View, p store.Page) (store.Window, error)
	Tally(ctx context.Context, v newsroom.View) (newsroom.Tally, error)
	Article(ctx context.Context, id news.ArticleID) (newsroom.Reading, error)
	FullText(ctx context.Context, id news.ArticleID) error
	Overview(ctx context.Context) (newsroom.Overview, error)
	Quotes(ctx context.Context, v newsroom.View, p store.Page) ([]store.QuoteRow, error)
	Briefing(ctx context.Context, v newsroom.View, since time.Time) (newsroom.Brief, error)
	CompanyCounts(ctx context.Context, v newsroom.View, limit int) ([]store.CompanyCount, error)
	FindCompanies(prefix string, limit int) []news.Company
	Company(id news.CompanyID) (news.Company, bool)
	CompanyPage(ctx context.Context, id news.CompanyID, about bool) (newsroom.CompanyPage, error)

	Mark(ctx context.Context, ids []news.ArticleID, read bool) (int, error)
	MarkAll(ctx context.Context, v newsroom.View, read bool) (int, error)
	Star(ctx context.Context, id news.ArticleID, on bool) error
	Tag(ctx context.Context, id news.ArticleID, on bool, tags ...string) error
	Undo(ctx context.Context) (store.Action, int, error)
	SetPosition(ctx context.Context, id news.ArticleID, position int) error
	Pins(ctx context.Context) ([]news.CompanyID, error)
	SetPins(ctx context.Context, pins []news.CompanyID) error
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
	Prefer(ctx context.Context, key, value string) error

	Correct(ctx context.Context, c newsroom.Correction) error
	Rules(ctx context.Context) ([]newsroom.Rule, error)
	RemoveRule(ctx context.Context, number int) error
	NameOf(id news.CompanyID) (string, bool)
	Refuse(ctx context.Context, id news.CompanyID) error
	Offered(ctx context.Context, id news.CompanyID) error
	Follow(ctx context.Context, id news.CompanyID, name string) (pin int, err error)
	SetRollUp(ctx context.Context, on bool) error

	QueryOf(ctx context.Context, v newsroom.View) (string, error)
	SaveView(ctx context.Context, name, query string) error
	RenameView(ctx context.Context, from, to string) error
	RemoveView(ctx context.Context, name string) error
	MoveView(ctx context.Context, name string, by int) error
	CountViews(ctx context.Context) (map[string]int, error)

	MuteStory(ctx context.Context, id news.ArticleID) (int, error)
	MuteQuery(ctx context.Context, feed news.FeedID, query string) (int, error)
	Mutes(ctx context.Context) ([]store.Mute, error)
	Unmute(ctx context.Context, m store.Mute) (int, error)

	Feeds(ctx context.Context) ([]store.FeedRow, error)
	Add(ctx context.Context, url string, folders []string) (newsroom.Added, error)
	Remove(ctx context.Context, id news.FeedID) error
	UpdateFeed(ctx context.Context, f news.Feed) error
	Refresh(ctx context.Context, feeds []news.FeedID, force bool) error
	Import(ctx context.Context, r io.Reader) (newsroom.Imported, error)
	Export(ctx context.Context, w io.Writer) error
	AddStarter(ctx context.Context) (int, error)

	Events(ctx context.Context) <-chan newsroom.Event
	OpenURL(url string) error
}
