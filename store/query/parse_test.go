package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)

// shape prints a tree for tests, with everything that String leaves out.
func shape(n Node) string {
	switch n := n.(type) {
	case nil:
		return "nil"
	case And:
		return "and(" + shapes(n) + ")"
	case Or:
		return "or(" + shapes(n) + ")"
	case Not:
		return "not(" + shape(n.Node) + ")"
	case Term:
		s := string(n.Field)
		if n.Value != "" {
			s += "=" + n.Value
		}
		if n.Phrase {
			s += "!"
		}
		if n.Prefix {
			s += "*"
		}
		if n.Below {
			s += "+"
		}
		if !n.When.IsZero() {
			s += "@" + n.When.Format("2006-01-02T15:04")
		}
		return s
	}
	return "?"
}

func shapes(nodes []Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = shape(n)
	}
	return strings.Join(parts, " ")
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", "nil"},
		{"   ", "nil"},
		{"()", "nil"},
		{"word", "=word*"},
		{"word ", "=word"},
		{"wor* ", "=wor*"},
		{"two words", "and(=two =words*)"},
		{"a OR b c", "or(=a and(=b =c*))"},
		{"(a OR b) c ", "and(or(=a =b) =c)"},
		{"-a -(b c) --d ", "and(not(=a) not(and(=b =c)) not(not(=d)))"},
		{`"two words"`, "=two words!"},
		{"« deux mots » “x y”", "and(=deux mots! =x y!)"},
		{`title:"two words" title:one`, "and(title=two words! title=one*)"},
		{"company:microsoft Company:X", "and(company=microsoft company=X)"},
		{"company:meta+ about:Google+ implied:openai", "and(company=meta+ about=Google+ implied=openai)"},
		{`company:"meta platforms"+ company:"canal+" company:canal++ -(company:"x"+)`, "and(company=meta platforms!+ company=canal+! company=canal++ not(company=x!+))"},
		{`title:"x"+ company:+ `, "and(title=x! =+ company=+)"},
		{"unread READ starred", "and(unread read starred)"},
		{`"unread"`, "=unread!"},
		{"newer:3d", "newer=3d@2026-03-28T12:00"},
		{"newer:12h older:90m", "and(newer=12h@2026-03-31T00:00 older=90m@2026-03-31T10:30)"},
		{"newer:2w newer:1y newer:6mo", "and(newer=2w@2026-03-17T12:00 newer=1y@2025-03-31T12:00 newer=6mo@2025-10-01T12:00)"},
		{"newer:today older:yesterday", "and(newer=today@2026-03-31T00:00 older=yesterday@2026-03-30T00:00)"},
		{"newer:2026-03-01 older:2026", "and(newer=2026-03-01@2026-03-01T00:00 older=2026@2026-01-01T00:00)"},
		{"has:quote has:Summary", "and(has=quote has=summary)"},
		{"folder:Tech/AI feed:lede.example", "and(folder=Tech/AI feed=lede.example)"},
		{"https://a.example/x 12:30 ", "and(=https://a.example/x =12:30)"},
		{"state-of-the-art - ", "and(=state-of-the-art =-)"},
		{"l’état aujourd'hui ", "and(=l’état =aujourd'hui)"},
		{"or OR and ", "or(=or =and)"},
		{"a AND b OR c ", "or(and(=a =b) =c)"},
		{"a AND (b OR NOT c) ", "and(=a or(=b not(=c)))"},
		{"NOT a AND NOT -b ", "and(not(=a) not(not(=b)))"},
		{`"AND" and not "NOT" `, `and(=AND! =and =not =NOT!)`},
		{`5" tall `, `and(=5" =tall)`},
		{"sort:title", "sort=title"},
		{"-sort:Title", "not(sort=title)"},
		{"NOT sort:oldest a ", "and(=a sort=date)"},
		{"sort:oldest a OR b c ", "and(or(=a and(=b =c)) not(sort=date))"},
		{"(a sort:feed) OR b ", "and(or(=a =b) sort=feed)"},
	} {
		n, err := Typing(c.src, now)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
		} else if got := shape(n); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		src     string
		column  int
		message string
	}{
		{"compagny:x", 1, "did you mean company:?"},
		{"été comp:x", 5, "did you mean company:?"},
		{"zzzzz:x", 1, "there are company, about"},
		{"a company:", 3, "needs a value"},
		{`company:""`, 1, "needs a value"},
		{"a (b", 3, "never closed"},
		{"a b)", 4, "closes nothing"},
		{"a OR", 3, "nothing after"},
		{"OR a", 1, "nothing before"},
		{"AND a", 1, "nothing before this AND"},
		{"a AND", 3, "nothing after this AND"},
		{"a AND OR b", 3, "nothing after this AND"},
		{"(a AND)", 4, "nothing after this AND"},
		{"a AND AND b", 3, "nothing after this AND"},
		{"NOT", 1, "nothing after this NOT"},
		{"a NOT OR b", 3, "nothing after this NOT"},
		{"NOT ()", 1, "nothing after this NOT"},
		{"a OR OR b", 3, "nothing after"},
		{`say "hello`, 5, "never closed"},
		{"newer:soon", 1, "newer:3d"},
		{"newer:99999999999d", 1, "is no time"},
		{"older:2026-99-99", 1, "is no time"},
		{"has:wings", 1, "has:quote"},
		{"unread:yes", 1, "stands alone"},
		{"a sort:size", 3, "sort:size is no order; write sort:date"},
		{"a sort:", 3, "is no order"},
		{"sort:date -sort:title", 12, "one order"},
		{"a OR sort:title", 3, "nothing after"},
		{"-(sort:title)", 1, "nothing after"},
		{"-sort:", 2, "is no order"},
		{"-OR", 1, ""},
		{strings.Repeat("é", MaxLength+1), MaxLength + 1, "10000 characters"},
		{strings.Repeat("a ", 4000), 1001, "500 terms"},
		{strings.Repeat("(", 5000), 102, "deeper than 100"},
		{strings.Repeat("-", 200) + "a", 102, "deeper than 100"},
	} {
		_, err := Parse(c.src, now)
		var e *Error
		if !errors.As(err, &e) {
			if c.message == "" {
				continue
			}
			t.Errorf("%.40s: %v is no *Error", c.src, err)
			continue
		}
		if e.Column != c.column || !strings.Contains(e.Message, c.message) {
			t.Errorf("%.40s: column %d, %q; want %d, %q", c.src, e.Column, e.Message, c.column, c.message)
		}
	}
}

