// Command facts compares the companies that come with lede with open lists of
// companies, and prints what was compared, what agrees and where they differ.
//
//	go run ./docs/facts DIRECTORY
package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lede/summarize/companies"
)

//go:embed reviewed.txt
var reviewedFile string

//go:embed chiefs.txt
var chiefsFile string

const secondTier = "summarize/companies/data/second.psv"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "facts: which lists? Say the directory they are in: go run ./docs/facts DIRECTORY")
		os.Exit(2)
	}
	open, err := run(os.Args[1], os.Stdout)
	if err == nil && open > 0 {
		err = fmt.Errorf("%d differences nobody has looked at: correct the lexicon, or say in docs/facts/reviewed.txt why it stands", open)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(1)
	}
}

// run compares with every list of the directory; open is how many differences
// nobody has looked at.
func run(dir string, w io.Writer) (open int, err error) {
	second, err := names(secondTier)
	if err != nil {
		return 0, err
	}
	known, err := readReviewed(reviewedFile)
	if err != nil {
		return 0, err
	}
	x := builtin(second)
	var all []finding
	for _, l := range lists {
		if _, err := os.Stat(filepath.Join(dir, l.file)); os.IsNotExist(err) {
			fmt.Fprintf(w, "%s is not there: not compared\n", l.file)
			continue
		}
		rows, err := l.rows(dir)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", l.file, err)
		}
		all = append(all, x.against(l.name, rows)...)
	}
	for i := range all {
		if !all[i].agree {
			all[i].why = known.why(all[i])
		}
	}
	out := bufio.NewWriter(w)
	open = report(out, all)
	for _, second := range []bool{false, true} {
		in, of := x.listed(all, second)
		fmt.Fprintf(out, "companies: %d of %d of the %s tier stand in at least one list\n", in, of, tier(second))
	}
	chiefs, err := readChiefs(chiefsFile)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "chiefs: %d companies have been looked up by hand, see chiefs.txt; the lexicon has people of %d\n", len(chiefs), x.led())
	for _, line := range known.unused() {
		fmt.Fprintf(out, "reviewed.txt: nothing differs any more: %s\n", line)
	}
	return open, out.Flush()
}

// builtin is the lexicon that comes with lede.
func builtin(second map[string]bool) *lexicon { return join(companies.Builtin().Find("", 0), second) }

// names are those of the first column of a source of the lexicon.
func names(path string) (map[string]bool, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w; run it from the top of the repository", err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if name, _, ok := strings.Cut(line, "|"); ok && line[0] != '#' {
			out[strings.TrimSpace(name)] = true
		}
	}
	return out, nil
}

// report prints the counts, then every difference; open is how many of them have
// no reason.
func report(w io.Writer, all []finding) (open int) {
	fmt.Fprintf(w, "%-22s %-11s %-8s %8s %7s %7s %9s\n", "list", "tier", "fact", "compared", "agree", "differ", "explained")
	type cell struct {
		list   string
		second bool
		what   fact
	}
	var order []cell
	count := map[cell]*[3]int{}
	for _, f := range all {
		c := cell{f.list, f.second, f.what}
		if count[c] == nil {
			count[c] = new([3]int)
			order = append(order, c)
		}
		switch {
		case f.agree:
			count[c][0]++
		case f.why != "":
			count[c][1]++
		default:
			count[c][2]++
			open++
		}
	}
	for _, second := range []bool{false, true} {
		for _, c := range order {
			if c.second == second {
				n := count[c]
				fmt.Fprintf(w, "%-22s %-11s %-8s %8d %7d %7d %9d\n", c.list, tier(second), c.what, n[0]+n[1]+n[2], n[0], n[1]+n[2], n[1])
			}
		}
	}
	differ := slices.DeleteFunc(slices.Clone(all), func(f finding) bool { return f.agree })
	slices.SortStableFunc(differ, func(a, b finding) int {
		switch {
		case (a.why == "") != (b.why == ""):
			if a.why == "" {
				return -1
			}
			return 1
		case a.list != b.list:
			return strings.Compare(a.list, b.list)
		}
		return strings.Compare(string(a.what), string(b.what))
	})
	for _, f := range differ {
		why := f.why
		if why == "" {
			why = "not looked at"
		}
		fmt.Fprintf(w, "%s, %s tier, %s of %s: ours %s, theirs %s. %s\n", f.list, tier(f.second), f.what, f.company, f.ours, f.theirs, why)
	}
	return open
}

func tier(second bool) string {
	if second {
		return "second"
	}
	return "first"
}
