package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"lede/feeds/fetch"
	"lede/feeds/parse"
)

// maxProbes bounds the requests that one discovery makes beside the page's.
const maxProbes = 10

// Discover finds the feeds of a page. A feed's own address gives one candidate;
// a page gives those it names; else the addresses are tried at which sites of
// its kind have their feeds. No feed is an error, in a sentence.
func (p *Poller) Discover(ctx context.Context, rawURL string) ([]Candidate, error) {
	u, guessed, err := p.address(rawURL)
	if err != nil {
		return nil, err
	}
	known := addresses(u)
	if len(known) > 0 {
		if found := p.probe(ctx, known, 3); len(found) > 0 {
			return found, nil
		}
	}
	found, page, err := p.look(ctx, u.String())
	if err != nil && guessed && ctx.Err() == nil {
		plain := *u
		plain.Scheme = "http"
		if f, pg, e := p.look(ctx, plain.String()); e == nil {
			found, page, err, u = f, pg, nil, &plain
		}
	}
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return found, nil
	}
	if more := inPage(page.Body); len(more) > 0 {
		if found = p.probe(ctx, more, 1); len(found) > 0 {
			return found, nil
		}
	}
	if at, err := url.Parse(page.URL); err == nil {
		u = at
	}
	if found = p.probe(ctx, common(u), 1); len(found) > 0 {
		return found, nil
	}
	return nil, fmt.Errorf("no feed was found at %s: the page names none, and none is at the usual addresses", u.Redacted())
}

// address reads what a person typed or pasted. guessed tells that they gave no
// scheme.
func (p *Poller) address(raw string) (u *url.URL, guessed bool, err error) {
	raw = strings.TrimSpace(raw)
	if _, ok := p.o.Builtin[raw]; ok {
		u, err = url.Parse(raw)
		return u, false, err
	}
	for _, prefix := range []string{"feed://", "rss://"} {
		if rest, ok := strings.CutPrefix(raw, prefix); ok {
			raw = "https://" + rest
		}
	}
	raw = strings.TrimPrefix(raw, "feed:")
	if !strings.Contains(raw, "://") {
		if scheme, _, ok := strings.Cut(raw, ":"); ok && strings.ContainsAny(scheme, "abcdefghijklmnopqrstuvwxyz") && !strings.Contains(scheme, ".") && scheme != "localhost" {
			return nil, false, fmt.Errorf("only http: and https: addresses can be subscribed to, not %.20q", scheme+":")
		}
		raw, guessed = "https://"+raw, true
	}
	u, err = url.Parse(raw)
	if err != nil || u.Host == "" {
		return nil, false, fmt.Errorf("%.200q is not a web address; it looks like https://example.org/", raw)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, false, fmt.Errorf("only http: and https: addresses can be subscribed to, not %.20q", u.Scheme+":")
	}
	return u, guessed, nil
}

// look fetches an address: a feed gives itself, a page the feeds it names.
func (p *Poller) look(ctx context.Context, address string) ([]Candidate, fetch.Response, error) {
	res, err := p.client.Get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptAny})
	if err != nil {
		return nil, res, err
	}
	doc, err := parse.Parse(res.Body, res.ContentType, res.URL)
	if err == nil {
		if res.Moved != "" {
			address = res.Moved
		}
		p.keep(address, res)
		return []Candidate{{URL: address, Title: doc.Title, Format: doc.Format}}, res, nil
	}
	var not *parse.NotFeedError
	if !errors.As(err, &not) {
		return nil, res, err
	}
	var found []Candidate
	for _, l := range not.Links {
		found = append(found, Candidate{URL: l.URL, Title: l.Title, Format: l.Format})
	}
	return found, res, nil
}

// probe tries addresses until enough of them are feeds.
func (p *Poller) probe(ctx context.Context, addresses []string, enough int) []Candidate {
	var found []Candidate
	for _, a := range addresses[:min(len(addresses), maxProbes)] {
		if ctx.Err() != nil {
			break
		}
		res, err := p.client.Get(ctx, fetch.Request{URL: a})
		if err != nil {
			continue
		}
		doc, err := parse.Parse(res.Body, res.ContentType, res.URL)
		if err != nil {
			continue
		}
		p.keep(a, res)
		found = append(found, Candidate{URL: a, Title: doc.Title, Format: doc.Format})
		if len(found) >= enough {
			break
		}
	}
	return found
}

