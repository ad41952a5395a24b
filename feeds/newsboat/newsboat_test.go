package newsboat

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"lede/news"
)

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadURLs(t *testing.T) {
	got, err := ReadURLs("urls", strings.NewReader(`# my feeds
https://a.example/feed tech "deep news" "~The \"A\" feed" # a comment
http://b.example/feed?x=#y "!hidden"

"query:Unread ones:unread = \"yes\"" tag
"query:Many:unread_count > 4"
"query:Mills:title =~ \"mill\""
query:broken
exec:~/bin/feed.sh
"filter:~/bin/f:https://c.example/"
file:///home/me/x.xml
feed://d.example/x
https://a.example/feed more /a/b/
`))
	if err != nil {
		t.Fatal(err)
	}
	if want := []news.Feed{
		{URL: "https://a.example/feed", Title: `The "A" feed`, Folders: []string{"tech", "deep news", "more", "a/b"}},
		{URL: "http://b.example/feed?x=#y", Settings: news.FeedSettings{Hidden: true}},
		{URL: "https://d.example/x"},
	}; !reflect.DeepEqual(got.Feeds, want) {
		t.Errorf("feeds %+v", got.Feeds)
	}
	if got.Written["https://d.example/x"] != "feed://d.example/x" {
		t.Errorf("written %v", got.Written)
	}
	if want := []View{{"Unread ones", "unread", 5}, {"Mills", "title:mill*", 7}}; !reflect.DeepEqual(got.Views, want) {
		t.Errorf("views %+v", got.Views)
	}
	var notes []string
	for _, n := range got.Notes {
		notes = append(notes, n.String())
	}
	wantNotes(t, notes, "urls:6: ", "unread_count has no counterpart", "urls:7: ", "beginnings", "urls:8: ", "urls:9: ", "exec:", "urls:10: ", "filter:", "urls:11: ", "not on the web")
}

func wantNotes(t *testing.T, notes []string, parts ...string) {
	t.Helper()
	all := strings.Join(notes, "\n")
	rest := all
	for _, p := range parts {
		i := strings.Index(rest, p)
		if i < 0 {
			t.Fatalf("%q is missing, or out of order, in\n%s", p, all)
		}
		rest = rest[i+len(p):]
	}
}

func TestQuery(t *testing.T) {
	for filter, want := range map[string]string{
		`unread = "yes"`:            "unread",
		`unread != "yes"`:           "read",
		`unread == "no"`:            "read",
		`title =~ "microsoft"`:      "title:microsoft*",
		`title !~ "spam|advert"`:    "-(title:spam* OR title:advert*)",
		`content =~ "(mill|grain)"`: "(mill* OR grain*)",
		`content =~ "unread"`:       `"unread"`,
		`title =~ "open source"`:    `title:"open source"`,
		`title =~ ".*wheat.*"`:      "title:wheat*",
		`title = "The News"`:        `title:"The News"`,
		`author =~ "Frank"`:         "author:Frank",
		`author != "Ann Lee"`:       `-author:"Ann Lee"`,
		`tags # "tech"`:             "folder:tech",
		`tags !# "tech"`:            "-folder:tech",
		`flags # "s"`:               "tag:s",
		`flags =~ "sx"`:             "tag:s tag:x",
		`flags !~ "sx"`:             "-(tag:s tag:x)",
		`flags != ""`:               "starred",
		`flags = ""`:                "-starred",
		`enclosure_url != ""`:       "has:enclosure",
		`enclosure_type = ""`:       "-has:enclosure",
		`age < 3`:                   "newer:3d",
		`age <= 3`:                  "newer:4d",
		`age > 3`:                   "older:4d",
		`age >= 3`:                  "older:3d",
		`age between 0:10`:          "newer:11d",
		`age between 2:5`:           "older:2d newer:6d",
		`age = 1`:                   "older:1d newer:2d",
		`age != 2`:                  "(newer:2d OR older:3d)",
		`rssurl =~ "a.example"`:     `feed:"a.example"`,
		`feedtitle =~ "^Le Monde$"`: `feed:"Le Monde"`,
		`feedtitle = "Next"`:        "feed:Next",
		`(unread = "yes" and age < 2) or flags != ""`:         "unread newer:2d OR starred",
		`unread = "yes" AND ( title =~ "a" OR title =~ "b" )`: "unread (title:a* OR title:b*)",
		`((title =~ "c\\+\\+ now"))`:                          `title:"c++ now"`,
	} {
		got, _, err := Query(filter)
		if err != nil || got != want {
			t.Errorf("%s\n got %s, %v\nwant %s", filter, got, err, want)
		}
	}
	for filter, says := range map[string]string{
		``: "ends where", `unread`: "no comparison", `unread = `: "no value", `unread = "maybe"`: "no counterpart",
		`unread_count > 4`: "unread_count has no counterpart", `title =~ "a[bc]"`: "regular expression", `title =~ "a.*b"`: "regular expression",
		`title =~ "a`: "never closed", `(unread = "yes"`: "never closed", `unread = "yes")`: "not understood",
		`title > "a"`: "title > has no counterpart", `age < x`: "not understood", `age between 3`: "not understood", `flags = "s"`: "no counterpart",
		`title = "\"quoted\""`: "quotation marks", `title =~ "!!"`: "no letter", `content = "x"`: "no counterpart", `nonsense`: "no comparison",
		`unread = "yes" and`: "ends where", strings.Repeat("(", 60) + `unread="yes"`: "deeper", `title =~ "` + strings.Repeat("x", 9000) + `"`: "longer",
	} {
		if got, _, err := Query(filter); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.60s: got %q, %v", filter, got, err)
		}
	}
}

