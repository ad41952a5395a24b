package fetch

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// A sentence speaks of what was asked for: a page is no feed, and nobody knows
// whether there ever was one.
func TestStatusesAreOfWhatWasAsked(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(strings.Trim(r.URL.Path, "/"))
		w.WriteHeader(code)
	})
	c := New(Options{})
	for _, x := range []struct{ accept, path, want string }{
		{"", "/404", "There is no feed at this address (404)."},
		{AcceptPage, "/404", "There is no page at this address (404)."},
		{AcceptAny, "/404", "There is nothing at this address (404)."},
		{AcceptPage, "/410", "The site has removed this page for good (410)."},
		{AcceptPage, "/402", "127.0.0.1 gives this page to subscribers only (402)."},
		{"", "/403", "127.0.0.1 does not allow access to this feed (403)."},
		{AcceptPage, "/403", "127.0.0.1 does not allow access to this page (403)."},
	} {
		_, err := c.Get(context.Background(), Request{URL: s.URL + x.path, Accept: x.accept})
		if e := problem(t, err); e.Problem != x.want || x.accept == AcceptPage && strings.Contains(e.Advice, "feed") {
			t.Errorf("%s %s: %q (%q), want %q", x.accept, x.path, e.Problem, e.Advice, x.want)
		}
	}
}
