package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var today = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// home is an empty home for a test.
func home(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for name, sub := range map[string]string{"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"} {
		t.Setenv(name, filepath.Join(dir, sub))
	}
	return dir
}

type ran struct {
	out, err string
	code     int
}

// lede runs one command with some input.
func lede(t *testing.T, in string, args ...string) ran {
	t.Helper()
	var out, errw bytes.Buffer
	sh := &shell{in: strings.NewReader(in), out: &out, errw: &errw, version: "1.2.3", lang: "en", now: func() time.Time { return today }, local: &local{}}
	code := sh.run(context.Background(), args)
	return ran{out.String(), errw.String(), code}
}

func (r ran) want(t *testing.T, code int, parts ...string) ran {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d\nout: %s\nerr: %s", r.code, code, r.out, r.err)
	}
	for _, p := range parts {
		if !strings.Contains(r.out+r.err, p) {
			t.Errorf("%q is missing in\nout: %s\nerr: %s", p, r.out, r.err)
		}
	}
	return r
}

// objects are the lines of JSON that were printed.
func objects(t *testing.T, text string) (out []map[string]any) {
	t.Helper()
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var v map[string]any
		switch err := d.Decode(&v); err {
		case nil:
			out = append(out, v)
		case io.EOF:
			return out
		default:
			t.Fatalf("%v in %s", err, text)
		}
	}
}

func TestExitCodes(t *testing.T) {
	home(t)
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{"version", 0, "lede 1.2.3"},
		{"list --view none", 1, "no saved view"},
		{"list --view a --feed b", 2, "do not go together"},
		{"bogus", 2, `there is no command "bogus"`},
		{"lst", 2, "did you mean list?"},
		{"list --bogus", 2, "unknown flag: --bogus; `lede list --help`"},
		{"config bogus", 2, `no command "bogus"`},
		{"show", 2, "needs the number of an article"},
		{"show twelve", 2, "no number of an article"},
		{"show 12", 1, "there is no article 12"},
		{"list company:(", 2, "wrong at column"},
		{"list -c nobodyknowsthis", 2, "no company is called"},
		{"list", 0, "`lede add URL`"},
		{"digest -n 9", 2, "1 to 5"},
		{"digest /nowhere/at/all", 1, "cannot be read: no such file"},
		{"remove nothing", 1, "no feed is called"},
		{"brief --since 5", 2, "needs a unit"},
		{"--config /nowhere config check", 2, "cannot be read"},
		{"", 2, "needs a terminal"},
	} {
		lede(t, "", strings.Fields(tt.args)...).want(t, tt.code, tt.says)
	}
}

func TestWrongConfiguration(t *testing.T) {
	dir := home(t)
	file := filepath.Join(dir, "config", "lede", "config.yaml")
	for text, says := range map[string]string{
		"refresh:\n  interval: 5\n":              "config.yaml:2: interval \"5\" needs a unit",
		"summry:\n  sentences: 2\n":              `config.yaml:1: unknown option "summry"; did you mean "summary"?`,
		"keys:\n  bind:\n    opn-browser: [v]\n": "config.yaml:3:",
	} {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		lede(t, "", "config", "check").want(t, exitFailed, says)
		if !strings.Contains(text, "bind") {
			lede(t, "", "list").want(t, exitUsage, says)
		}
		lede(t, "", "doctor").want(t, exitFailed, says)
	}
}

