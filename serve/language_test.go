//go:build unix

package serve

import (
	"bytes"
	"strings"
	"testing"
)

// Commands and the interface speak the language their reader wished for, else the
// one the terminal names, else the server's.
func TestRemoteLanguage(t *testing.T) {
	r, key := readable(t, 3)
	c, err := r.dial("ada", key)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	says := func(command string, env ...string) string {
		t.Helper()
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		for _, one := range env {
			name, value, _ := strings.Cut(one, "=")
			_ = s.Setenv(name, value) // some are refused
		}
		var out, errs bytes.Buffer
		s.Stdout, s.Stderr = &out, &errs
		if err := s.Run(command); err != nil {
			t.Fatalf("%s: %v, %q", command, err, errs.String())
		}
		return out.String() + errs.String()
	}
	for _, tt := range []struct {
		wish string
		env  []string
		want string
	}{
		{"", nil, "en"},
		{"", []string{"LANG=fr_FR.UTF-8"}, "fr"},
		{"", []string{"LANG=fr_FR.UTF-8", "LC_ALL=en_GB.UTF-8"}, "en"},
		{"", []string{"LANG=C.UTF-8"}, "en"},
		{"", []string{"LANG=tlh"}, "en"},
		{"", []string{"LANG=fr/../../x"}, "en"},
		{"", []string{"LANGUAGE=fr", "LC_TIME=fr_FR.UTF-8"}, "en"},
		{"fr", nil, "fr"},
		{"fr", []string{"LANG=en_US.UTF-8"}, "fr"},
		{"auto", []string{"LANG=en_US.UTF-8"}, "en"},
	} {
		if tt.wish != "" {
			says("language " + tt.wish)
		}
		if got := strings.TrimSpace(says("language", tt.env...)); got != tt.want {
			t.Errorf("with %v and the wish %q: %s, want %s", tt.env, tt.wish, got, tt.want)
		}
	}
	if out := says("brief", "LANG=fr_FR.UTF-8"); !strings.Contains(out, "depuis le") {
		t.Errorf("brief does not speak French: %q", out)
	}
	f := r.far(t, key, 120, 40, "LANG=fr_FR.UTF-8")
	f.sees("Avec étoile")
	for _, how := range []string{"", "osc9", "bell", "off"} {
		want := how
		if how == "" {
			want = "off"
		} else {
			says("notify " + how)
		}
		if got := strings.TrimSpace(says("notify")); got != want {
			t.Errorf("notices are %q, want %q", got, want)
		}
	}
	if _, errs, code := run(t, c, "language klingon", ""); code != 2 || !strings.Contains(errs, "en | fr | auto") {
		t.Errorf("another language: %q, %d", errs, code)
	}
}
