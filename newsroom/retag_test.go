package newsroom

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/sqlite"
	"lede/summarize"
)

// tagged is a desk with some articles that were tagged with the companies there
// are; file is that of the reader's own.
func tagged(t *testing.T) (d *desk, file string, ids []news.ArticleID) {
	t.Helper()
	d = newDesk(t)
	file = filepath.Join(filepath.Dir(d.path), "companies.yaml")
	d.reopen(file, "1.2")
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var entries []entry
	for i, text := range []string{
		"Microsoft raised its prices on Friday, and Microsoft France is hiring at Issy. Analysts had expected it.",
		"Novalune Inc. opened a plant near the harbour on Monday. Novalune will make batteries there, it said.",
		"The council of Nantes Town met for the first time this year, and nobody spoke of the bridge.",
		"It rained all day, and the bakery had no bread left at noon. The children did not mind.",
	} {
		entries = append(entries, entry{title: []string{"Prices", "A plant", "A council", "Rain"}[i], guid: string(rune('a' + i)), link: "https://site.example/" + string(rune('a'+i)),
			text: text, date: at.Add(-time.Duration(i) * time.Hour).Format(time.RFC1123Z)})
	}
	d.press.feed("https://a.example/feed", feedOf(entries...))
	d.follow("https://a.example/feed")
	d.refresh(true)
	w, err := d.Headlines(t.Context(), View{Place: PlaceRiver, Apart: true}, store.Page{})
	d.must(err)
	for _, h := range w.Rows {
		ids = append(ids, h.ID)
	}
	d.Retag(t.Context(), nil)
	d.tags(ids, "microsoft", "novalune", "", "")
	return d, file, ids
}

// reopen starts the program again with a file of companies.
func (d *desk) reopen(file, version string) {
	d.Helper()
	d.close()
	db, err := sqlite.Open(d.Context(), d.path, sqlite.Options{Now: d.clock})
	d.must(err)
	room := Open(Options{Store: db, Config: d.set, Transport: d.press, Clock: d.clock, Version: version, Log: d.log, CompaniesFile: file})
	d.Session = room.Local()
	d.close = func() {
		_ = room.Close()
		_ = db.Close()
	}
}

func (d *desk) tags(ids []news.ArticleID, want ...string) {
	d.Helper()
	for i, id := range ids {
		if got := d.companies(id); got != want[i] {
			d.Errorf("article %d is tagged with %q, want %q", i, got, want[i])
		}
	}
}

func (d *desk) write(file, text string) {
	d.Helper()
	d.must(os.WriteFile(file, []byte(text), 0o600))
}

func (d *desk) waiting() (ids []news.ArticleID) {
	d.Helper()
	all, err := d.room.store.Retags(d.Context(), 0)
	d.must(err)
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	return ids
}

const ownCompanies = "companies:\n  - {name: Microsoft, off: true}\n  - {name: Novalune, off: true}\n  - {name: Nantes Town, always: true}\n"

// A file that is saved while the program runs retags the articles it concerns,
// and only those.
func TestSavedCompaniesRetag(t *testing.T) {
	d, file, ids := tagged(t)
	d.write(file, ownCompanies)
	d.room.lexicons.look(t.Context())
	if got := d.waiting(); len(got) != 3 {
		t.Errorf("%d articles wait, want 3: not the one that names none of these", len(got))
	}
	d.room.retagAll(t.Context(), nil)
	d.tags(ids, "", "", "nantes-town", "")
	counts, err := d.CompanyCounts(t.Context(), View{Place: PlaceRiver}, 0)
	d.must(err)
	if len(counts) != 1 || counts[0].Company != "nantes-town" {
		t.Errorf("counted are %+v", counts)
	}
	d.must(os.Remove(file))
	d.room.lexicons.look(t.Context())
	d.room.retagAll(t.Context(), nil)
	d.tags(ids, "microsoft", "novalune", "", "")
}

