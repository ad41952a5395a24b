package spelling

import (
	"strings"
	"testing"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"star", "star", 0}, {"star", "stor", 1}, {"star", "stars", 1}, {"star", "tar", 1},
		{"star", "satr", 1}, {"googel", "google", 1}, {"kitten", "sitting", 3}, {"hermès", "hermes", 1}, {"ca", "abc", 3},
		{strings.Repeat("a", 1000), strings.Repeat("b", 1000), longest},
	} {
		if got := Edits(c.a, c.b); got != c.want {
			t.Errorf("%.10q and %.10q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Edits(c.b, c.a); got != c.want {
			t.Errorf("%.10q and %.10q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
