package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own packages.
const module = "lede"

// allowed says which rooms the packages of a room may import. Within a room
// everything may be imported, except what within forbids. Test files may
// import more; see mayTest.
var allowed = map[string][]string{
	"main":      {"cli"},
	"idle":      {},
	"yamltext":  {},
	"spelling":  {},
	"glass":     {},
	"courtesy":  {},
	"paint":     {"idle", "courtesy"},
	"cli":       {"ui", "serve", "paint", "courtesy", "newsroom", "config", "feeds", "summarize", "store", "news"},
	"ui":        {"newsroom", "store", "news", "yamltext", "spelling"},
	"serve":     {"paint", "idle", "newsroom", "store", "news"},
	"newsroom":  {"courtesy", "feeds", "summarize", "store", "news", "config"},
	"config":    {"news", "yamltext", "spelling"},
	"feeds":     {"news"},
	"summarize": {"news", "yamltext", "spelling"},
	"store":     {"news", "spelling"},
	"news":      {},
	"docs":      {"cli", "ui", "newsroom", "store", "news", "config", "feeds", "summarize", "glass"}, // programs that make documentation
}

// except takes packages out of what a room allows: their prefix, who may not
// import them and what to do instead.
var except = []struct{ who, what, instead string }{
	{"ui", "store/sqlite", "ask the newsroom.Session"},
	{"ui", "store/postgres", "ask the newsroom.Session"},
	{"serve", "store/sqlite", "ask the newsroom"},
	{"newsroom", "store/sqlite", "take a store.Store; cli opens it"},
	{"newsroom", "store/postgres", "take a store.Store; cli opens it"},
}

// mayTest is what test files may import besides: a real store under the
// newsroom, a real newsroom under the interface.
var mayTest = map[string][]string{
	"ui":       {"paint", "idle", "glass", "feeds", "summarize", "store", "config"},
	"paint":    {"glass"},
	"cli":      {"glass"},
	"serve":    {"store", "config", "ui", "feeds", "summarize", "glass"},
	"newsroom": {"store", "config"},
}

type goPackage struct {
	Dir, ImportPath, Name              string
	GoFiles, TestGoFiles, XTestGoFiles []string
	Imports, TestImports, XTestImports []string
	Module                             *struct{ Path string }
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	if _, err := os.Stat("go.mod"); err != nil {
		t.Skip("not in the source tree")
	}
	cmd := exec.Command("go", "list", "-e", "-json=Dir,ImportPath,Name,GoFiles,TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports,Module", "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// room is the first part of a path below the module: lede/ui/theme is in ui.
func room(importPath string) string {
	path := strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
	if path == "" {
		return "main"
	}
	name, _, _ := strings.Cut(path, "/")
	return name
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		from := room(p.ImportPath)
		if _, ok := allowed[from]; !ok {
			t.Errorf("%s stands in no room of the house: add %q to the table in architecture_test.go, or put it into one", p.ImportPath, from)
			continue
		}
		for _, to := range p.Imports {
			if why := forbidden(from, to, allowed[from]); why != "" {
				t.Errorf("%s must not import %s: %s", p.ImportPath, to, why)
			}
		}
		for _, to := range slices.Concat(p.TestImports, p.XTestImports) {
			if why := forbidden(from, to, slices.Concat(allowed[from], mayTest[from], []string{from})); why != "" && !strings.HasPrefix(why, "instead") {
				t.Errorf("the tests of %s must not import %s: %s", p.ImportPath, to, why)
			}
		}
	}
}

// forbidden says why a room may not import a package, or "".
func forbidden(from, to string, rooms []string) string {
	if to != module && !strings.HasPrefix(to, module+"/") {
		return ""
	}
	target := room(to)
	if target == from {
		return ""
	}
	if !slices.Contains(rooms, target) {
		return fmt.Sprintf("%s may import only %s", from, strings.Join(rooms, ", "))
	}
	for _, e := range except {
		if e.who == from && strings.HasPrefix(to, module+"/"+e.what) {
			return "instead, " + e.instead
		}
	}
	return ""
}

func TestNouns(t *testing.T) {
	for _, p := range packages(t) {
		switch p.Name {
		case "utils", "util", "common", "helpers", "helper", "misc", "lib":
			t.Errorf("package %s says nothing about what is in it: name it after what it does", p.ImportPath)
		}
		if room(p.ImportPath) == "news" {
			for _, to := range p.Imports {
				if strings.Contains(to, ".") {
					t.Errorf("news holds nouns only and needs no library, but imports %s", to)
				}
			}
		}
	}
}

// longest is the most lines a Go file may have.
const longest = 500

func TestFilesCanBeReadAtOnce(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != "." {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if n := strings.Count(string(data), "\n"); n > longest {
			t.Errorf("%s has %d lines: split it, %d are the most", path, n, longest)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestForbiddenIsForbidden(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		ok       bool
	}{
		{"ui", "lede/newsroom", true},
		{"ui", "lede/ui/theme", true},
		{"ui", "lede/feeds/parse", false},
		{"ui", "lede/summarize", false},
		{"ui", "lede/store/query", true},
		{"ui", "lede/store/sqlite", false},
		{"feeds", "lede/store", false},
		{"summarize", "lede/feeds/clean", false},
		{"store", "lede/summarize", false},
		{"news", "lede/store", false},
		{"news", "time", true},
		{"serve", "lede/ui", false},
		{"newsroom", "lede/cli", false},
	} {
		if why := forbidden(tt.from, tt.to, allowed[tt.from]); (why == "") != tt.ok {
			t.Errorf("%s importing %s: %q", tt.from, tt.to, why)
		}
	}
}