// The order of a query is taken off it as it was written, and put back.
func TestSorted(t *testing.T) {
	for _, c := range []struct {
		src, unsorted, by string
		reverse           bool
	}{
		{"a b", "a b", "", false},
		{"sort:feed", "", "feed", false},
		{"a OR b -sort:title", "a OR b", "title", true},
		{"newer:3d sort:oldest unread", "newer:3d unread", "date", true},
		{"(a NOT sort:date) b", "(a ) b", "date", true},
		{`"sort:title" sort:feed`, `"sort:title"`, "feed", false},
		{"a sort:size", "a sort:size", "", false},
	} {
		if got := Unsorted(c.src); got != c.unsorted {
			t.Errorf("%s: without its order it is %q, want %q", c.src, got, c.unsorted)
		}
		n, _ := Parse(c.src, now)
		_, by, reverse := Sorted(n)
		if by != c.by || reverse != c.reverse {
			t.Errorf("%s: the order is %q, %v", c.src, by, reverse)
		}
		if by == "" {
			continue
		}
		again, err := Parse("x "+Order(by, reverse), now)
		if err != nil {
			t.Fatal(err)
		}
		if _, b, r := Sorted(again); b != by || r != reverse {
			t.Errorf("%q, %v is written %s", by, reverse, Order(by, reverse))
		}
	}
}

// Only while somebody types may the last word go on: everywhere else a query means
// the same, whatever stands behind it.
func TestWordsAreWholeButForTheOneBeingTyped(t *testing.T) {
	for src, want := range map[string]string{"mill": "=mill", "(a OR -word) cat": "and(or(=a not(=word)) =cat)", "title:mill": "title=mill",
		"mill*": "=mill*", "-title:mill*": "not(title=mill*)"} {
		n, err := Parse(src, now)
		if err != nil {
			t.Fatal(err)
		}
		rule, err := ParseRule(src, now)
		if err != nil {
			t.Fatal(err)
		}
		if shape(n) != want || shape(rule) != want {
			t.Errorf("%s: a search %s, a rule %s, want %s", src, shape(n), shape(rule), want)
		}
	}
}

func TestPrefixed(t *testing.T) {
	for value, want := range map[string]bool{"mi": false, "mic": true, "été": true, "é": false, "東": true, "state-of": false, "state-of-the": true, "": false} {
		if got := Prefixed(Term{Value: value, Prefix: true}); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
	if Prefixed(Term{Value: "word"}) {
		t.Error("a whole word is a prefix")
	}
}

// flat is a tree without columns, and with And and Or of one part replaced by
// it, as Parse makes them.
func flat(n Node) Node {
	switch n := n.(type) {
	case And:
		if len(n) == 1 {
			return flat(n[0])
		}
		all := make(And, len(n))
		for i := range n {
			all[i] = flat(n[i])
		}
		return all
	case Or:
		all := make(Or, len(n))
		for i := range n {
			all[i] = flat(n[i])
		}
		return all
	case Not:
		return Not{flat(n.Node)}
	case Term:
		n.Column = 0
		if !n.Prefix && needsQuotes(n, n.Value) { // one word is a phrase as well
			n.Phrase = true
		}
		if n.Field == FieldNewer || n.Field == FieldOlder {
			n.Value, n.When = "", n.When.UTC().Truncate(time.Second)
		}
		return n
	}
	return n
}

// FuzzParse: no source panics; what was parsed prints as a source of the same
// meaning; columns point into the source.
func FuzzParse(f *testing.F) {
	for _, src := range []string{
		`microsoft "capital expenditure" (company:openai OR speaker:altman) -lang:de newer:3d unread`,
		"a OR (b c) -d*", `title:"x y" has:quote`, "« é »", `(((`, `a:b`, `-"x"`, `x"y"z "OR" "unread"`, `"AND" a AND NOT "NOT"`, "older:2026-03-31T10:00:00Z", "\x00\xff",
		`author:"a*" a* "b*" feed:(x)`, `tag:"-x" "-x" -"-x"`,
		`sort:title a OR b -sort:oldest`, `-sort:feed (a b)`,
		`company:"a b"+ about:a++ implied:"+"+`, `company:0"++`,
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src, now)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Column < 1 || e.Column > len([]rune(src))+1 || e.Message == "" {
				t.Fatalf("%q: the error is %#v", src, err)
			}
			return
		}
		printed := String(n)
		if len(printed) > MaxLength {
			return
		}
		again, err := Parse(printed, now)
		if err != nil {
			t.Fatalf("%q prints as %q: %v", src, printed, err)
		}
		if !reflect.DeepEqual(flat(n), flat(again)) {
			t.Fatalf("%q prints as %q:\n%s\n%s", src, printed, shape(n), shape(again))
		}
	})
}
