package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lede/store"
	"lede/ui/i18n"
)

// What is taken back is named, in both languages.
func TestUndone(t *testing.T) {
	step := func(name string, parts ...store.Action) store.Action {
		return store.Action{Kind: store.Several, Value: name, Parts: parts}
	}
	for _, tt := range []struct {
		action store.Action
		n      int
		en, fr string
	}{
		{store.Action{Kind: store.MarkRead}, 2, "2 articles marked as read", "2 articles marqués comme lus"},
		{store.Action{Kind: store.Tag, Value: "chips"}, 1, "tag on 1 article #chips", "étiquette sur 1 article #chips"},
		{store.Action{Kind: store.Fill, Value: "A mill"}, 1, "full text of A mill", "texte entier de A mill"},
		{store.Action{Kind: store.Set, Key: "ui.ledes"}, 1, "sentences under the titles", "phrases sous les titres"},
		{step("follow", store.Action{Kind: store.Set, Key: "pins", N: 1}, store.Action{Kind: store.Set, Key: "companies.rules", N: 1}), 2, "following a company", "suivi d’une entreprise"},
		{step("import", store.Action{Kind: store.Subscribed, N: 1, Value: "A"}, store.Action{Kind: store.Subscribed, N: 2}, store.Action{Kind: store.Set, Key: "views"},
			store.Action{Kind: store.MuteRule, N: 70}, store.Action{Kind: store.Set, Key: "opml"}, store.Action{Kind: store.Set, Key: "views"}, store.Action{Kind: store.Star}), 5,
			"import (adding 3 feeds, 1 rule that mutes, change of the saved views)", "import (ajout de 3 flux, 1 règle qui tait, changement des vues enregistrées)"},
	} {
		for lang, want := range map[string]string{"en": tt.en, "fr": tt.fr} {
			if got := Undone(i18n.New(lang), tt.action, tt.n); got != want {
				t.Errorf("%+v is called %q, want %q", tt.action, got, want)
			}
		}
	}
}

// Whatever the store can undo has its words, alone and in a step, for none, one and
// several; the kinds are read from the store's source, so that a new one is asked too.
func TestEveryKindOfUndoIsNamed(t *testing.T) {
	files, err := filepath.Glob("../store/*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`ActionKind = "([a-z-]+)"`)
	kinds := map[store.ActionKind]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range declared.FindAllSubmatch(source, -1) {
			kinds[store.ActionKind(found[1])] = true
		}
	}
	if len(kinds) < 16 || !kinds[store.EditFeed] {
		t.Fatalf("the store has %v", kinds)
	}
	for kind := range kinds {
		for _, lang := range i18n.Languages {
			tr := i18n.New(lang)
			for n := range 3 {
				for _, value := range []string{"", "mill"} {
					part := store.Action{Kind: kind, Value: value, N: n, Key: "x", Mute: store.Mute{Query: value}}
					for _, said := range []string{Undone(tr, part, n), Undone(tr, store.Action{Kind: store.Several, Value: "import", Parts: []store.Action{part, part}}, 2*n)} {
						if said == "" || strings.Contains(said, "undo.") || strings.Contains(said, "%!") {
							t.Errorf("%s: %d of %s %q is called %q", lang, n, kind, value, said)
						}
					}
				}
			}
		}
	}
}

// How things are shown is undone on screen at once.
func TestUndoOfPreferences(t *testing.T) {
	d := whole(t, 120, 40, Options{Sentences: 2})
	d.keys("L", ";", "s", "S")
	if !d.app.ledes || !d.app.view.Reverse || d.desk.settings["reader.summary"] != "only" || d.desk.settings["reader.sentences"] != "3" {
		t.Fatalf("shown otherwise: %v", d.desk.settings)
	}
	d.keys("Z", "Z")
	d.sees("place of the summary", "╭─ Summary")
	d.keys("Z")
	d.lacks("oldest first")
	d.keys("Z")
	d.sees("sentences under the titles")
	if d.app.ledes || d.app.view.Reverse {
		t.Error("undone, it is shown otherwise still")
	}
	d.keys("S") // and goes on from what the configuration says
	if got := d.desk.settings["reader.sentences"]; got != "3" {
		t.Errorf("then the summary has %s sentences", got)
	}
}
