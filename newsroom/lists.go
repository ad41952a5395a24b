package newsroom

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"lede/feeds/newsboat"
	"lede/feeds/opml"
	"lede/news"
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
	in := bufio.NewReaderSize(r, listHead)
	head, err := in.Peek(listHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return Imported{}, fmt.Errorf("the list cannot be read: %w", err)
	}
	var list []news.Feed
	var views []newsboat.View
	var warnings []string
	switch head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"); {
	case len(head) == 0:
		return Imported{}, errors.New("the list is empty; give an OPML file or newsboat's urls file")
	case bytes.HasPrefix(head, []byte(newsboat.Magic[:15])):
		return Imported{}, errors.New("this is a database, perhaps newsboat's cache, which is taken from a file on one's own machine only: lede import FILE")
	case head[0] == '<' || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		list, warnings, err = opml.Read(in)
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
	added, ids, err := s.followAll(ctx, list)
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

// Export writes the user's feeds as OPML.
func (s *Session) Export(ctx context.Context, w io.Writer) error {
	rows, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	list := make([]news.Feed, len(rows))
	for i, row := range rows {
		list[i] = row.Feed
	}
	return opml.Write(w, list)
}
