package cli

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/feeds/newsboat"
	"lede/news"
	"lede/newsroom"
	"lede/ui/keymap"
)

// Every operation leads to an action that there is.
func TestOperationsAreActions(t *testing.T) {
	for op, action := range operations {
		if _, ok := keymap.RowOf(action); !ok {
			t.Errorf("%s: there is no action %q", op, action)
		}
	}
	for op, p := range placed {
		for _, action := range []keymap.Action{p.list, p.reader} {
			if _, ok := keymap.RowOf(action); !ok {
				t.Errorf("%s: there is no action %q", op, action)
			}
		}
		if _, twice := operations[op]; twice {
			t.Errorf("%s stands twice", op)
		}
	}
}

// settled is the key map that comes of lines of newsboat's config file.
func settled(t *testing.T, lines string) (*keymap.Map, config.Config, []string) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "config")
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := newsboat.ReadConfig(path, dir)
	if err != nil {
		t.Fatal(err)
	}
	text, notes := settingsYAML(s)
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	m, problems := keymap.Build(keymap.Wishes{Preset: c.Keys.Preset, Bind: c.Keys.Bind, Macros: c.Keys.Macros})
	if len(problems) > 0 {
		t.Errorf("%v in\n%s", problems, text)
	}
	var told []string
	for _, n := range notes {
		told = append(told, n.String())
	}
	return m, c, told
}

func TestNewsboatKeys(t *testing.T) {
	m, c, notes := settled(t, `bind-key j down
bind-key k up
bind-key J next-feed articlelist
bind-key g home
bind-key SPACE open
bind-key ^D halfpagedown article
bind-key F5 reload-all
bind-key o open-in-browser-and-mark-read
bind-key h quit articlelist
bind-key u pageup
bind-key ; next
unbind-key R
unbind-key q article
bind-key v view-dialogs
bind-key x open urlview
bind-key Bad!! open
macro m open-in-browser-and-mark-read; next-unread
macro v set browser "mpv %u"; open-in-browser ; set browser "firefox %u"
macro p pipe-to "pandoc -o 'a b.pdf'" ; next-unread
macro s pipe-to "cat > it's.txt"
macro w set browser "w3m %u" ; open-in-browser
macro y edit-urls ; nonsense
`)
	for _, c := range []struct {
		key  string
		in   keymap.Context
		want keymap.Action
	}{
		{"j", keymap.List, keymap.Down}, {"j", keymap.Reader, keymap.Down}, {"k", keymap.SideList, keymap.Up},
		{"J", keymap.List, keymap.NextFeed}, {"J", keymap.Reader, keymap.NextGroup}, {"J", keymap.SideList, keymap.Down},
		{"g", keymap.List, keymap.Top}, {"space", keymap.List, keymap.Open}, {"ctrl+d", keymap.Reader, keymap.HalfDown},
		{"f5", keymap.List, keymap.RefreshAll}, {"o", keymap.List, keymap.OpenAndMark}, {"O", keymap.List, keymap.OpenAndMark},
		{"h", keymap.List, keymap.Quit}, {"h", keymap.Reader, keymap.Back}, {"q", keymap.List, keymap.Quit},
		{";", keymap.List, keymap.Down}, {";", keymap.Reader, keymap.NextGroup},
		{"R", keymap.List, ""}, {"enter", keymap.List, keymap.Open}, {"n", keymap.List, keymap.NextUnread}, {"N", keymap.List, keymap.ToggleRead},
	} {
		if got, _ := m.Lookup([]string{c.key}, c.in); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.key, c.in, got, c.want)
		}
	}
	if a, _ := m.Lookup([]string{",", "m"}, keymap.List); strings.Join(m.Steps(a), " ") != "open-and-mark next-unread" {
		t.Errorf(", m is %q", a)
	}
	if wrong, taken := keyProblems(c); len(wrong)+len(taken) > 0 {
		t.Errorf("what lede wrote itself is found fault with: %v %v", wrong, taken)
	}
	for key, want := range map[string]string{"v": ":open-with mpv %u", "p": ":pipe pandoc -o 'a b.pdf'|next-unread", "s": `:pipe sh -c 'cat > it'\''s.txt'`} {
		if a, _ := m.Lookup([]string{",", key}, keymap.List); strings.Join(m.Steps(a), "|") != want {
			t.Errorf(", %s does %q, want %q", key, m.Steps(a), want)
		}
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{"config:14: The key v is not taken: view-dialogs", "config:15: ", "urlview", "config:16: ", "config:21: The macro on w is not taken: a browser in the terminal goes into ui.open_with", "config:22: The macro on y is not taken: \"nonsense\""} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}

