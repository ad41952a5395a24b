package cli

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lede/ui/keymap"
)

var update = flag.Bool("update", false, "write the tables of docs/switching.md anew")

// habit is a key of another program out of the box, and what it does there.
type habit struct {
	key, does string
	action    keymap.Action // lede's; "" for newsboat: that of the operation
}

// What newsboat's keys do is named by its operations.
var newsboatHabits = []habit{
	{"ENTER", "open", ""}, {"q", "quit", ""}, {"Q", "hard-quit", ""}, {"J", "next", ""}, {"K", "prev", ""}, {"n", "next-unread", ""}, {"p", "prev-unread", ""},
	{"j", "next-feed", ""}, {"k", "prev-feed", ""}, {"^N", "next-unread-feed", ""}, {"^P", "prev-unread-feed", ""},
	{"r", "reload", ""}, {"R", "reload-all", ""}, {"A", "mark-feed-read", ""}, {"C", "mark-all-feeds-read", ""}, {"N", "toggle-article-read", ""},
	{"l", "toggle-show-read-feeds", ""}, {"o", "open-in-browser", ""}, {"O", "open-in-browser-and-mark-read", ""}, {"u", "show-urls", ""}, {"#", "goto-url", ""},
	{"s", "save", ""}, {"|", "pipe-to", ""}, {"/", "open-search", ""}, {"F", "set-filter", ""}, {"^F", "clear-filter", ""}, {"f", "select-filter", ""},
	{"t", "set-tag", ""}, {"^T", "clear-tag", ""}, {"^E", "edit-flags", ""}, {"^B", "bookmark", ""}, {"D", "delete-article", ""}, {"E", "edit-urls", ""},
	{"g", "sort", ""}, {"G", "rev-sort", ""},
	{":", "cmdline", ""}, {"?", "help", ""}, {"^L", "redraw", ""},
	{"UP", "up", ""}, {"DOWN", "down", ""}, {"PPAGE", "pageup", ""}, {"NPAGE", "pagedown", ""}, {"HOME", "home", ""}, {"END", "end", ""},
}

// What newsboat has out of the box and lede has nothing for.
var newsboatOnly = []habit{
	{"e", "enqueue", ""}, {"^K", "random-unread", ""}, {"^U", "toggle-source-view", ""}, {"^R", "reload-urls", ""}, {"$", "purge-deleted", ""},
	{"^D", "delete-all-articles", ""}, {"v", "view-dialogs", ""}, {"^V", "next-dialog", ""}, {"^G", "prev-dialog", ""}, {"^X", "close-dialog", ""},
}

var nomHabits = []habit{
	{"Enter", "open", keymap.Open}, {"o", "open in browser", keymap.OpenBrowser}, {"m", "mark read", keymap.ToggleRead}, {"Alt+m", "mark all read", keymap.MarkAll},
	{"M", "toggle show read", keymap.UnreadOnly}, {"f", "favourite", keymap.Star}, {"F", "toggle show favourite", keymap.Starred}, {"r", "refresh", keymap.Refresh},
	{"/", "filter", keymap.Search}, {"l, → (in an article)", "next", keymap.NextGroup}, {"h, ← (in an article)", "prev", keymap.PrevGroup},
	{"g, G", "top, bottom", keymap.Top}, {"E", "edit the configuration", keymap.Feeds}, {"?", "help", keymap.Help},
}

var goreadHabits = []habit{
	{"Enter", "open", keymap.Open}, {"j, k", "down, up", keymap.Down}, {"J, K", "page down, page up", keymap.PageDown}, {"r", "refresh articles", keymap.Refresh},
	{"u", "mark as unread", keymap.ToggleRead}, {"s", "save article", keymap.Star}, {"p", "open in pager", keymap.Pipe}, {"←, → (in a feed)", "toggle focus", keymap.NextPane},
	{"Tab", "next tab", keymap.NextFeed}, {"n", "new feed", keymap.FeedAdd}, {"e", "edit feed", keymap.FeedRename}, {"d", "delete feed", keymap.FeedRemove}, {"h", "help", keymap.Help},
}

// newsboatTable is what newsboat's keys do under the preset, place by place
// where they differ.
func newsboatTable(t *testing.T) string {
	m, _ := keymap.New("newsboat", nil)
	var b strings.Builder
	b.WriteString("| key | newsboat | with `keys: newsboat` |\n|---|---|---|\n")
	for _, h := range append(newsboatHabits[:len(newsboatHabits):len(newsboatHabits)], newsboatOnly...) {
		key, err := keyOf(h.key)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, c := range []struct {
			in    keymap.Context
			where string
		}{{keymap.List, ""}, {keymap.Reader, "in an article: "}, {keymap.SideList, "among feeds: "}} {
			a, _ := m.Lookup([]string{key}, c.in)
			row, ok := keymap.RowOf(a)
			if !ok {
				continue
			}
			if text := row.Text("en"); len(said) == 0 || said[0] != text {
				said = append(said, c.where+text)
			}
		}
		what := strings.Join(said, "; ")
		if slices.Contains(newsboatOnly, h) {
			if what = "nothing"; len(said) > 0 {
				what = "nothing of the kind: " + said[0]
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", h.key, h.does, what)
			if operations[h.does] != "" {
				t.Errorf("%s has a counterpart", h.does)
			}
			continue
		}
		if want, ok := operations[h.does]; ok {
			if a, _ := m.Lookup([]string{key}, keymap.List); a != want {
				t.Errorf("newsboat's %s is %s, and the preset's %q; lede import takes it for %q", h.key, h.does, a, want)
			}
		} else if _, ok := placed[h.does]; !ok {
			t.Errorf("lede import knows no operation %s", h.does)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.ReplaceAll(h.key, "|", "\\|"), h.does, what)
	}
	return b.String()
}

func habitTable(name string, habits []habit) string {
	m := keymap.Default()
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | does | lede | does |\n|---|---|---|---|\n", name)
	for _, h := range habits {
		row, _ := keymap.RowOf(h.action)
		fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s |\n", h.key, h.does, strings.ReplaceAll(m.Key(h.action), "|", "\\|"), row.Text("en"))
	}
	return b.String()
}

// The tables of keys in docs/switching.md are what the program does.
func TestSwitchingPage(t *testing.T) {
	const path = "../docs/switching.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for name, table := range map[string]string{"newsboat": newsboatTable(t), "nom": habitTable("nom", nomHabits), "goread": habitTable("goread", goreadHabits)} {
		begin, end := "<!-- keys of "+name+": go test ./cli -run SwitchingPage -update -->\n", "<!-- end -->"
		i := strings.Index(page, begin)
		j := -1
		if i >= 0 {
			i += len(begin)
			j = strings.Index(page[i:], end)
		}
		if j < 0 {
			t.Fatalf("%s has no table for %s", path, name)
		}
		if page[i:i+j] == table {
			continue
		}
		if !*update {
			t.Errorf("the keys of %s in %s are not those of the program: go test ./cli -run SwitchingPage -update", name, path)
		}
		page = page[:i] + table + page[i+j:]
	}
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
