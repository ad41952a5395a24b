package sqlite

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"testing/quick"

	"lede/news"
	"lede/store"
	"lede/store/storetest"
)

func memory(t *testing.T) store.Store {
	t.Helper()
	return openAt(t, ":memory:", Options{})
}

func openAt(t *testing.T, path string, o Options) *DB {
	t.Helper()
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.(*DB)
}

func TestStore(t *testing.T) {
	storetest.Run(t, memory)
}

// TestStoreOfManyArticles plans as for a large store: nothing is gathered, all
// lists are walks.
func TestStoreOfManyArticles(t *testing.T) {
	defer func(a, b, c, d int) { few, gatheredHits, setHits, gathered = a, b, c, d }(few, gatheredHits, setHits, gathered)
	for _, set := range []int{0, 100} {
		few, gatheredHits, setHits, gathered = 0, 0, set, 0
		storetest.Run(t, memory)
	}
}

// TestStrangePath: the path is not read as an address.
func TestStrangePath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "le de?#%41.db")
	s := openAt(t, path, Options{})
	subscribed(t, s)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestDigestComesBack(t *testing.T) {
	check := func(g news.Digest) bool {
		print := g.Fingerprint
		g.Fingerprint = news.Fingerprint{}
		got, err := decodeDigest(encodeDigest(&g))
		fp, err2 := decodeFingerprint(encodeFingerprint(print))
		return err == nil && err2 == nil && reflect.DeepEqual(got, g) && reflect.DeepEqual(fp, print)
	}
	if err := quick.Check(check, &quick.Config{MaxCount: 200, Rand: nil}); err != nil {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	g := news.Digest{Version: 1, Sentences: []news.Span{{Start: 1, End: 2}}, Quotes: []news.Quote{{Text: "x", Speaker: &news.Speaker{}}}}
	f.Add(encodeDigest(&g))
	f.Add(encodeMore(&news.Article{GUID: "g", Authors: []string{"a"}}))
	f.Add([]byte{blobForm, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, blob []byte) {
		_, _ = decodeDigest(blob)
		_, _ = decodeFingerprint(blob)
		_ = decodeMore(blob, &news.Article{})
		_, _, _ = decodeBody(blob)
		_, _ = unpackIDs(blob)
	})
}

func TestPackIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		var ids []int64
		for range r.IntN(50) {
			ids = append(ids, r.Int64N(1<<40))
		}
		got, err := unpackIDs(packIDs(ids))
		slices.Sort(ids)
		if err != nil || !slices.Equal(got, ids) {
			t.Fatalf("%v comes back as %v, %v", ids, got, err)
		}
	}
}

func TestBodyComesBack(t *testing.T) {
	for _, c := range [][2]string{{"", ""}, {"text", "<p>text</p>"}, {"\x00\xff", ""}} {
		text, html, err := decodeBody(encodeBody(c[0], c[1]))
		if text != c[0] || html != c[1] || err != nil {
			t.Errorf("%q comes back as %q, %q, %v", c, text, html, err)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Émancipation": "emancipation", "  Cœur   de Straße ": "coeur de strasse", "plain": "plain", "ABC": "abc",
		"L’État": "l'etat", "ﬁn": "fin", "Ünal": "unal", "東京": "東京", "a\tb": "a b",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}
