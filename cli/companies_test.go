package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/config"
	"lede/newsroom"
	"lede/store"
	"lede/store/sqlite"
)

const videoText = "YouTube changed its rules on Monday. YouTube says that films of more than an hour are fine."

// watching is a home whose owner follows a feed of one article about YouTube.
func watching(t *testing.T) (dir string) {
	t.Helper()
	dir = home(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>The Mill</title><item><title>Rules</title><guid>1</guid><description>` + videoText + `</description></item></channel></rss>`))
	}))
	t.Cleanup(server.Close)
	lede(t, "", "add", server.URL).want(t, 0, "The Mill")
	return dir
}

// correct has a company corrected, as the interface does.
func correct(t *testing.T, dir string, c newsroom.Correction) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "data", "lede", "lede.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	room := newsroom.Open(newsroom.Options{Store: db, Config: config.Default(), Version: "1.2.3"})
	defer room.Close()
	s := room.Local()
	w, err := s.Headlines(t.Context(), newsroom.View{}, store.Page{})
	if err == nil && len(w.Rows) > 0 {
		c.Article = w.Rows[0].ID
		err = s.Correct(t.Context(), c)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func companiesListed(t *testing.T) (ids string) {
	t.Helper()
	for _, c := range objects(t, lede(t, "", "companies", "--json").want(t, 0).out) {
		ids += c["id"].(string) + " "
	}
	return strings.TrimSpace(ids)
}

// Corrections are listed and taken back by number, and digests heed them.
func TestCompaniesRules(t *testing.T) {
	dir := watching(t)
	lede(t, "", "companies", "rules").want(t, 0, "corrected nothing")
	if got := companiesListed(t); got != "youtube" {
		t.Fatalf("found are %q", got)
	}
	digest := func() string { return lede(t, videoText, "digest", "--json").want(t, 0).out }
	if out := digest(); !strings.Contains(out, `"id":"youtube"`) || !strings.Contains(out, `"parent":"google"`) {
		t.Errorf("the digest is %s", out)
	}
	correct(t, dir, newsroom.Correction{Verdict: newsroom.Never, Company: "youtube", Name: "YouTube", Words: "YouTube"})
	if got := companiesListed(t); got != "" {
		t.Errorf("after a correction, found are %q", got)
	}
	if out := digest(); strings.Contains(out, `"id":"youtube"`) {
		t.Errorf("the digest does not heed the correction: %s", out)
	}
	lede(t, "", "companies", "rules").want(t, 0, "1", "never find YouTube", "Rules")
	rule := objects(t, lede(t, "", "companies", "rules", "--json").want(t, 0).out)
	if len(rule) != 1 || rule[0]["verdict"] != "never" || rule[0]["company"] != "youtube" || rule[0]["title"] != "Rules" || rule[0]["number"] != 1.0 {
		t.Errorf("the rules are %v", rule)
	}
	lede(t, "", "companies", "rules", "--remove", "2").want(t, 2, "there is one correction, and none with the number 2")
	lede(t, "", "companies", "rules", "--remove", "1").want(t, 0, "Taken back: never find YouTube")
	lede(t, "", "companies", "rules", "--remove", "1").want(t, 2, "there are no corrections")
	if got := companiesListed(t); got != "youtube" {
		t.Errorf("after it was taken back, found are %q", got)
	}
}

// Who only ever refreshes has a changed file of companies heeded, too.
func TestRefreshHeedsCompanies(t *testing.T) {
	dir := watching(t)
	file := filepath.Join(dir, "config", "lede", "companies.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("companies:\n  - {name: YouTube, off: true}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lede(t, "", "refresh").want(t, 0)
	if got := companiesListed(t); got != "" {
		t.Errorf("found are %q", got)
	}
}

// A company with those that belong to it, and its owner in JSON.
func TestCompanyWithItsCompanies(t *testing.T) {
	watching(t)
	lede(t, "", "list", "company:alphabet").want(t, 0, "No articles")
	lede(t, "", "list", "company:alphabet+").want(t, 0, "Rules")
	if c := objects(t, lede(t, "", "companies", "--json").want(t, 0).out); len(c) != 1 || c[0]["parent"] != "google" {
		t.Errorf("the companies are %v", c)
	}
}

// A query that asks for a company nobody knows says so, with the names that are
// nearest; what it finds is printed as ever.
func TestUnknownCompanyOfAQuery(t *testing.T) {
	home(t)
	r := lede(t, "", "list", "company:zzzzqq", "--json").want(t, 0, "lede: No company is called “zzzzqq”\n")
	if r.out != "" {
		t.Errorf("printed: %s", r.out)
	}
	lede(t, "", "list", "NOT company:microsfot OR about:apple unread").want(t, 0, "No company is called “microsfot”. The nearest name is “Microsoft”")
	lede(t, "", "quotes", "about:renaut").want(t, 0, "“Renault”")
	lede(t, "", "list", "--company", "microsfot").want(t, 2, "the nearest names are Microsoft")
	if r := lede(t, "", "list", "company:micro implied:openai about:alphabet+"); strings.Contains(r.err, "called") {
		t.Errorf("companies that are known: %s", r.err)
	}
	enFrançais(t, "", "list", "company:microsfot").french(t).want(t, 0, "Aucune entreprise ne s’appelle", "Le nom le plus proche est")
	enFrançais(t, "", "list", "-c", "microsfot").french(t).want(t, 2, "les noms les plus proches sont Microsoft")
}
