package storetest

import (
	"fmt"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

func company(id string) store.Filter {
	return store.Filter{Where: query.Term{Field: query.FieldCompany, Value: id}}
}

func withBelow(field query.Field, id string) store.Filter {
	return store.Filter{Where: query.Term{Field: field, Value: id, Below: true}}
}

// testImplied: what is only implied is no news of the company, but is found.
func testImplied(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	implied := []news.Mention{{Company: "acme", Name: "Acme", Salience: news.Implied}}
	hinted := f.save(f.article(f.feeds[0], "A|One."), news.Digest{Companies: implied})
	named := f.save(f.article(f.feeds[0], "B|Two."), news.Digest{Companies: about("", "acme")})
	find := store.Filter{Where: query.Term{Field: query.FieldImplied, Value: "acme"}}
	same(t, "implied", rowIDs(f.list(find, store.Page{}).Rows), []news.ArticleID{hinted})
	same(t, "named", rowIDs(f.list(company("acme"), store.Page{}).Rows), []news.ArticleID{named})
	same(t, "of the headline", fmt.Sprint(f.list(find, store.Page{}).Rows[0].Companies), "[]")
	counts, err := f.CompanyCounts(f.ctx, f.user, store.Filter{}, 0)
	f.must(err)
	same(t, "counts", fmt.Sprint(counts), "[{acme Acme 1 1 0}]")
	names, err := f.CompanyNames(f.ctx, []news.CompanyID{"acme", "nobody"})
	f.must(err)
	same(t, "names", names, "map[acme:Acme]")
	// Another digest moves it; the same digest again changes nothing.
	for _, salience := range []news.Salience{news.Mentions, news.Implied, news.Implied} {
		found := []news.Mention{{Company: "acme", Name: "Acme", Salience: salience}}
		f.must(f.SaveDigests(f.ctx, map[news.ArticleID]news.Digest{hinted: {Companies: found}}))
		want := map[news.Salience][2]int{news.Mentions: {0, 2}, news.Implied: {1, 1}}[salience]
		same(t, string(salience), [2]int{f.count(find), f.count(company("acme"))}, want)
	}
	f.do(store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{hinted, named}})
	if _, err := f.Purge(f.ctx, Epoch.Add(100*time.Hour)); err != nil || f.count(find) != 0 {
		t.Errorf("%d implied after a purge, %v", f.count(find), err)
	}
}

// testFamilies: a company with all that belong to it.
func testFamilies(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	own := f.save(f.article(f.feeds[0], "A|One."), news.Digest{Companies: about("tube", "google")})
	deep := f.save(f.article(f.feeds[0], "B|Two."), news.Digest{Companies: about("mind")})
	f.save(f.article(f.feeds[1], "C|Three."), news.Digest{Companies: about("canal")})
	plus := f.save(f.article(f.feeds[1], "D|Four."), news.Digest{Companies: []news.Mention{{Company: "canal-plus", Name: "Canal+", Salience: news.Mentions}}})
	_, err := f.SetCompanies(f.ctx, store.KnownCompanies{Families: []store.Family{
		{Child: "tube", Parent: "google", ParentName: "Google"}, {Child: "mind", Parent: "google", ParentName: "Google"},
		{Child: "google", Parent: "alphabet", ParentName: "Alphabet Inc."}, {Child: "loop-a", Parent: "loop-b"}, {Child: "loop-b", Parent: "loop-a"},
	}})
	f.must(err)
	for _, c := range []struct {
		field query.Field
		value string
		want  []news.ArticleID
	}{
		{query.FieldCompany, "google", []news.ArticleID{deep, own}},
		{query.FieldCompany, "alphabet", []news.ArticleID{deep, own}}, // nobody names it
		{query.FieldCompany, "Alphabet Inc.", []news.ArticleID{deep, own}},
		{query.FieldAbout, "alphabet", []news.ArticleID{deep, own}},
		{query.FieldCompany, "tube", []news.ArticleID{own}},
		{query.FieldCompany, "canal", []news.ArticleID{plus}}, // its name has the plus
		{query.FieldCompany, "loop-a", []news.ArticleID{}},
	} {
		w := withBelow(c.field, c.value)
		same(t, string(c.field)+":"+c.value+"+", rowIDs(f.list(w, store.Page{}).Rows), c.want)
		if n := f.count(w); n != len(c.want) {
			t.Errorf("%s:%s+ counts %d, want %d", c.field, c.value, n, len(c.want))
		}
		unread := store.Filter{Where: query.And{w.Where, query.Term{Field: query.FieldUnread}}}
		if n := f.count(unread); n != len(c.want) {
			t.Errorf("%s:%s+ unread counts %d, want %d", c.field, c.value, n, len(c.want))
		}
	}
	f.do(store.Action{Kind: store.MuteRule, Mute: store.Mute{Article: deep}})
	if n := f.count(withBelow(query.FieldCompany, "alphabet")); n != 1 {
		t.Errorf("%d are counted where one is hidden, want 1", n)
	}
	p, err := f.Profile(f.ctx, f.user, "google", false, Epoch)
	f.must(err)
	same(t, "the family of google", fmt.Sprint(p.Parents, p.Children), "[{alphabet Alphabet Inc. 0 1 0}] [{tube Tube 0 1 0}]")
	if p, err = f.Profile(f.ctx, f.user, "alphabet", false, Epoch); err != nil || len(p.Children) != 1 || p.Children[0].Total != 1 || p.Below != 1 {
		t.Errorf("of a company nobody names: %+v, %v", p, err)
	}
	// Others are known: these are none any more.
	_, err = f.SetCompanies(f.ctx, store.KnownCompanies{Print: "other"})
	f.must(err)
	if n := f.count(withBelow(query.FieldCompany, "google")); n != 1 {
		t.Errorf("%d after the families have gone, want 1", n)
	}
}

