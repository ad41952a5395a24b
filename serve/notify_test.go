package serve

import (
	"context"
	"strings"
	"testing"
	"time"

	"lede/newsroom"
)

// A terminal makes itself heard only for who asked for it, only while they look
// elsewhere, and not all the time.
func TestNoticesOfNewArticles(t *testing.T) {
	for _, tt := range []struct {
		how   string
		away  time.Duration
		types string
		want  string // "": nothing of the kind
	}{
		{"", time.Nanosecond, "u", ""},
		{byBell, time.Nanosecond, "u", "\a"},
		{byOSC9, time.Nanosecond, "u", "\x1b]9;lede: 1 new article\x1b\\"},
		{byBell, time.Hour, "u", ""},             // they are at the keys
		{byBell, time.Hour, "\x1b[Ou", "\a"},     // their terminal is behind another window
		{byBell, time.Hour, "\x1b[O\x1b[Iu", ""}, // and in front again
		{"nonsense", time.Nanosecond, "u", ""},
	} {
		h := open(t, func(o *Options) {
			o.away = tt.away
			o.Setting = func(_ context.Context, _ *newsroom.Session, key string) (string, error) {
				return map[string]string{NotifySetting: tt.how}[key], nil
			}
		})
		s := sit(t, h.client("ada", newKey(t)), "xterm", 120, 24)
		s.sees("reader=ada")
		s.types(tt.types)
		s.sees("1 last=u")
		s.types("uuv")
		s.sees("v")
		s.types("q")
		s.leaves()
		for _, loud := range []string{"\a", "\x1b]9;"} {
			// The title of the window ends with a bell of its own.
			got := strings.Count(strings.ReplaceAll(s.text(), "\x1b]2;\a", ""), loud)
			want := 0
			if strings.Contains(tt.want, loud) {
				want = 1
			}
			if got != want {
				t.Errorf("%q, %s, %q: %d times %q, want %d in %q", tt.how, tt.away, tt.types, got, loud, want, s.text())
			}
		}
		if !strings.Contains(s.text(), tt.want) {
			t.Errorf("%q, %s, %q: %q is not in %q", tt.how, tt.away, tt.types, tt.want, s.text())
		}
		h.stop()
		h.wait()
	}
}
