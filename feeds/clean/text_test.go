package clean

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"  a \n b\t c ":         "a b c",
		"\x1b[31mred\x1b[0m":    "red",
		"\x1b]0;owned\x07title": "title",
		"\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\": "link",
		"\x1bP1;2|payload\x1b\\after":                         "after",
		"\x1b_apc\x1b\\x":                                     "x",
		"\u009b31mred":                                        "red",
		"\u009d52;c;aGk=\u009cx":                              "x",
		"never \x1b]0;ends":                                   "never 0;ends",
		"\x1b(Bplain\x1b=":                                    "plain",
		"l\u0092homme \u0093x\u0094":                          "l’homme “x”",
		"evil\u202etxt.exe":                                   "eviltxt.exe",
		"zero\u200bwidth\ufeff":                               "zerowidth",
		"tag\U000e0041\U000e007f":                             "tag",
		"fran\u00e7ais\u00a0!":                                "français\u00a0!",
		"👩\u200d💻 and a\u200db":                               "👩\u200d💻 and ab",
		"❤\ufe0f x\ufe0f":                                     "❤\ufe0f x",
		"می\u200cخواهم":                                       "می\u200cخواهم",
		"bad \xff\xed\xa0\x80 bytes":                          "bad bytes",
		"nul\x00":                                             "nul",
		"a\u2028b":                                            "a b",
		"Z" + strings.Repeat("\u0301", 50) + "a":              "Z" + strings.Repeat("\u0301", 8) + "a",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Line(strings.Repeat("é", 50<<20)); len(got) > maxLine || !strings.HasSuffix(got, "…") {
		t.Errorf("a title of 100 MB becomes %d bytes", len(got))
	}
}

func TestText(t *testing.T) {
	if got := Text(" a \r\n\r\n\n b\tc \r d\u2029"); got != "a\n\nb c\nd" {
		t.Errorf("%q", got)
	}
}

func TestAppendSpaced(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", " a  b\tc ", "a b c", "a b\u00a0c", "é à\u00a0 b", " \u2003x", "a \u0085b", "a \x00 b", "\xff b \xc2", "a b ", "a\nb c\v\fd",
	} {
		if got, want := string(AppendSpaced([]byte("x"), s)), "x"+strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"L&eacute;a &amp; Cie":       "Léa & Cie",
		"L&amp;eacute;a":             "Léa",
		"<b>Bold</b> move":           "Bold move",
		"How to use &lt;b&gt;":       "How to use <b>",
		"a < b and List<T>":          "a < b and List<T>",
		"AT&amp;amp;T":               "AT&T",
		"Line<br/>break":             "Line break",
		"I <3 you & me; truly":       "I <3 you & me; truly",
		"<a href='x'>Linked</a> one": "Linked one",
		"&#8216;x&#8217; &nbsp;":     "‘x’",
	} {
		if got := Title(in); got != want {
			t.Errorf("Title(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestURL(t *testing.T) {
	b := base(t)
	for in, want := range map[string]string{
		"https://a.example/x":                "https://a.example/x",
		" HTTP://A.Example:80/x y ":          "http://a.example/x%20y",
		"../up":                              "https://example.org/up",
		"//cdn.example/i.png":                "https://cdn.example/i.png",
		"?page=2":                            "https://example.org/news/today.html?page=2",
		"https://bank.example@evil.example/": "https://evil.example/",
		"https://u:p@evil.example/":          "https://evil.example/",
		"java\nscript:alert(1)":              "",
		"javascript:alert(1)":                "",
		"data:text/html,x":                   "",
		"file:///etc/passwd":                 "",
		"gopher://x/":                        "",
		"vbscript:x":                         "",
		"http:":                              "",
		"http:///x":                          "",
		"mailto:a@b.example":                 "mailto:a@b.example",
		"mailto:x":                           "",
		"https://аpple.example/":             "https://xn--pple-43d.example/",
		"https://a.example/100%":             "https://a.example/100%25",
		"https://a.example/\x1b[31mx\u202e":  "https://a.example/x",
		`https:\\a.example\x`:                "https://a.example/x",
		"https://a.example/é":                "https://a.example/%C3%A9",
		"":                                   "",
	} {
		got, ok := URL(in, b)
		if got != want || ok != (want != "") {
			t.Errorf("URL(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	if _, ok := URL("/relative", nil); ok {
		t.Error("a relative URL without a base is none")
	}
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x?utm_source=rss&id=3&utm_medium=x#xtor=RSS-1": "https://a.example/x?id=3",
		"https://a.example":               "https://a.example/",
		"https://a.example/x#part":        "https://a.example/x#part",
		"https://a.example/x?fbclid=1":    "https://a.example/x",
		"https://a.example/x?b=2&a=1":     "https://a.example/x?b=2&a=1",
		"mailto:a@b.example":              "mailto:a@b.example",
		"https://a.example/?at_medium=r#": "https://a.example/",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"\x1b[31m\u009b1m", "a\u0301\u200d\u0301", "👩\u200d\u200d💻", "\x1b\x1b]x\x07", "क\u094d\u200dष", "\r\n\u0085", "&amp;lt;b>", "http://[::1%25a]:80/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for name, clean := range map[string]func(string) string{"Text": Text, "Line": Line} {
			once := clean(in)
			if r, bad := hostile(once); bad {
				t.Errorf("%s lets %U through: %q", name, r, once)
			}
			if twice := clean(once); twice != once {
				t.Errorf("%s is not idempotent: %q, %q, %q", name, in, once, twice)
			}
		}
		if r, bad := hostile(Title(in)); bad {
			t.Errorf("Title lets %U through", r)
		}
		if u, ok := URL(in, nil); ok {
			if r, bad := hostile(u); bad || strings.ContainsAny(u, " \n\t<>\"") {
				t.Errorf("URL lets %U through: %q", r, u)
			}
			if again, ok := URL(u, nil); !ok || again != u {
				t.Errorf("URL is not idempotent: %q, %q, %q", in, u, again)
			}
		}
	})
}