// testRetagging: the articles a change may concern wait, newest first, until
// they are done.
func testRetagging(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	var ids []news.ArticleID
	for i, words := range []string{"Nothing|here.", "Ünion|spoke.", "T|The nan\u00adtes.", "T|Société Nantes Towns gain.", "T|cited", "T|hinted"} {
		var g news.Digest
		if part := map[int]news.Salience{1: news.Mentions, 4: news.Source, 5: news.Implied}[i]; part != "" {
			g.Companies = []news.Mention{{Company: "union", Name: "Union", Salience: part}}
		}
		ids = append(ids, f.save(f.article(f.feeds[0], words), g))
	}
	queue := func() (got []news.ArticleID) {
		all, err := f.Retags(f.ctx, 10)
		f.must(err)
		for _, r := range all {
			got = append(got, r.ID)
		}
		return got
	}
	set := func(k store.KnownCompanies, want int) {
		t.Helper()
		n, err := f.SetCompanies(f.ctx, k)
		f.must(err)
		if print, err := f.CompaniesPrint(f.ctx); err != nil || n != want || print != k.Print {
			t.Errorf("%d wait for %q (%v), want %d for %q", n, print, err, want, k.Print)
		}
	}
	set(store.KnownCompanies{Print: "0"}, 0)
	set(store.KnownCompanies{Print: "1", Words: []string{"Nantes Town", "\"", ""}}, 1)
	set(store.KnownCompanies{Print: "2", Companies: []news.CompanyID{"union", "none"}, Words: []string{"Nantes Town"}}, 4)
	same(t, "the queue", queue(), []news.ArticleID{ids[5], ids[4], ids[3], ids[1]})
	all, err := f.Retags(f.ctx, 2)
	f.must(err)
	if all[0].Article.Title != "T" || all[0].Article.Text != "hinted" || len(all[0].Digest.Companies) != 1 {
		t.Errorf("the first is %+v", all[0])
	}
	// One is asked for again while it is read: it stays.
	set(store.KnownCompanies{Print: "3", Words: []string{"hinted"}}, 4)
	f.must(f.SaveRetagged(f.ctx, all, map[news.ArticleID]news.Digest{ids[5]: {Companies: about("acme")}}))
	same(t, "after two are done", queue(), []news.ArticleID{ids[5], ids[3], ids[1]})
	if n := f.count(company("acme")); n != 1 {
		t.Errorf("%d articles have the new tag, want 1", n)
	}
	if all, err = f.Retags(f.ctx, 0); err == nil {
		err = f.SaveRetagged(f.ctx, all, nil)
	}
	f.must(err)
	same(t, "in the end", queue(), []news.ArticleID(nil))
	if n := f.count(company("union")); n != 1 {
		t.Errorf("%d articles keep their tag, want 1", n)
	}
	set(store.KnownCompanies{Print: "4", All: true}, 6)
	f.do(store.Action{Kind: store.MarkRead, Articles: ids[:1]})
	_, err = f.Purge(f.ctx, Epoch.Add(2*time.Minute))
	f.must(err)
	all, err = f.Retags(f.ctx, 0)
	f.must(err)
	if len(all) != 6 || all[5].Article != nil {
		t.Errorf("a purged article is %+v", all[5])
	}
	f.must(f.SaveRetagged(f.ctx, all, map[news.ArticleID]news.Digest{ids[0]: {Companies: about("acme")}}))
	if n := f.count(company("acme")); n != 1 {
		t.Errorf("a purged article has a tag: %d", n)
	}
	f.must(f.Jot(f.ctx, f.user, "learned", "x"))
	if v, err := f.Setting(f.ctx, f.user, "learned"); err != nil || v != "x" {
		t.Errorf("what was jotted down is %q, %v", v, err)
	}
}

// testRetagTurns: one retags at a time.
func testRetagTurns(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	f.add(f.feeds[0], 2)
	turn := func(who string, at time.Time) string {
		mine, waiting, err := f.LeaseRetag(f.ctx, who, at, time.Minute)
		f.must(err)
		return fmt.Sprint(mine, " ", waiting)
	}
	same(t, "with nothing to do", turn("a", Epoch), "false 0")
	_, err := f.SetCompanies(f.ctx, store.KnownCompanies{All: true})
	f.must(err)
	same(t, "the first", turn("a", Epoch), "true 2")
	same(t, "another", turn("b", Epoch.Add(30*time.Second)), "false 2")
	same(t, "the first again", turn("a", Epoch.Add(50*time.Second)), "true 2")
	same(t, "another, later", turn("b", Epoch.Add(100*time.Second)), "false 2")
	same(t, "another, when the first has gone", turn("b", Epoch.Add(111*time.Second)), "true 2")
	all, err := f.Retags(f.ctx, 0)
	f.must(err)
	f.must(f.SaveRetagged(f.ctx, all, nil))
	_, _, err = f.LeaseRetag(f.ctx, "b", Epoch.Add(112*time.Second), 0)
	f.must(err)
	_, err = f.SetCompanies(f.ctx, store.KnownCompanies{All: true})
	f.must(err)
	same(t, "another, after a turn was given back", turn("a", Epoch.Add(113*time.Second)), "true 2")
}
