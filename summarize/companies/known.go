package companies

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"lede/news"
)

// BuiltinPrint tells the companies and the words beside them that come with the
// program from those of another version.
var BuiltinPrint = sync.OnceValue(func() string {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := files.ReadFile(path)
		fmt.Fprintf(sum, "%s %d\n", path, len(src))
		sum.Write(src)
		return err
	})
	if err != nil {
		panic(err) // it is part of the program
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
})

// Changed are the companies that are not as they are in base, each with a print
// of what is said of it.
func (e Entries) Changed(base Entries) map[news.CompanyID]string {
	at := make(map[news.CompanyID]*entry, len(base.list))
	for i := range base.list {
		at[base.list[i].id] = &base.list[i]
	}
	changed := map[news.CompanyID]string{}
	for i := range e.list {
		if was := at[e.list[i].id]; was == nil || !untouched(was, &e.list[i]) {
			changed[e.list[i].id] = e.list[i].print()
		}
	}
	return changed
}

// untouched reports whether merging has left an entry alone: it shares its lists.
func untouched(a, b *entry) bool {
	return a.off == b.off && a.always == b.always && a.parent == b.parent && a.sector == b.sector && a.country == b.country &&
		shared(a.aliases, b.aliases) && shared(a.tickers, b.tickers) && shared(a.not, b.not) && shared(a.never, b.never)
}

func shared[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

func (e *entry) print() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q %q %q %v %v %q %q", e.name, e.country, e.sector, e.parent, e.tickers, e.off, e.always, e.not, e.never)
	for _, a := range e.aliases {
		fmt.Fprintf(sum, " %q %d %d", a.text, a.kind, a.marks)
		if a.beside != nil {
			fmt.Fprintf(sum, " %q %q", a.beside.needs, a.beside.not)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// Words are all that a company is found by: names, tickers, products, people.
// One that is not to be found has none.
func (e Entries) Words(ids map[news.CompanyID]bool) []string {
	var out []string
	for i := range e.list {
		if c := &e.list[i]; ids[c.id] && !c.off {
			for _, a := range c.aliases {
				out = append(out, a.text)
			}
			for _, t := range c.tickers {
				_, symbol, found := strings.Cut(t, ":")
				if !found {
					symbol = t
				}
				out = append(out, symbol)
			}
		}
	}
	return out
}

// Family is a company that belongs to another.
type Family struct {
	Child, Parent news.CompanyID
	ParentName    string
}

// Families are the companies that belong to others.
func (e Entries) Families() []Family {
	var out []Family
	for i := range e.list {
		if c := &e.list[i]; c.parent != "" && !c.off {
			out = append(out, Family{c.id, slug(c.parent), c.parent})
		}
	}
	return out
}
