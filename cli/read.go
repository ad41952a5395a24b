package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"lede/feeds"
)

// maxInput is the most that is read of a file or of standard input.
const maxInput = 64 << 20

// document is a file, a page or standard input, whole.
type document struct {
	name        string // as it was given
	body        []byte
	contentType string // of a page
	url         string // of a page, after redirects
}

var errNoFiles = wrong("only standard input can be read here: put - instead of a name and send the text")

// read reads what an argument names: a file, a URL, or - for standard input,
// which also is what no argument means.
func (sh *shell) read(ctx context.Context, args []string) (document, error) {
	name := "-"
	if len(args) > 0 {
		name = args[0]
	}
	switch {
	case name == "-":
		if len(args) == 0 && isTerminal(sh.in) {
			sh.note("%s", sh.tr().S("cli.read.keyboard"))
		}
		body, err := bounded(sh.in, "standard input")
		return document{name: "standard input", body: body}, err
	case sh.local == nil:
		return document{}, errNoFiles
	case isURL(name):
		p, err := sh.poller()
		if err != nil {
			return document{}, err
		}
		body, contentType, at, err := p.Page(ctx, name)
		if err != nil {
			return document{}, fmt.Errorf("%s: %w", name, err)
		}
		return document{name: name, body: body, contentType: contentType, url: at}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return document{}, fmt.Errorf("%s cannot be read: %w", name, plain(err))
	}
	defer f.Close()
	body, err := bounded(f, name)
	return document{name: name, body: body}, err
}

// bounded reads everything, up to maxInput.
func bounded(r io.Reader, name string) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", name, plain(err))
	case len(body) > maxInput:
		return nil, fmt.Errorf("%s is longer than %d MB; that is no article and no feed", name, maxInput>>20)
	case len(body) == 0:
		return nil, errors.New(name + " is empty")
	}
	return body, nil
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https"))
}

// poller fetches single pages as the configuration wants it.
func (sh *shell) poller() (*feeds.Poller, error) {
	c, _, err := sh.configuration()
	if err != nil {
		return nil, err
	}
	r := c.Refresh
	return feeds.NewPoller(feeds.PollerOptions{
		Version: sh.version, Contact: r.Contact, UserAgent: r.UserAgent, MaxBody: int64(r.MaxBody),
		FirstByte: time.Duration(r.FirstByte), Total: time.Duration(r.Total),
	}), nil
}