// The lines of newer versions have sequences of keys, several places and several
// operations.
func TestNewsboatSequences(t *testing.T) {
	m, _, notes := settled(t, `bind ,a everywhere open-in-browser
bind gg feedlist,articlelist home
bind <SPACE>^A articlelist mark-feed-read ; next-unread-feed -- "read and on"
bind <C-x><S-TAB> article quit
bind G everywhere end
bind ENTER article next-unread
bind xy everywhere set browser "w3m %u" ; open-in-browser
bind ab view quit
macro o open-in-browser; quit
bind Q everywhere reload-all
`)
	for _, c := range []struct {
		in   keymap.Context
		keys string
		want keymap.Action
	}{
		{keymap.List, ", a", keymap.OpenBrowser}, {keymap.Reader, ", a", keymap.OpenBrowser}, {keymap.List, "g g", keymap.Top}, {keymap.SideList, "g g", keymap.Top},
		{keymap.Reader, "ctrl+x shift+tab", keymap.Quit}, {keymap.List, "G", keymap.Bottom}, {keymap.Reader, "enter", keymap.NextUnread}, {keymap.List, "enter", keymap.Open},
		{keymap.List, "Q", keymap.RefreshAll},
	} {
		if got, _ := m.Lookup(strings.Fields(c.keys), c.in); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.keys, c.in, got, c.want)
		}
	}
	for keys, want := range map[string]string{"space ctrl+a": "mark-all-read next-unread-feed", ", o": "open-browser quit"} {
		a, _ := m.Lookup(strings.Fields(keys), keymap.List)
		if got := strings.Join(m.Steps(a), " "); got != want {
			t.Errorf("%s does %q, want %q", keys, got, want)
		}
	}
	if all := strings.Join(notes, "\n"); len(notes) != 2 || !strings.Contains(all, "config:7: The macro on xy is not taken") || !strings.Contains(all, `config:8: The key ab in "view" is not taken`) {
		t.Errorf("%s", all)
	}
}

func TestNewsboatSettings(t *testing.T) {
	_, c, notes := settled(t, "reload-time 90\nrefresh-on-startup no\nreload-threads 4\nkeep-articles-days 30\ntext-width 66\nshow-read-articles yes\nbrowser \"w3m 'a: #b' %u\"\n")
	if len(notes) > 0 {
		t.Errorf("notes %q", notes)
	}
	if c.Refresh.Interval.String() != "1h30m" || c.Refresh.OnStart || c.Refresh.Concurrency != 4 || c.Retention.String() != "30d" || c.UI.Measure != 66 || !c.UI.ShowRead {
		t.Errorf("%+v %v %+v", c.Refresh, c.Retention, c.UI)
	}
	if o := c.UI.OpenWith; len(o) != 1 || o[0].Host != "*" || !o[0].Terminal || strings.Join(o[0].Run, "|") != "w3m|a: #b|%u" {
		t.Errorf("open with %+v", o)
	}
	for order, want := range map[string]string{
		"date-asc": "date", "date": "oldest", "date-desc": "oldest", "title": "title", "title-desc": "-title", "author": "date",
	} {
		if _, c, _ := settled(t, "article-sort-order "+order+"\n"); c.UI.Order != want {
			t.Errorf("article-sort-order %s is %q", order, c.UI.Order)
		}
	}
	_, c, _ = settled(t, "# nothing\n")
	if c.Keys.Preset != "newsboat" || len(c.Keys.Bind) > 0 || c.Retention != 0 {
		t.Errorf("%+v %v", c.Keys, c.Retention)
	}
}

