package newsroom

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"lede/config"
	"lede/feeds/newsboat"
	"lede/feeds/opml"
	"lede/news"
	"lede/store"
)

// listHead is how much of a list is looked at to see what it is, in bytes.
const listHead = 64 << 10

// Import follows the feeds of an OPML file, of newsboat's urls file, whose query
// feeds become views, or of the files of nom and goread. They are polled when a
// newsroom runs, in this process or in another.
func (s *Session) Import(ctx context.Context, r io.Reader) (Imported, error) {
	if err := may(s.Can.Feeds, "Adding feeds"); err != nil {
		return Imported{}, err
	}
	ctx = store.AsOne(ctx, stepImport)
	in := bufio.NewReaderSize(r, listHead)
	head, err := in.Peek(listHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return Imported{}, fmt.Errorf("the list cannot be read: %w", err)
	}
	var list []news.Feed
	var views []newsboat.View
	var warnings []string
	var layout opml.Layout
	switch head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"); {
	case len(head) == 0:
		return Imported{}, errors.New("the list is empty; give an OPML file or newsboat's urls file")
	case bytes.HasPrefix(head, []byte(newsboat.Magic[:15])):
		return Imported{}, errors.New("this is a database, perhaps newsboat's cache, which is taken from a file on one's own machine only: lede import FILE")
	case head[0] == '<' || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		list, layout, warnings, err = opml.ReadAs(in)
	case opml.IsYAML(head):
		list, warnings, err = opml.ReadYAML(in)
	default:
		var urls newsboat.URLs
		urls, err = newsboat.ReadURLs("", in)
		list, views = urls.Feeds, urls.Views
		for _, n := range urls.Notes {
			text := n.String()
			warnings = append(warnings, strings.ToUpper(text[:1])+text[1:])
		}
	}
	if err != nil {
		return Imported{Warnings: warnings}, err
	}
	if len(list) == 0 && len(views) == 0 {
		return Imported{Warnings: warnings}, errors.New("there is no feed in the list")
	}
	if len(layout.Body) == 0 {
		layout = opml.Arrange(list)
	}
	added, ids, err := s.followAll(ctx, list)
	if err == nil {
		err = s.arrange(ctx, layout)
	}
	if len(ids) > 0 {
		s.room.nudge()
	}
	got := Imported{Added: added, Known: len(list) - added, Warnings: warnings}
	if err != nil || len(views) == 0 {
		return got, err
	}
	m := &mover{Session: s, list: newsboat.URLs{Views: views}}
	err = m.keepViews(ctx)
	got.Views = m.sum.Views
	for _, n := range m.sum.Notes {
		got.Warnings = append(got.Warnings, n.String())
	}
	return got, err
}

// layoutSetting is the setting with the layout of the lists a user has brought.
const layoutSetting = "opml"

// arrange remembers how a list was arranged, behind those before it, so that it is
// exported as it came. One that is too large to be kept with those before it leaves
// them as they are.
func (s *Session) arrange(ctx context.Context, later opml.Layout) error {
	stored, err := s.Setting(ctx, layoutSetting)
	if err != nil {
		return err
	}
	if text, large := opml.Decode(stored).Merge(later).Encode(); large == nil && text != stored {
		err = s.set(ctx, layoutSetting, text)
	}
	return err
}

// inOwnOrder puts feeds, and the folders they are in, into the order of the lists
// they came from, if that is wished for; those of no list stay behind them as they were.
func (s *Session) inOwnOrder(ctx context.Context, rows []store.FeedRow, in []FolderCount) error {
	if s.room.o.Config.UI.Sort != config.SortOwn {
		return nil
	}
	text, err := s.Setting(ctx, layoutSetting)
	if err != nil || text == "" {
		return err
	}
	feeds, folders := opml.Decode(text).Order()
	place := func(places map[string]int, name string) int {
		if i, ok := places[name]; ok {
			return i
		}
		return len(places)
	}
	slices.SortStableFunc(rows, func(a, b store.FeedRow) int { return place(feeds, a.URL) - place(feeds, b.URL) })
	slices.SortStableFunc(in, func(a, b FolderCount) int { return place(folders, a.Name) - place(folders, b.Name) })
	return nil
}

// Export writes the user's feeds as OPML, arranged as the lists they came from.
func (s *Session) Export(ctx context.Context, w io.Writer) error {
	rows, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	list := make([]news.Feed, len(rows))
	for i, row := range rows {
		list[i] = row.Feed
	}
	layout, err := s.Setting(ctx, layoutSetting)
	if err != nil {
		return err
	}
	return opml.WriteAs(w, list, opml.Decode(layout))
}
