package newsboat

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"lede/feeds/clean"
	"lede/feeds/opml"
	"lede/feeds/parse"
	"lede/news"
)

const (
	maxURLs = 32 << 20 // bytes of a urls file
	maxLine = 1 << 20
)

// URLs is what stands in a urls file.
type URLs struct {
	Feeds []news.Feed
	// Written are the addresses of the feeds as the file has them, which is how
	// the cache knows them; by the address in Feeds.
	Written map[string]string
	Views   []View
	Notes   []Note
}

// View is a query feed.
type View struct {
	Name  string
	Query string // in lede's language
	Line  int
}

// ReadURLs reads a urls file: an address and its tags on each line. Tags become
// folders, "~title" the title, "!" hides a feed from the list of all, query
// feeds become views. What would run a program is refused with a note.
func ReadURLs(name string, r io.Reader) (URLs, error) {
	u := URLs{Written: map[string]string{}}
	body, err := io.ReadAll(io.LimitReader(r, maxURLs+1))
	if err != nil {
		return u, fmt.Errorf("the urls file cannot be read: %w", err)
	}
	if len(body) > maxURLs {
		return u, fmt.Errorf("the urls file is larger than %d MB", maxURLs>>20)
	}
	text, _ := parse.Decode(body, "")
	at := map[string]int{}
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, maxLine)
	for n := 1; sc.Scan(); n++ {
		note := func(format string, args ...any) {
			u.Notes = append(u.Notes, Note{name, n, fmt.Sprintf(format, args...)})
		}
		words := tokens(sc.Text())
		if len(words) == 0 {
			continue
		}
		if why := refused(words[0]); why != "" {
			note("Not taken: %s.", why)
			continue
		}
		if query, ok := strings.CutPrefix(words[0], "query:"); ok {
			v, remarks, err := view(query)
			if err != nil {
				note("Not taken: %v.", err)
				continue
			}
			for _, remark := range remarks {
				note("The query feed %q: %s.", v.Name, remark)
			}
			v.Line = n
			u.Views = append(u.Views, v)
			continue
		}
		address, err := opml.Address(words[0])
		if err != nil {
			note("Not taken: %v.", err)
			continue
		}
		f := feed(address, words[1:])
		if i, again := at[address]; again {
			for _, folder := range f.Folders {
				if !slices.Contains(u.Feeds[i].Folders, folder) {
					u.Feeds[i].Folders = append(u.Feeds[i].Folders, folder)
				}
			}
			continue
		}
		at[address] = len(u.Feeds)
		u.Written[address] = words[0]
		u.Feeds = append(u.Feeds, f)
	}
	if errors.Is(sc.Err(), bufio.ErrTooLong) {
		u.Notes = append(u.Notes, Note{name, 0, "A line is longer than 1 MB; what follows was not read."})
		return u, nil
	}
	return u, sc.Err()
}

func feed(address string, tags []string) news.Feed {
	f := news.Feed{URL: address}
	for _, tag := range tags {
		tag = clean.Line(tag)
		switch {
		case tag == "":
		case tag[0] == '~':
			f.Title = strings.TrimSpace(tag[1:])
		case tag[0] == '!':
			f.Settings.Hidden = true
		default:
			if folder := strings.Trim(tag, "/ "); folder != "" && !slices.Contains(f.Folders, folder) {
				f.Folders = append(f.Folders, folder)
			}
		}
	}
	return f
}

// view reads what follows "query:", a name and an expression.
func view(text string) (View, []string, error) {
	name, filter, ok := strings.Cut(text, ":")
	name = clean.Line(name)
	if !ok || name == "" || strings.TrimSpace(filter) == "" {
		return View{}, nil, errors.New("a query feed is written query:NAME:EXPRESSION")
	}
	query, remarks, err := Query(filter)
	if err != nil {
		return View{}, nil, fmt.Errorf("the query feed %q cannot be said in lede's query language: %w", shown(name), err)
	}
	return View{Name: name, Query: query}, remarks, nil
}

func refused(first string) string {
	switch scheme, _, _ := strings.Cut(first, ":"); scheme {
	case "exec":
		return "it runs a program (exec:), and lede runs none"
	case "filter":
		return "it pipes a feed through a program (filter:), and lede runs none"
	case "file":
		return "it is a file and not on the web"
	}
	return ""
}