// addresses are where sites that everybody knows have their feeds.
func addresses(u *url.URL) []string {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	part := func(i int) string {
		if i < len(parts) {
			return parts[i]
		}
		return ""
	}
	if ext := path.Ext(u.Path); ext == ".rss" || ext == ".atom" || ext == ".xml" || ext == ".json" {
		return nil
	}
	switch {
	case host == "youtube.com" || host == "m.youtube.com":
		if list := u.Query().Get("list"); list != "" {
			return []string{"https://www.youtube.com/feeds/videos.xml?playlist_id=" + url.QueryEscape(list)}
		}
		if part(0) == "channel" && part(1) != "" {
			return []string{"https://www.youtube.com/feeds/videos.xml?channel_id=" + url.QueryEscape(part(1))}
		}
	case host == "reddit.com" || strings.HasSuffix(host, ".reddit.com"):
		if (part(0) == "r" || part(0) == "user" || part(0) == "u") && part(1) != "" {
			return []string{"https://www.reddit.com/" + part(0) + "/" + url.PathEscape(part(1)) + "/.rss"}
		}
	case host == "github.com":
		if part(1) != "" {
			repo := "https://github.com/" + part(0) + "/" + part(1)
			return []string{repo + "/releases.atom", repo + "/commits.atom", repo + "/tags.atom"}
		}
		if part(0) != "" {
			return []string{"https://github.com/" + part(0) + ".atom"}
		}
	case host == "codeberg.org":
		if part(1) != "" {
			return []string{"https://codeberg.org/" + part(0) + "/" + part(1) + ".rss"}
		}
	case host == "bsky.app":
		if part(0) == "profile" && part(1) != "" {
			return []string{"https://bsky.app/profile/" + part(1) + "/rss"}
		}
	case host == "vimeo.com":
		if part(0) != "" && strings.Trim(part(0), "0123456789") != "" {
			return []string{"https://vimeo.com/" + part(0) + "/videos/rss"}
		}
	case host == "dev.to":
		if part(0) != "" {
			return []string{"https://dev.to/feed/" + part(0)}
		}
	case host == "gitlab.com":
		if part(1) != "" {
			return []string{"https://gitlab.com/" + part(0) + "/" + part(1) + "/-/tags?format=atom"}
		}
	case host == "medium.com":
		if part(0) != "" {
			return []string{"https://medium.com/feed/" + part(0)}
		}
	case strings.HasSuffix(host, ".substack.com"), strings.HasSuffix(host, ".medium.com"):
		return []string{"https://" + host + "/feed"}
	case strings.HasSuffix(host, ".wordpress.com"):
		return []string{"https://" + host + "/feed/"}
	case strings.HasSuffix(host, ".blogspot.com"):
		return []string{"https://" + host + "/feeds/posts/default"}
	case strings.HasSuffix(host, ".tumblr.com"):
		return []string{"https://" + host + "/rss"}
	case part(0) == "tags" && len(parts) == 2, strings.HasPrefix(part(0), "@") && len(parts) == 1 && len(part(0)) > 1:
		// Mastodon and what is like it.
		return []string{u.Scheme + "://" + u.Host + "/" + strings.Join(parts, "/") + ".rss"}
	}
	return nil
}

var channelID = regexp.MustCompile(`"(?:channelId|externalId)":"(UC[\w-]{20,24})"`)

// inPage finds what pages say in other words than a link.
func inPage(page []byte) []string {
	if m := channelID.FindSubmatch(page); m != nil {
		return []string{"https://www.youtube.com/feeds/videos.xml?channel_id=" + string(m[1])}
	}
	return nil
}

// common are the addresses at which feeds are found most often: beside the
// page, then at the root of the site.
func common(u *url.URL) []string {
	root := *u
	root.RawQuery, root.Fragment, root.User = "", "", u.User
	dirs := []string{"/"}
	if dir := strings.TrimSuffix(u.Path, "/"); dir != "" && path.Ext(dir) == "" {
		dirs = []string{dir + "/", "/"}
	}
	var out []string
	for i, dir := range dirs {
		names := []string{"feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed.json", "feeds/posts/default"}
		if i == 0 && len(dirs) > 1 {
			names = []string{"feed", "rss.xml"}
		}
		for _, n := range names {
			root.Path = dir + n
			out = append(out, root.String())
		}
	}
	return out
}
