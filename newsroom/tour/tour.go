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

// after is how much later the outlet of the other language is.
const after = 30 * time.Minute

// Feeds are the feeds by address, dated so that they are fresh at now and one in
// the reader's language, "fr" or any other for English, comes first.
func Feeds(now time.Time, lang string) map[string][]byte {
	dated := func(text string, late time.Duration) []byte {
		return []byte(ago.ReplaceAllStringFunc(text, func(mark string) string {
			d, err := time.ParseDuration(ago.FindStringSubmatch(mark)[1])
			if err != nil {
				d = 0
			}
			return now.Add(-d - late).UTC().Format(time.RFC3339)
		}))
	}
	late := after
	if lang == "fr" {
		late = 0
	}
	urls := URLs()
	return map[string][]byte{urls[0]: dated(french, late), urls[1]: dated(english, after-late)}
}
