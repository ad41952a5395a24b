package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
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
var sayers = []string{"Errorf", "New", "wrong", "wrongUsage", "fault", "fail", "note", "at", "Sprintf", "say", "need", "remark", "explain"}

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

// sentence reports whether a text that nobody is given by name is one: words with
// spaces between them, and no code.
func sentence(e ast.Expr) bool {
	text, ok := textOf(e)
	return ok && len(strings.Fields(text)) > 2 && !strings.ContainsAny(text, "<>=|{}[]\n\t@")
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
			if strings.Contains(path, "yamltext") && len(n.Elts) == 2 {
				take(n.Elts[1])
			}
			if id, ok := n.Type.(*ast.Ident); ok && (id.Name == "Problem" || id.Name == "Note" || id.Name == "Fault") || n.Type == nil && strings.Contains(path, "keymap") {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						e = kv.Value
					}
					take(e)
				}
			}
		case *ast.KeyValueExpr:
			id, named := n.Key.(*ast.Ident)
			_, word := n.Key.(*ast.BasicLit) // of a table of what is said instead
			if named && (id.Name == "Message" || id.Name == "Text") || word && sentence(n.Value) {
				take(n.Value)
			}
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				if sentence(e) {
					take(e)
				}
			}
		}
		return true
	})
	return found
}

// englishToo finds words that no French sentence has, names of keys aside.
var englishToo = regexp.MustCompile(`\b(the|there|is|are|this|which|must|cannot|only|looks)\b`)

// What the store was doing when the disk was full or its file could not be written is
// said in French, as is the reason; what it does is read from its source.
func TestWhatTheStoreDoesIsFrench(t *testing.T) {
	files, err := filepath.Glob("../../store/sqlite/*.go")
	if err != nil || len(files) == 0 {
		t.Skip("not in the source tree")
	}
	fr, n := New("fr"), 0
	does := regexp.MustCompile(`(?:(?:read|write|readLong|shared)\(ctx, |explain\()"([a-z][^"]*)"(\+?)`)
	for _, path := range files {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range does.FindAllStringSubmatch(string(source), -1) {
			n++
			doing := found[1]
			if found[2] != "" {
				doing += "mill"
			}
			for _, why := range []string{
				"the disk is full: nothing of this was stored in /a/lede.db; make room and try again",
				"the store is read-only: /a/lede.db cannot be written; check its permissions or choose another place with --data",
				"the store is read-only: /a/lede.db or a file beside it cannot be opened for writing; check the permissions of the directory",
				"another program holds the store: it has been writing to /a/lede.db for more than 5s; try again when it is done",
			} {
				got := fr.Said(doing + ": " + why)
				if said, _, _ := strings.Cut(got, " : "); said == doing || englishToo.MatchString(got) {
					t.Errorf("%s: %q is said in English: %s", path, doing, got)
					break
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("%d things it does were found", n)
	}
}

// The usual errors of the system are said in French, with the file they are about.
func TestErrorsOfTheSystemAreFrench(t *testing.T) {
	fr := New("fr")
	for _, wrong := range []error{
		syscall.EROFS, syscall.ENOSPC, syscall.EACCES, syscall.EPERM, syscall.ENOENT, syscall.EEXIST, syscall.EISDIR, syscall.ENOTDIR, syscall.EMFILE, syscall.ENFILE,
		syscall.EIO, syscall.ENAMETOOLONG, syscall.ENOTEMPTY, syscall.EXDEV, syscall.EFBIG, syscall.EDQUOT, syscall.EPIPE, syscall.EINVAL, syscall.ELOOP, syscall.ENOMEM,
		syscall.EBUSY, syscall.ETXTBSY, syscall.ENOEXEC, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.EADDRINUSE,
		syscall.ETIMEDOUT, syscall.EAGAIN, syscall.ESTALE, fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, fs.ErrClosed,
	} {
		if got := fr.Said(wrong.Error()); got == wrong.Error() {
			t.Errorf("%q is said in English", wrong)
		}
		for _, op := range []string{"open", "write", "read", "mkdir", "stat", "lstat", "remove", "unlinkat", "fork/exec", "chmod", "sync", "close", "readdirent"} {
			whole := (&fs.PathError{Op: op, Path: "/home/ada/a file.txt", Err: wrong}).Error()
			if got := fr.Said(whole); strings.HasPrefix(got, op) || strings.HasSuffix(got, wrong.Error()) || !strings.Contains(got, "/home/ada/a file.txt") {
				t.Errorf("%q is said %q", whole, got)
			}
		}
	}
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
				// Alone, and behind the place where it is wrong, which must not make
				// another sentence take it.
				for _, place := range []string{"", "/home/ada/.newsboat/cache.db: ", "/home/ada/urls:3: "} {
					if got := fr.Said(place + sample); got == place+sample || englishToo.MatchString(got) {
						t.Errorf("%s:%d: %q is said in English: %s", path, line, text, got)
						break
					}
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("%d sentences were found", n)
	}
}
