package yamltext

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
)

// What is wrong is said in a sentence with its line, and nothing else.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, src string
		line      int
		want      string
	}{
		{"a tab", "companies:\n\t- name: A One\n", 2, "a tab indents this line; use spaces"},
		{"a tab after spaces", "companies:\n  - name: A One\n  \taliases: [A]\n", 3, "a tab indents this line; use spaces"},
		{"a key twice", "a:\n  - name: One\n    name: Two\n", 3, `"name" stands here twice, first in line 2; leave one of them out`},
		{"a quote that stays open", "a: 1\nb: \"two\n", 2, "check the indentation and quotes there"},
		{"not UTF-8", "a: 1\nb: caf\xe9\n", 2, "is not UTF-8 text; save it as UTF-8"},
		{"too long", strings.Repeat("a", 1025), 0, "has 2 KB; it may have 1 KB"},
	} {
		_, f := Parse([]byte(c.src), 1024)
		if f == nil || f.Line != c.line || !strings.Contains(f.Message, c.want) || strings.Contains(f.Message, "\n") {
			t.Errorf("%s: %v, want line %d: %s", c.name, f, c.line, c.want)
		}
	}
}

// No word of the parser's own reaches a reader.
func TestFaultsAreInOurWords(t *testing.T) {
	for src, want := range map[string]string{
		"a: [1, 2\nb: 3\n": "ends with ]", "a: {b: 1\nc: 2\n": "ends with }", "a: ]\n": "closes nothing", "a: }\n": "", "a: \"x\nb: 1\n": "a quotation mark is opened",
		"a: 'x\n": "a quotation mark is opened", "a: 1\n  b: 2\n": "does not fit", "a: 1\nb\nc: 2\n": "a key with a colon", "a: *\n": "the marks", "a: [,]\n": "", "a: [1 2] 3\n": "",
		"a: b: c\n": "", "- a\nb: 1\n": "", "a: @x\n": "begins nothing", "a: `x\n": "begins nothing", "a: \"\\q\"\n": "a backslash", "%x\na: 1\n": "",
	} {
		_, f := Parse([]byte(src), 1024)
		if f == nil {
			if want != "" {
				t.Errorf("%q is taken", src)
			}
			continue
		}
		for _, jargon := range []string{"token", "sequence", "mapping", "scalar", "anchor", "flow", "could not find", "context", "character corresponding"} {
			if strings.Contains(f.Message, jargon) {
				t.Errorf("%q: %s", src, f.Message)
			}
		}
		if !strings.Contains(f.Message, want) {
			t.Errorf("%q: %s, want %s", src, f.Message, want)
		}
	}
}

// Texts that would take the parser minutes and gigabytes are refused, whatever
// they are deep or broad of.
func TestDeepAndBroad(t *testing.T) {
	const n = 20_000
	keys := func() string {
		var b strings.Builder
		for range n {
			b.WriteString("k")
			b.WriteString(strings.Repeat("x", b.Len()%7))
			b.WriteString(": v\n")
		}
		return b.String()
	}
	steps := func(indent, s string) string {
		var b strings.Builder
		for i := range 200 {
			b.WriteString(strings.Repeat(indent, i) + s)
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"brackets":        "a: 1\nb: " + strings.Repeat("[", n),
		"closed brackets": "a: 1\nb: " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"braces":          "a: 1\nb: " + strings.Repeat("{a: ", n),
		"dashes":          "a:\n" + strings.Repeat("- ", n) + "b\n",
		"questions":       "a:\n" + strings.Repeat("? ", n) + "b\n",
		"anchors":         "a: 1\nb: " + strings.Repeat("&a ", n) + "b\n",
		"tags":            "a: 1\nb: " + strings.Repeat("!a ", n) + "b\n",
		"keys":            keys(),
		"keys in braces":  "a: 1\nb: {" + strings.ReplaceAll(keys(), "\n", ", ") + "}",
		"documents":       strings.Repeat("a: b\n---\n", n),
		"steps":           steps(" ", "a:\n"),
		"lists":           steps("  ", "-\n"),
	} {
		_, f := Parse([]byte(src), 1<<20)
		if f == nil || f.Line < 1 || !strings.HasPrefix(f.Message, "more than ") {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// Ordinary texts are read, with brackets in quotes and after a byte order mark.
func TestOrdinary(t *testing.T) {
	for _, src := range []string{
		"", "# nothing\n", "a: 1\n", "\xef\xbb\xbfa: 1\n", "a:\r\n  - b\r\n",
		"a: \"" + strings.Repeat("[", 500) + "\"\nb: x" + strings.Repeat("[{", 200) + "\n",
		"a: |\n" + strings.Repeat("  - - - - [[[[{{{{\n", 100) + "b: 2\n",
		"a:\n" + strings.Repeat("  - {b: [c, d], e: {f: g}}\n", 3000),
		"a:\n" + strings.Repeat("- b:\n    c: [d]\n", 3000),
	} {
		file, f := Parse([]byte(src), 1<<20)
		if f != nil || file == nil {
			t.Errorf("%.40q: %v", src, f)
		}
	}
	file, _ := Parse([]byte("\xef\xbb\xbfkey: value\n"), 100)
	if pair, ok := file.Docs[0].Body.(*ast.MappingNode); !ok || pair.Values[0].Key.String() != "key" {
		t.Errorf("after a byte order mark: %v", file.Docs[0].Body)
	}
}

// FuzzParse: whatever the text, there is a tree or a sentence, and never both.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: [b, {c: d}]", "- - -\n\t? x", "&a !b *c", "a: 'b\n---\nc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if file, fault := Parse([]byte(s), 1<<12); (file == nil) == (fault == nil) {
			t.Errorf("%v, %v", file, fault)
		}
	})
}