// No expression is said with signs a terminal obeys, or with quotes and
// parentheses that do not close.
func FuzzQuery(f *testing.F) {
	f.Add(`( unread = "yes" and age between 0:3 ) or title =~ "a|b c" and flags # "x"`)
	f.Add("title =~ \"\x1b[31m\u202eab\" or content !~ \"OR\"")
	f.Fuzz(func(t *testing.T, filter string) {
		got, _, err := Query(filter)
		if err != nil {
			return
		}
		if got == "" || strings.ContainsFunc(got, func(r rune) bool {
			return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) && r != 0x200d && r != 0x200c
		}) {
			t.Errorf("%q is said %q", filter, got)
		}
		if strings.Count(got, `"`)%2 != 0 {
			t.Errorf("%q has a quotation mark alone", got)
		}
	})
}

func FuzzReadURLs(f *testing.F) {
	f.Add("https://a.example/ \"~x\" !h \"a b\n")
	f.Add("\"query:a:title =~ \\\"x\\\"\"\nexec:x\n\"\\")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := ReadURLs("urls", strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range got.Notes {
			if strings.ContainsFunc(n.Text, unicode.IsControl) {
				t.Errorf("a note holds a control character: %q", n.Text)
			}
		}
		for _, feed := range got.Feeds {
			if !strings.HasPrefix(feed.URL, "http") || strings.ContainsFunc(feed.Title+strings.Join(feed.Folders, ""), unicode.IsControl) {
				t.Errorf("%+v", feed)
			}
		}
	})
}

