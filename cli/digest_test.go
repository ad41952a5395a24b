package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/news"
)

const french = "Le constructeur nantais a choisi Gand. « Nous avons voulu moudre notre propre farine », a déclaré Adèle Marlot, directrice du grain. " +
	"L’usine emploiera 90 personnes dès 2027 — et coûtera 40 millions d’euros 😀."

// checkOffsets asserts that every offset of a digest counts code points.
func checkOffsets(t *testing.T, digest map[string]any) {
	t.Helper()
	text := []rune(digest["text"].(string))
	n := 0
	for _, name := range []string{"summary", "quotes"} {
		for _, v := range digest[name].([]any) {
			m := v.(map[string]any)
			start, end := int(m["start"].(float64)), int(m["end"].(float64))
			if got := string(text[start:end]); name == "summary" && got != m["text"] || !strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(m["text"].(string)), " ")) {
				t.Errorf("%s: %q at %d–%d, not %q", name, got, start, end, m["text"])
			}
			if s, ok := m["speaker"].(map[string]any); ok {
				start, end := int(s["start"].(float64)), int(s["end"].(float64))
				if got := string(text[start:end]); got != s["as_written"] {
					t.Errorf("speaker %q, not %q", got, s["as_written"])
				}
			}
			n++
		}
	}
	if n == 0 {
		t.Error("nothing to check")
	}
}

func TestDigest(t *testing.T) {
	dir := home(t)
	digest := objects(t, lede(t, french, "digest", "--json").want(t, 0).out)[0]
	if digest["lang"] != "fr" || digest["text"] != french {
		t.Errorf("%v", digest)
	}
	checkOffsets(t, digest)
	quote := digest["quotes"].([]any)[0].(map[string]any)
	if quote["speaker"].(map[string]any)["name"] != "Adèle Marlot" {
		t.Errorf("%v", quote)
	}
	for _, key := range []string{"id", "lang", "title", "text", "sentences", "summary", "quotes", "companies", "boilerplate", "version"} {
		if _, ok := digest[key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
	lede(t, french, "digest").want(t, 0, "Summary", "« Nous avons voulu moudre notre propre farine »", "Adèle Marlot")
	lede(t, french, "digest", "--markdown").want(t, 0, "> — Adèle Marlot")

	file := filepath.Join(dir, "a.md")
	if err := os.WriteFile(file, []byte("# Le moulin\n\n"+french+"\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkOffsets(t, objects(t, lede(t, "", "digest", "--json", file).want(t, 0).out)[0])
	lede(t, "\x1b]0;title\x07"+french+"\u009b31m", "digest").want(t, 0)
	for _, out := range []string{lede(t, "\x1b]0;x\x07"+french+"\u009b31m", "digest").out, lede(t, "\x1b]0;x\x07"+french+"\u009b31m\u202e", "digest", "--json").out} {
		if strings.ContainsAny(out, "\x1b\x07\u009b\u202e") {
			t.Errorf("a control character gets to the terminal: %q", out)
		}
	}
}

func TestDigestLines(t *testing.T) {
	home(t)
	var in strings.Builder
	const n = 300
	for i := range n {
		switch {
		case i == 40:
			in.WriteString("this is no JSON\n")
		case i == 41:
			in.WriteString("\n")
			fmt.Fprintf(&in, `{"id":41,"title":"no text"}`+"\n")
		case i%7 == 0:
			fmt.Fprintf(&in, `{"id":%d,"html":"<p>%s</p>","sentences":1}`+"\n", i, strings.Repeat(french+" ", 1+i%5))
		default:
			fmt.Fprintf(&in, `{"id":"%d","text":%q,"lang":"fr"}`+"\n", i, strings.Repeat(french+" ", 1+i%5))
		}
	}
	got := objects(t, lede(t, strings.TrimSuffix(in.String(), "\n"), "digest", "--jsonl").want(t, exitPartly).out)
	if len(got) != n {
		t.Fatalf("%d answers to %d lines", len(got), n)
	}
	for i, d := range got {
		switch {
		case i == 40 || i == 41:
			if d["error"] == nil || !strings.Contains(d["error"].(string), "line ") {
				t.Errorf("%v", d)
			}
		case fmt.Sprint(d["id"]) != fmt.Sprint(i):
			t.Fatalf("answer %d is of article %v", i, d["id"])
		case i%7 == 0 && len(d["summary"].([]any)) != 1:
			t.Errorf("summary of %d sentences instead of one", len(d["summary"].([]any)))
		default:
			if i%50 == 0 {
				checkOffsets(t, d)
			}
		}
	}
}

func TestPoints(t *testing.T) {
	for _, text := range []string{"", "plain", strings.Repeat("é", 200), strings.Repeat("ab😀ç", 100)} {
		p := pointsOf(text)
		for i := 0; i <= len(text); i++ {
			if i < len(text) && !utf8.RuneStart(text[i]) {
				continue
			}
			if got, want := p.of(i), utf8.RuneCountInString(text[:i]); got != want {
				t.Fatalf("byte %d of %.10q… is code point %d, not %d", i, text, got, want)
			}
		}
		if got := p.span(news.Span{Start: 0, End: len(text)}); got.End != utf8.RuneCountInString(text) {
			t.Errorf("the end is %d", got.End)
		}
	}
}

func BenchmarkDigestLine(b *testing.B) {
	d, err := (&shell{}).digester(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	line := []byte(fmt.Sprintf(`{"id":1,"text":%q}`, strings.Repeat(french+"\n\n", 12)))
	for b.Loop() {
		if _, ok := digestLine(d, 1, line, 3); !ok {
			b.Fatal("no digest")
		}
	}
}