// newsboatHome puts newsboat's files into ~/.newsboat.
func newsboatHome(t *testing.T, dir, at string) string {
	t.Helper()
	boat := filepath.Join(dir, ".newsboat")
	if err := os.MkdirAll(boat, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"urls":   at + "/feed grain \"~My mill\"\nexec:/bin/true\n\"query:Flagged:flags != \\\"\\\"\"\n",
		"config": "reload-time 60\ncolor article white black\nbind-key x open\n",
	} {
		if err := os.WriteFile(filepath.Join(boat, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(boat, "cache.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE rss_feed (rssurl PRIMARY KEY, url, title);
		CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate INTEGER, content, unread INTEGER, flags, deleted INTEGER);
		INSERT INTO rss_feed VALUES (?1, 'http://mill.example/', 'The Mill');
		INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES
		('a', 'Microsoft opens a mill', '', 'http://mill.example/a', ?1, 1795510800, '<p>Microsoft opened a mill in Ghent on Tuesday. “We have always wanted to grind our own flour,” said Ada Marlowe, head of grain at Microsoft.</p>', 0, 's', 0),
		('z', 'L’Œuvre: où ça?', '', 'http://mill.example/z', ?1, 1700000000, '<p>Très ancien.</p>', 0, '', 0)`, at+"/feed"); err != nil {
		t.Fatal(err)
	}
	return boat
}

func TestImportNewsboatCommand(t *testing.T) {
	dir := home(t)
	at := publisher(t)
	lede(t, "", "import", "--newsboat").want(t, 1, "newsboat's files are neither in", "say where")
	boat := newsboatHome(t, dir, at)
	lede(t, "", "import", "--newsboat", "--dry-run").want(t, 0, "nothing was changed", "2  articles lede did not have", "urls:2: Not taken: it runs a program (exec:)",
		"config:2: Colours", "--write-config writes them", "preset: newsboat", "retention")
	if got := lede(t, "", "feeds", "--json"); got.out != "" {
		t.Errorf("a dry run follows %s", got.out)
	}
	got := objects(t, lede(t, "", "import", "--newsboat", boat, "--json").want(t, 0).out)[0]
	for name, want := range map[string]any{"added": 1.0, "views": 1.0, "articles": 2.0, "read": 2.0, "starred": 1.0, "tagged": 1.0, "written": "", "dry_run": false} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if notes := got["not_taken"].([]any); len(notes) != 2 || notes[0].(map[string]any)["line"] != 2.0 {
		t.Errorf("not taken: %v", notes)
	}
	lede(t, "", "import", "--newsboat", "--write-config").want(t, 0, "Settings and keys are in", "config.yaml")
	lede(t, "", "config", "check").want(t, 0, "all is well")
	lede(t, "", "import", "--newsboat", "--write-config").want(t, 0, "left alone", "by hand")
	lede(t, "", "list", "starred").want(t, 0, "★", "Microsoft opens a mill", "My mill")
	lede(t, "", "refresh").want(t, 0, "1 new article,")
	lede(t, "", "list", "unread").want(t, 0, "Bruges")
	lede(t, "", "quotes").want(t, 0, "Ada Marlowe")

	// The cache by its name, also without the list beside it.
	lede(t, "", "import", filepath.Join(boat, "cache.db")).want(t, 0, "0  feeds followed; 1 was already", "articles lede had")
	lede(t, "", "import", boat).want(t, exitUsage, "is a directory", "--newsboat")
	lede(t, "", "import", "--write-config", filepath.Join(boat, "urls")).want(t, exitUsage, "goes with --newsboat")
	lede(t, "", "import", "--dry-run", filepath.Join(boat, "urls")).want(t, exitUsage, "newsboat's files")
}

func TestExportArticles(t *testing.T) {
	dir := home(t)
	newsboatHome(t, dir, publisher(t))
	lede(t, "", "import", "--newsboat").want(t, 0)

	rows := objects(t, lede(t, "", "export", "--articles").want(t, 0).out)
	if len(rows) != 2 || rows[0]["title"] != "Microsoft opens a mill" || rows[0]["starred"] != true || len(rows[0]["quotes"].([]any)) != 1 {
		t.Errorf("%v", rows)
	}
	checkOffsets(t, rows[0])
	if rows := objects(t, lede(t, "", "export", "--articles", "starred", "--sentences", "1").want(t, 0).out); len(rows) != 1 || len(rows[0]["summary"].([]any)) != 1 {
		t.Errorf("%v", rows)
	}
	out := filepath.Join(dir, "a", "notes")
	lede(t, "", "export", "--articles", "--format", "markdown", "-o", out).want(t, 0, "2 articles are in")
	lede(t, "", "export", "--articles", "--format", "markdown", "-o", out).want(t, 0) // over those that are there
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 2 || !strings.HasPrefix(files[0].Name(), "2023-11-14-l-uvre-ou-ca-") || !strings.HasPrefix(files[1].Name(), "2026-11-24-microsoft-opens-a-mill-") {
		t.Errorf("%v, %v", files, err)
	}
	text, err := os.ReadFile(filepath.Join(out, files[1].Name()))
	if err != nil || !strings.Contains(string(text), "# Microsoft opens a mill") || !strings.Contains(string(text), "> — Ada Marlowe") {
		t.Errorf("%s, %v", text, err)
	}
	both := lede(t, "", "export", "--articles", "--format", "markdown").want(t, 0, "# Microsoft opens a mill", "\n---\n", "# L’Œuvre").out
	if strings.Count(both, "\n---\n") != 1 {
		t.Error(both)
	}
	file := filepath.Join(dir, "quotes.md")
	lede(t, "", "export", "--quotes", "company:microsoft", "--format", "markdown", "-o", file).want(t, 0)
	if text, err = os.ReadFile(file); err != nil || !strings.Contains(string(text), "> — Ada Marlowe") || !strings.Contains(string(text), "My mill, *Microsoft opens a mill*, 2026-11-24") {
		t.Errorf("%s, %v", text, err)
	}
	if rows := objects(t, lede(t, "", "export", "--quotes").want(t, 0).out); len(rows) != 1 || rows[0]["title"] != "Microsoft opens a mill" {
		t.Errorf("%v", rows)
	}
	for args, says := range map[string]string{
		"export --articles --quotes": "not both", "export unread": "go with --articles", "export --format json": "go with --articles",
		"export --articles --format pdf": "json or markdown", "export --articles bogus:x": "wrong at column", "export --articles --sentences 9": "1 to 5",
	} {
		lede(t, "", strings.Fields(args)...).want(t, exitUsage, says)
	}
	kept := lede(t, "", "export", "-o", file).want(t, 0)
	if text, err = os.ReadFile(file); err != nil || kept.out != "" || !strings.Contains(string(text), `<outline text="grain"`) {
		t.Errorf("%s %s, %v", kept.out, text, err)
	}
	lede(t, "", "export", "--articles", "bogus:x", "-o", file).want(t, exitUsage)
	if again, err := os.ReadFile(file); err != nil || string(again) != string(text) {
		t.Errorf("an export that failed has changed the file: %s, %v", again, err)
	}
	if rest, _ := filepath.Glob(filepath.Join(dir, ".lede-*")); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

func TestMarkdownName(t *testing.T) {
	for title, want := range map[string]string{
		"../../etc/passwd": "0001-01-01-etc-passwd-7.md", "Ça va ? Été !": "0001-01-01-ca-va-ete-7.md", "日本": "0001-01-01-7.md", "": "0001-01-01-7.md",
		"CON: a\x00b|c\\d": "0001-01-01-con-a-b-c-d-7.md", strings.Repeat("abc ", 50): "0001-01-01-" + strings.TrimSuffix(strings.Repeat("abc-", 15), "-") + "-7.md",
	} {
		if got := markdownName(&news.Article{ID: 7, Title: title}); got != want {
			t.Errorf("%q: %s, want %s", title, got, want)
		}
	}
}

// Over SSH there are no files: exports go to standard output, and what reads
// this machine's files is not there.
func TestSwitchingOverSSH(t *testing.T) {
	dir := home(t)
	newsboatHome(t, dir, publisher(t))
	sh := &shell{in: strings.NewReader(""), out: io.Discard, errw: io.Discard, version: "1", lang: "en", now: func() time.Time { return today }, local: &local{}}
	defer func() { _ = sh.local.close() }()
	s, err := sh.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ImportNewsboat(context.Background(), newsroom.Switch{Files: newsboat.Files{Cache: filepath.Join(dir, ".newsboat", "cache.db")}}); err != nil {
		t.Fatal(err)
	}
	visit := func(in string, args ...string) ran {
		var out, errw bytes.Buffer
		code := Remote(context.Background(), "1", "en", s, args, strings.NewReader(in), &out, &errw)
		return ran{out.String(), errw.String(), code}
	}
	if rows := objects(t, visit("", "export", "--articles", "starred").want(t, 0).out); len(rows) != 1 {
		t.Errorf("%v", rows)
	}
	visit("", "export", "--articles", "--format", "markdown").want(t, 0, "# Microsoft opens a mill", "\n---\n")
	visit("", "export", "--quotes").want(t, 0, "Ada Marlowe")
	visit("", "export").want(t, 0, "<opml")
	visit("", "export", "-o", "x").want(t, exitUsage, "unknown shorthand flag")
	visit("", "import", "--newsboat").want(t, exitUsage, "unknown flag")
	visit("", "import", filepath.Join(dir, ".newsboat", "urls")).want(t, exitUsage, errNoFiles.Error())
	visit("https://other.example/feed\n", "import").want(t, 0, "1 feed is followed")
	cache, err := os.ReadFile(filepath.Join(dir, ".newsboat", "cache.db"))
	if err != nil {
		t.Fatal(err)
	}
	visit(string(cache), "import").want(t, exitFailed, "this is a database")
}
