package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// What was done last is taken back, an import as one.
func TestUndo(t *testing.T) {
	dir := home(t)
	lede(t, "", "undo").want(t, 1, "Nothing to undo")
	list := filepath.Join(dir, "urls")
	if err := os.WriteFile(list, []byte("https://a.example/feed News\nhttps://b.example/feed\n\"query:Late:age < 3\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lede(t, "", "import", list).want(t, 0)
	lede(t, "", "undo").want(t, 0, "Undone: import (adding 2 feeds, change of the saved views)")
	lede(t, "", "feeds").want(t, 0, "You follow no feeds")
	lede(t, "", "import", list).want(t, 0)
	if o := objects(t, lede(t, "", "undo", "--json").want(t, 0).out); len(o) != 1 || o[0]["kind"] != "several" || o[0]["at"] == nil {
		t.Errorf("as JSON: %v", o)
	}
	enFrançais(t, "", "import", list).want(t, 0)
	enFrançais(t, "", "undo").french(t).want(t, 0, "Annulé")
	enFrançais(t, "", "undo", "--help").french(t).want(t, 0, "Annule ce qui")
}
