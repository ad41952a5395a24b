package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// speakers are the places whose English sentences people meet, as errors and
// notes: directories, or single files of them.
var speakers = []string{
	"config", "yamltext", "ui/theme", "ui/keymap", "store/query", "feeds/opml", "feeds/newsboat", "cli", "serve",
	"summarize/companies/user.go", "summarize/companies/check.go", "summarize/companies/merge.go",
	"newsroom/lists.go", "newsroom/switching.go", "newsroom/views.go", "newsroom/mutes.go", "newsroom/feeding.go", "newsroom/acting.go",
}

// inBoth are files with sentences in both languages, and what only the operator of
// a server reads in its log.
var inBoth = []string{"table.go", "hints.go", "markdown.go", "words.go", "gate.go", "check.go"}

// sayers are the functions that are given a sentence.
var sayers = []string{"Errorf", "New", "wrong", "wrongUsage", "fault", "fail", "note", "at", "Sprintf", "say", "need"}

// unsaid are sentences that no reader meets, or that are no sentences.
var unsaid = []string{
	"serve: Options.", "lede %s (%s, %s/%s)", "not understood", "refused", "too large", "a key is needed", "; ",
	"keys [", "keys add <", "house [", "admin COMMAND", "language [", "notify [",
}

var verb = regexp.MustCompile(`%[+#.0-9\[\]]*[a-zA-Z]`)

// textOf is a string expression with %s for what is not written in it.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, ok := textOf(e.X)
		b, also := textOf(e.Y)
		if !ok {
			a = "%s"
		}
		if !also {
			b = "%s"
		}
		return a + b, ok || also
	case *ast.ParenExpr:
		return textOf(e.X)
	}
	return "", false
}

// sentences are those of a file, by the line they stand in.
func sentences(t *testing.T, path string) map[string]int {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return nil // somebody is at work on it
	}
	found := map[string]int{}
	take := func(e ast.Expr) {
		text, ok := textOf(e)
		words := 0
		for _, w := range strings.Fields(verb.ReplaceAllString(text, "")) {
			if strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
				words++
			}
		}
		if !ok || words < 2 || slices.ContainsFunc(unsaid, func(s string) bool { return strings.HasPrefix(text, s) }) {
			return
		}
		found[text] = fset.Position(e.Pos()).Line
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			log := name == "note" && strings.Contains(path, "serve")
			if slices.Contains(sayers, name) && !log {
				for _, arg := range n.Args {
					take(arg)
				}
			}
		case *ast.CompositeLit:
			if id, ok := n.Type.(*ast.Ident); ok && (id.Name == "Problem" || id.Name == "Note" || id.Name == "Fault") || n.Type == nil && strings.Contains(path, "keymap") {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						e = kv.Value
					}
					take(e)
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && (id.Name == "Message" || id.Name == "Text") {
				take(n.Value)
			}
		}
		return true
	})
	return found
}

// What other rooms say in English is said in French: every sentence of an error or
// a note, with something in its places.
func TestWhatRoomsSayIsFrench(t *testing.T) {
	fr := New("fr")
	n := 0
	for _, where := range speakers {
		files := []string{filepath.Join("../..", where)}
		if !strings.HasSuffix(where, ".go") {
			files, _ = filepath.Glob(filepath.Join("../..", where, "*.go"))
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") || slices.Contains(inBoth, filepath.Base(path)) {
				continue
			}
			if _, err := os.Stat(path); err != nil {
				t.Skip("not in the source tree")
			}
			for text, line := range sentences(t, path) {
				n++
				sample := verb.ReplaceAllStringFunc(strings.ReplaceAll(text, "%%", "%"), func(v string) string {
					switch v[len(v)-1] {
					case 'd':
						return "17"
					case 'q':
						return `"mill"`
					}
					return "mill"
				})
				if fr.Said(sample) == sample {
					t.Errorf("%s:%d: %q is said in English", path, line, text)
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("%d sentences were found", n)
	}
}
