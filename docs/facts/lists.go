package main

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
)

// row is one company, brand or service as a list describes it. What a list does
// not say is empty.
type row struct {
	name      string
	others    []string // other names, of today
	old       []string // names it no longer has
	tickers   []string // the first is the one of its home exchange
	countries []string // ISO 3166-1 alpha-2
	kinds     []string // what it does, in the words of the list, the narrowest last
	owner     string
}

// list is an open list of companies, and how it is read.
type list struct {
	name, file string
	read       func(io.Reader) ([]row, error)
}

var lists = []list{
	{"sp500", "sp500.csv", readSP500},
	{"pytickersymbols", "pytickersymbols-stocks.yaml", readSymbols},
	{"financedatabase", "financedatabase-midcap-up.csv", readFinance},
	{"name-suggestion-index", "nsi-brands.tsv", readBrands},
	{"simple-icons", "simple-icons.tsv", readIcons},
	{"third-party-web", "third-party-web.tsv", readServices},
}

// rows reads the list from the directory.
func (l list) rows(dir string) ([]row, error) {
	f, err := os.Open(filepath.Join(dir, l.file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return l.read(f)
}

// table reads separated values whose first line names the columns.
func table(src io.Reader, comma rune, each func(cell func(column string) string)) error {
	r := csv.NewReader(src)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, comma == '\t'
	head, err := r.Read()
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, name := range head {
		at[name] = i
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		each(func(column string) string {
			if i, ok := at[column]; ok && i < len(record) {
				return strings.TrimSpace(record[i])
			}
			return ""
		})
	}
}

// some are the cells that say something.
func some(cells ...string) []string {
	var out []string
	for _, c := range cells {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

func cut(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		out = append(out, some(strings.TrimSpace(part))...)
	}
	return out
}

func readSP500(src io.Reader) (rows []row, err error) {
	err = table(src, ',', func(cell func(string) string) {
		seat := cell("Headquarters Location")
		if i := strings.LastIndex(seat, ", "); i >= 0 {
			seat = seat[i+2:]
		}
		country := code(seat)
		if country == "" && seat != "" && seat != "none" {
			country = "US" // it names the state
		}
		rows = append(rows, row{
			name: cell("Security"), tickers: some(cell("Symbol")), countries: some(country),
			kinds: some(cell("GICS Sector"), cell("GICS Sub-Industry")),
		})
	})
	return rows, err
}

func readSymbols(src io.Reader) ([]row, error) {
	raw, err := io.ReadAll(src)
	if err != nil {
		return nil, err
	}
	var all struct {
		Companies []struct {
			Name, Symbol, Country string
			Industries, Akas      []string
			Symbols               []struct{ Yahoo string }
		}
	}
	if err := yaml.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	var rows []row
	for _, c := range all.Companies {
		r := row{name: c.Name, others: c.Akas, tickers: some(c.Symbol), countries: some(code(c.Country)), kinds: c.Industries}
		for _, s := range c.Symbols {
			r.tickers = append(r.tickers, some(s.Yahoo)...)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func readFinance(src io.Reader) (rows []row, err error) {
	err = table(src, ',', func(cell func(string) string) {
		rows = append(rows, row{
			name: cell("name"), tickers: some(cell("symbol")), countries: some(code(cell("country"))),
			kinds: some(cell("sector"), cell("industry")),
		})
	})
	return rows, err
}

// readBrands leaves out the countries: they say where a brand has shops, not
// where it is from.
func readBrands(src io.Reader) (rows []row, err error) {
	err = table(src, '\t', func(cell func(string) string) {
		r := row{name: cell("display_name"), others: cut(cell("other_names")), kinds: strings.Fields(cell("categories"))}
		rows = append(rows, r)
	})
	return rows, err
}

func readIcons(src io.Reader) (rows []row, err error) {
	err = table(src, '\t', func(cell func(string) string) {
		rows = append(rows, row{name: cell("title"), others: cut(cell("aliases")), old: cut(cell("old"))})
	})
	return rows, err
}

func readServices(src io.Reader) (rows []row, err error) {
	err = table(src, '\t', func(cell func(string) string) {
		rows = append(rows, row{name: cell("name"), owner: cell("company")})
	})
	return rows, err
}
