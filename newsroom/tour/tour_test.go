package tour

import (
	"regexp"
	"slices"
	"testing"
	"time"
)

// The newest article is in the reader's language.
func TestTheTourBeginsInTheReadersLanguage(t *testing.T) {
	dates := regexp.MustCompile(`<published>([^<]+)<`)
	for lang, first := range map[string]string{"fr": URLs()[0], "en": URLs()[1], "": URLs()[1]} {
		newest := map[string]string{}
		for url, feed := range Feeds(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), lang) {
			var all []string
			for _, m := range dates.FindAllSubmatch(feed, -1) {
				all = append(all, string(m[1]))
			}
			if len(all) != 4 {
				t.Fatalf("%s has %d articles", url, len(all))
			}
			newest[url] = slices.Max(all)
		}
		for url, at := range newest {
			if url != first && at >= newest[first] {
				t.Errorf("%q: %s begins at %v", lang, url, newest)
			}
		}
	}
}