// What comes in after the companies were noted is not tagged a second time.
func TestNewArticlesDoNotWait(t *testing.T) {
	d := newDesk(t)
	d.reopen(filepath.Join(filepath.Dir(d.path), "companies.yaml"), "1.2")
	d.HeedCompanies(t.Context())
	d.press.feed("https://a.example/feed", feedOf(entry{title: "Prices", guid: "a", link: "https://site.example/a", text: "Microsoft raised its prices on Friday."}))
	d.follow("https://a.example/feed")
	d.refresh(true)
	d.HeedCompanies(t.Context())
	if got := d.waiting(); len(got) != 0 {
		t.Errorf("%d articles wait", len(got))
	}
	d.write(d.room.o.CompaniesFile, ownCompanies)
	d.room.lexicons.look(t.Context())
	if got := d.waiting(); len(got) != 1 {
		t.Errorf("%d articles wait after a change", len(got))
	}
}

// A file that was changed between runs is noticed at the start.
func TestCompaniesChangedBetweenRuns(t *testing.T) {
	d, file, ids := tagged(t)
	d.write(file, ownCompanies)
	d.reopen(file, "1.2")
	d.Retag(t.Context(), nil)
	d.tags(ids, "", "", "nantes-town", "")
	if got := d.waiting(); len(got) != 0 {
		t.Errorf("%d articles still wait", len(got))
	}
	// Nothing has changed: nothing waits.
	d.reopen(file, "1.2")
	d.room.tellCompanies(t.Context())
	if got := d.waiting(); len(got) != 0 {
		t.Errorf("%d articles wait although nothing has changed", len(got))
	}
	// Another release: all are looked at.
	d.reopen(file, "1.3")
	d.room.tellCompanies(t.Context())
	if got := d.waiting(); len(got) != len(ids) {
		t.Errorf("%d articles wait after an update, want %d", len(got), len(ids))
	}
}

// What one process has begun another one goes on with, and only one at a time
// does it; one that knows other companies leaves it alone.
func TestOneRetagsAtATime(t *testing.T) {
	d, file, ids := tagged(t)
	d.write(file, ownCompanies)
	d.room.lexicons.look(t.Context())
	first := d.room
	if mine, n, err := first.store.LeaseRetag(t.Context(), first.retagging.holder, d.clock(), retagLease); err != nil || !mine || n != 3 {
		t.Fatalf("the first has no turn: %v, %d, %v", mine, n, err)
	}
	open := func(file string) *Newsroom {
		db, err := sqlite.Open(t.Context(), d.path, sqlite.Options{Now: d.clock})
		d.must(err)
		room := Open(Options{Store: db, Config: d.set, Clock: d.clock, Version: "1.2", CompaniesFile: file})
		t.Cleanup(func() { _, _ = room.Close(), db.Close() })
		return room
	}
	second := open(file)
	second.retagAll(t.Context(), nil)
	d.tags(ids, "microsoft", "novalune", "", "")
	d.later(retagLease + time.Second) // the first has died
	open(file+".other").retagAll(t.Context(), nil)
	d.tags(ids, "microsoft", "novalune", "", "")
	second.retagAll(t.Context(), nil)
	d.tags(ids, "", "", "nantes-town", "")
}

// Another release may have another digester as well: what is tagged again is
// digested again at once.
func TestRetaggingMakesOldDigestsAgain(t *testing.T) {
	d, file, ids := tagged(t)
	r, err := d.Article(t.Context(), ids[3])
	d.must(err)
	old := r.Digest
	old.Version, old.Words = summarize.Version-1, 0
	d.must(d.room.store.SaveDigests(t.Context(), map[news.ArticleID]news.Digest{ids[3]: old}))
	d.reopen(file, "1.3")
	d.Retag(t.Context(), nil)
	if r, err = d.Article(t.Context(), ids[3]); err != nil || r.Digest.Version != summarize.Version || r.Digest.Words == 0 {
		t.Errorf("the digest is of version %d with %d words, %v", r.Digest.Version, r.Digest.Words, err)
	}
}