func TestConfigInit(t *testing.T) {
	home(t)
	path := strings.TrimSpace(lede(t, "", "config", "init").want(t, 0).out)
	lede(t, "", "config", "check").want(t, 0, "all is well")
	lede(t, "", "config", "init").want(t, 1, "left alone")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	lede(t, "", "config", "path", "--json").want(t, 0, path)
}

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Mill</title><link>http://mill.example/</link>
<item><guid>a</guid><title>Microsoft opens a mill</title><link>http://mill.example/a</link><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;Microsoft opened a mill in Ghent on Tuesday. “We have always wanted to grind our own flour,” said Ada Marlowe, head of grain at Microsoft. The mill cost 40 million euros and employs ninety people.&lt;/p&gt;</description></item>
<item><guid>b</guid><title>Nothing happened in Bruges</title><link>http://mill.example/b</link><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate><description>Bruges was quiet.</description></item>
</channel></rss>`

// publisher has a good feed, a bad one and a page that names the good one.
func publisher(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, rss) })
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, `<html><head><title>Mill</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestFromAddToBrief(t *testing.T) {
	home(t)
	at := publisher(t)
	lede(t, "", "add", "--folder", "Grain", at+"/page").want(t, 0, "The Mill: 2 articles")
	lede(t, "", "add", at+"/feed").want(t, 0, "is followed already")
	lede(t, "", "add", "--json", at+"/nothing").want(t, 1, `"error":"`)

	rows := objects(t, lede(t, "", "list", "--json").want(t, 0).out)
	if len(rows) != 2 || rows[0]["title"] != "Microsoft opens a mill" || rows[0]["published"] != "2026-11-24T09:00:00Z" {
		t.Fatalf("%v", rows)
	}
	if companies, _ := rows[0]["companies"].([]any); len(companies) != 1 || companies[0] != "microsoft" {
		t.Errorf("companies %v", rows[0]["companies"])
	}
	if n := len(objects(t, lede(t, "", "list", "-c", "microsoft", "--json").out)); n != 1 {
		t.Errorf("%d articles of Microsoft", n)
	}
	if n := len(objects(t, lede(t, "", "list", "company:microsoft OR title:bruges", "-n", "1", "--json").out)); n != 1 {
		t.Errorf("%d articles within a limit of 1", n)
	}
	lede(t, "", "list", "folder:Grain", "unread").want(t, 0, "● ", "Bruges")

	full := objects(t, lede(t, "", "show", "--json", "1").want(t, 0).out)[0]
	quotes := full["quotes"].([]any)
	if len(quotes) != 1 || quotes[0].(map[string]any)["speaker"].(map[string]any)["name"] != "Ada Marlowe" {
		t.Errorf("quotes %v", quotes)
	}
	checkOffsets(t, full)
	lede(t, "", "show", "1").want(t, 0, "Microsoft opens a mill", "Summary", "Ada Marlowe", "grind our own flour")
	lede(t, "", "show", "--markdown", "--mark", "1").want(t, 0, "# Microsoft opens a mill", "> — Ada Marlowe")
	if n := len(objects(t, lede(t, "", "list", "unread", "--json").out)); n != 1 {
		t.Errorf("%d unread after one was marked", n)
	}
	lede(t, "", "quotes", "speaker:marlowe").want(t, 0, "flour", "Ada Marlowe", "The Mill")
	lede(t, "", "companies").want(t, 0, "Microsoft")
	lede(t, "", "companies", "explain", "1").want(t, 0, "Microsoft: a subject of the article")
	lede(t, "", "companies", "--all", "micros").want(t, 0, "1  0 unread  1 about  Microsoft")
	lede(t, "", "brief", "--since", "2d").want(t, 0, "Microsoft", "flour")
	lede(t, "", "brief", "--since", "2d", "--markdown").want(t, 0, "## ", "> ")
	if b := objects(t, lede(t, "", "brief", "--since", "2d", "--json").out); len(b) != 1 || len(b[0]["sections"].([]any)) == 0 {
		t.Errorf("brief %v", b)
	}

	opml := lede(t, "", "export").want(t, 0, "The Mill", "Grain").out
	lede(t, "", "remove", "mill").want(t, 0, "no longer followed")
	lede(t, "", "feeds").want(t, 0, "follow no feeds")
	lede(t, opml, "import").want(t, 0, "1 feed is followed now")
	feeds := objects(t, lede(t, "", "feeds", "--json").want(t, 0).out)
	if len(feeds) != 1 || feeds[0]["folders"].([]any)[0] != "Grain" {
		t.Errorf("feeds %v", feeds)
	}
}

func TestRefreshIsPartlyDone(t *testing.T) {
	home(t)
	at := publisher(t)
	list := `<opml version="2.0"><body><outline xmlUrl="` + at + `/feed"/><outline xmlUrl="` + at + `/gone"/></body></opml>`
	lede(t, list, "import", "-").want(t, 0, "2 feeds")
	polled := objects(t, lede(t, "", "refresh", "--json").want(t, exitPartly).out)
	news, problems := 0.0, 0
	for _, p := range polled {
		news += p["new"].(float64)
		if p["problem"] != "" {
			problems++
		}
	}
	if len(polled) != 2 || news != 2 || problems != 1 {
		t.Errorf("%v", polled)
	}
	lede(t, "", "refresh").want(t, 0, "0 new articles")
	lede(t, "", "refresh", "--feed", "The Mill").want(t, 0, "from 1 feed;")
	lede(t, "", "feeds", "--failing").want(t, 0, "failing")
	lede(t, "", "doctor", "--feeds").want(t, 1, "!!  feed")
}

func TestParse(t *testing.T) {
	home(t)
	feed := objects(t, lede(t, rss, "parse", "--base", "http://mill.example/feed").want(t, 0).out)[0]
	entries := feed["entries"].([]any)
	if feed["format"] != "rss" || len(entries) != 2 || entries[0].(map[string]any)["published"] != "2026-11-24T09:00:00Z" {
		t.Errorf("%v", feed)
	}
	lede(t, "<html><body>no feed</body></html>", "parse").want(t, 1, "standard input")
	lede(t, "", "parse").want(t, 1, "is empty")
}

func TestExtract(t *testing.T) {
	home(t)
	page := "<html><head><title>Flour</title></head><body><nav>Menu</nav><article><h1>Flour</h1>" +
		strings.Repeat("<p>The mill of Ghent has been turning for nine hundred years, and nobody has ever asked it why it does so.</p>", 6) + "</article></body></html>"
	got := objects(t, lede(t, page, "extract", "--json", "--base", "http://mill.example/").want(t, 0).out)[0]
	if text := got["text"].(string); !strings.Contains(text, "nine hundred") || strings.Contains(text, "Menu") {
		t.Errorf("%v", got)
	}
}

// What comes from a session over SSH touches no files, and some commands are
// not there.
func TestRemote(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("The secret text stands here."), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"digest", secret}, {"parse", secret}, {"extract", secret}, {"import", secret}, {"digest", "--jsonl", secret}, {"digest", "http://127.0.0.1/"},
		{"serve"}, {"config", "init"}, {"doctor"}, {"completion", "bash"}, {"--data", "/tmp", "list"}, {"export", "-o", secret},
	} {
		var out, errw bytes.Buffer
		code := Remote(context.Background(), "1", "en", nil, args, strings.NewReader(""), &out, &errw)
		if code != exitUsage || strings.Contains(out.String(), "secret text") {
			t.Errorf("%v: code %d, %s%s", args, code, out.String(), errw.String())
		}
	}
	var out, errw bytes.Buffer
	if code := Remote(context.Background(), "1", "en", nil, []string{"digest", "--json"}, strings.NewReader("Hello there."), &out, &errw); code != 0 {
		t.Errorf("%d %s", code, errw.String())
	}
}