func TestReadConfig(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "colours", "color article white black\nbind-key F5 reload-all\ninclude config\n")
	path := write(t, dir, "config", `# a comment
reload-time 90 # minutes
refresh-on-startup yes
reload-threads 12
keep-articles-days 30
text-width 80
show-read-articles no
browser "w3m -o x='a b' %u"
cache-file ~/elsewhere.db
color background white black
include colours
bind-key ^R reload-all articlelist
unbind-key r
unbind-key -a
macro k open; reload ; quit -- "three things"
macro m set browser "mpv %u" ; open-in-browser
bind ,x article,feedlist open ; next
ignore-article "*" "title =~ \"advert\""
ignore-article "https://a.example/" "unread_count > 3"
user-agent x
max-items 100
reload-time soon
include nowhere
urls-source "ttrss"
article-sort-order title-desc
article-sort-order author
`)
	s, err := ReadConfig(path, "/home/me")
	if err != nil {
		t.Fatal(err)
	}
	if s.Reload != 90*time.Minute || s.OnStart == nil || !*s.OnStart || s.Concurrency != 12 || s.Keep == nil || *s.Keep != 30*24*time.Hour ||
		s.Width != 80 || s.ShowRead == nil || *s.ShowRead || s.Cache != "/home/me/elsewhere.db" || s.Order != "-title" {
		t.Errorf("settings %+v", s)
	}
	if want := []string{"w3m", "-o", "x=a b", "%u"}; !reflect.DeepEqual(s.Browser, want) {
		t.Errorf("browser %q", s.Browser)
	}
	other := filepath.Join(dir, "colours")
	if want := []Key{
		{other, 2, "F5", []string{"reload-all"}, "", false, false},
		{path, 12, "^R", []string{"reload-all"}, "articlelist", false, false},
		{path, 13, "r", nil, "", false, false},
		{path, 15, "k", []string{"open", "reload", "quit"}, "", true, false},
		{path, 16, "m", []string{"set browser mpv %u", "open-in-browser"}, "", true, false},
		{path, 17, ",x", []string{"open", "next"}, "article", false, true},
		{path, 17, ",x", []string{"open", "next"}, "feedlist", false, true},
	}; !reflect.DeepEqual(s.Keys, want) {
		t.Errorf("keys %+v", s.Keys)
	}
	if want := []Ignored{{"", "title:advert*", path, 18}}; !reflect.DeepEqual(s.Ignored, want) {
		t.Errorf("ignored %+v", s.Ignored)
	}
	var notes []string
	for _, n := range s.Notes {
		notes = append(notes, n.String())
	}
	wantNotes(t, notes, "config:10: Colours (2 lines", ":14: unbind-key -a", ":18: ", ":19: ignore-article is not taken: unread_count", ":20: user-agent", ":21: max-items has no counterpart",
		`:22: reload-time "soon"`, ":23: ", "nowhere cannot be read", ":24: The feeds of \"ttrss\"", ":26: article-sort-order \"author\" is not taken")
}

func TestBrowser(t *testing.T) {
	for command, want := range map[string][]string{
		"firefox": {"firefox"}, "firefox --new-tab %u &": {"firefox", "--new-tab", "%u"}, `sh -c "a b"`: {"sh", "-c", "a b"},
		"a | b": nil, "a > /dev/null": nil, "$BROWSER %u": nil, `a "b`: nil, "a; b": nil, "": nil,
	} {
		if got, why := browser(command); !reflect.DeepEqual(got, want) || (got == nil) != (why != "") {
			t.Errorf("%q: got %q, %q", command, got, why)
		}
	}
}

func TestFind(t *testing.T) {
	home := t.TempDir()
	env := map[string]string{"HOME": home}
	getenv := func(name string) string { return env[name] }
	if _, err := Find("", getenv); err == nil || !strings.Contains(err.Error(), ".newsboat") {
		t.Errorf("nothing there: %v", err)
	}
	urls := write(t, home, ".config/newsboat/urls", "x")
	cache := write(t, home, ".local/share/newsboat/cache.db", "x")
	if got, err := Find("", getenv); err != nil || got != (Files{URLs: urls, Cache: cache}) {
		t.Errorf("XDG: %+v, %v", got, err)
	}
	env["XDG_CONFIG_HOME"] = filepath.Join(home, "other")
	config := write(t, home, "other/newsboat/config", "x")
	if got, err := Find("", getenv); err != nil || got != (Files{Config: config, Cache: cache}) {
		t.Errorf("XDG_CONFIG_HOME: %+v, %v", got, err)
	}
	old := write(t, home, ".newsboat/urls", "x")
	if got, err := Find("", getenv); err != nil || got != (Files{URLs: old}) {
		t.Errorf("~/.newsboat: %+v, %v", got, err)
	}
	if got, err := Find(filepath.Join(home, "other/newsboat"), getenv); err == nil {
		t.Errorf("a directory with neither: %+v", got)
	}
}
