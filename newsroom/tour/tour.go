// Package tour is the feed that comes with the program: eight articles by two
// invented outlets, one French and one English, which show what lede does. They
// go the way of every other feed; only their bytes come from here.
package tour

import (
	_ "embed" // the feeds
	"regexp"
	"time"
)

// Scheme is what the addresses of built-in feeds begin with.
const Scheme = "lede:"

//go:embed fr.atom
var french string

//go:embed en.atom
var english string

//go:embed companies.yaml
var companies []byte

// URLs are the addresses of the feeds.
func URLs() []string { return []string{"lede:tour/fr", "lede:tour/en"} }

// Companies are the companies of the tour, in the form of a user's file.
func Companies() []byte { return companies }

var ago = regexp.MustCompile(`\{ago ([0-9hm]+)\}`)

// Feeds are the feeds by address, dated so that they are fresh at now.
func Feeds(now time.Time) map[string][]byte {
	date := func(mark string) string {
		d, err := time.ParseDuration(ago.FindStringSubmatch(mark)[1])
		if err != nil {
			d = 0
		}
		return now.Add(-d).UTC().Format(time.RFC3339)
	}
	out := map[string][]byte{}
	for i, text := range []string{french, english} {
		out[URLs()[i]] = []byte(ago.ReplaceAllStringFunc(text, date))
	}
	return out
}
