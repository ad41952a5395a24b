package parse

import (
	_ "embed" // the tables of months and zones
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/months.txt
var monthsFile string

//go:embed data/zones.txt
var zonesFile string

var (
	months = readMonths(monthsFile)
	zones  = readZones(zonesFile)
)

func lines(file string, each func(fields []string)) {
	for line := range strings.SplitSeq(file, "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			each(f)
		}
	}
}

func readMonths(file string) map[string]time.Month {
	m := map[string]time.Month{}
	lines(file, func(f []string) {
		n, _ := strconv.Atoi(f[0])
		for _, name := range f[1:] {
			m[name] = time.Month(n)
		}
	})
	return m
}

func readZones(file string) map[string]int {
	m := map[string]int{}
	lines(file, func(f []string) {
		m[f[0]], _ = offset(f[1])
	})
	return m
}

// fold makes s lower case without accents.
func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

var (
	isoDate = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2})|-?(\d{3}))?(?:[t\s,]+(.*))?$`)
	clock   = regexp.MustCompile(`^(\d{1,2})(?:[:h.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?|h)?(am|pm|z|[+-]\d{1,2}:?\d{0,2})?$`)
	slashed = regexp.MustCompile(`^(\d{1,4})[/.-](\d{1,2}|\p{L}{3,9})[/.-](\d{2,4})$`)
)

// oddities are ways of writing that are brought to the usual one first.
var oddities = []struct {
	seen  *regexp.Regexp
	meant string
}{
	{regexp.MustCompile(`^(\d{4}-?\d{2}-?\d{2})t(\d{2})(\d{2})(\d{2})`), "${1}t$2:$3:$4"}, // 20040101T194821Z
	{regexp.MustCompile(`^(\d{4}-?\d{2}-?\d{2})t(\d{2})(\d{2})`), "${1}t$2:$3"},           // 20040101T1948Z
	{regexp.MustCompile(`^(\d{1,2}/[a-z]{3}/\d{4}):`), "$1 "},                             // 05/Jan/2011:12:00:00, of server logs
	{regexp.MustCompile(`\b(\d{1,2}) h ?(\d{2})\b`), "${1}h$2"},                           // 09 h 30
	{regexp.MustCompile(`^(\d{4})-([a-z]{3,})-(\d{1,2})(?:t| |$)`), "$3 $2 $1 "},          // 2004-július-13T9:15
	{regexp.MustCompile(`^(\d{2})-(0[1-9]|1[0-2])-([0-2]\d|3[01])$`), "20$1-$2-$3"},       // 03-12-31
	{regexp.MustCompile(`^(\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])$`), "20$1-$2-$3"},         // 031231
	{regexp.MustCompile(`^(\d{1,2}) (\p{L}+) (\d{4}) г\.?,?`), "$1 $2 $3"},                // 5 октября 2011 г.
}

var (
	asianDate = regexp.MustCompile(`(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]`)
	asianNoon = regexp.MustCompile(`(오전|오후|午前|午後|上午|下午)\s*(\d{1,2}:\d{2}(?::\d{2})?)`)
)

// asian turns dates of Chinese, Japanese and Korean into ours.
func asian(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2E80 }) {
		return s
	}
	if m := asianNoon.FindStringSubmatchIndex(s); m != nil {
		half := " am"
		if word := s[m[2]:m[3]]; word == "오후" || word == "午後" || word == "下午" {
			half = " pm"
		}
		s = s[:m[0]] + s[m[4]:m[5]] + half + s[m[1]:]
	}
	return asianDate.ReplaceAllString(s, "$1-$2-$3 ")
}

// Date reads a date as feeds write them: RFC 822 and 3339 with their many
// variants, two-digit years, month names in ten languages, missing parts. A
// date without a zone is UTC. The result is in UTC.
func Date(s string) (time.Time, bool) {
	if len(s) > 100 {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC3339} { // most feeds
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return t.UTC().Truncate(time.Second), true
		}
	}
	s = strings.Join(strings.Fields(fold(asian(s))), " ")
	if s == "" {
		return time.Time{}, false
	}
	for _, o := range oddities {
		s = o.seen.ReplaceAllString(s, o.meant)
	}
	if t, ok := unix(s); ok {
		return t, true
	}
	var d parts
	if m := isoDate.FindStringSubmatch(s); m != nil {
		d.year = number(m[1])
		d.month = time.Month(max(1, number(m[2])+number(m[4])))
		d.day = max(1, number(m[3])+number(m[5]))
		if m[6] != "" {
			d.month, d.day = 1, number(m[6])
			if d.day > 366 {
				return time.Time{}, false
			}
			d.ordinal = true
		}
		d.seen = true
		return d.rest(strings.Fields(m[7]))
	}
	return d.rest(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' }))
}

// unix reads seconds or milliseconds since 1970.
func unix(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return time.Time{}, false
	}
	if len(s) == 13 {
		return time.UnixMilli(n).UTC(), true
	}
	return time.Unix(n, 0).UTC(), true
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

// parts are what was found of a date.
type parts struct {
	year, day         int
	month             time.Month
	hour, min, sec    int
	zone              int // seconds east of UTC
	seen              bool
	ordinal, timeSeen bool
	hasYear           bool
}

// rest takes the words that are left.
func (d *parts) rest(words []string) (time.Time, bool) {
	for _, w := range words {
		d.word(strings.Trim(w, ".;"))
	}
	if d.seen {
		d.hasYear = true
	}
	if d.month == 0 || d.day == 0 || !d.hasYear || d.hour > 24 || d.min > 59 || d.sec > 60 ||
		d.month > 12 || !d.ordinal && d.day > 31 || d.year < 1900 || d.year > 2200 {
		return time.Time{}, false
	}
	t := time.Date(d.year, d.month, d.day, d.hour, d.min, d.sec, 0, time.UTC)
	return t.Add(-time.Duration(d.zone) * time.Second), true
}

// word takes one word: a month, a clock time, a zone, a number.
func (d *parts) word(w string) {
	if w == "" {
		return
	}
	if m, ok := months[w]; ok && !d.seen {
		if d.month == 0 {
			d.month = m
		}
		return
	}
	if z, ok := zones[w]; ok {
		d.zone = z
		return
	}
	if z, ok := offset(w); ok && d.timeSeen {
		d.zone = z
		return
	}
	// "gmt+2", "utc+0100"
	if z, ok := offset(strings.TrimPrefix(strings.TrimPrefix(w, "gmt"), "utc")); ok && d.timeSeen {
		d.zone = z
		return
	}
	if w == "pm" && d.hour < 12 {
		d.hour += 12
		return
	}
	if w == "am" && d.hour == 12 {
		d.hour = 0
		return
	}
	if m := slashed.FindStringSubmatch(w); m != nil && !d.seen && d.day == 0 {
		d.slashes(w, m)
		return
	}
	if strings.ContainsAny(w, ":h") || d.seen && !d.timeSeen {
		if d.clock(w) {
			return
		}
	}
	n, err := strconv.Atoi(strings.TrimRight(w, "ersnthd")) // 1er, 2nd, 3rd, 4th
	if err != nil || n < 0 || d.seen {
		return
	}
	switch {
	case d.day == 0 && n <= 31 && len(w) <= 4 && n > 0 && !(len(w) == 4 && w[0] >= '0' && w[3] <= '9' && w[3] >= '0'):
		d.day = n
	case !d.hasYear && (len(w) == 4 || len(w) == 2):
		d.setYear(n, len(w))
	}
}

func (d *parts) setYear(n, digits int) {
	if digits <= 2 {
		if n < 70 {
			n += 2000
		} else {
			n += 1900
		}
	}
	d.year, d.hasYear = n, true
}

// slashes reads 31/12/2024, 12/31/24, 31.12.2024, 31-Dec-2024, 2024/12/31.
func (d *parts) slashes(w string, m []string) {
	if len(m[1]) == 4 {
		d.setYear(number(m[1]), 4)
		d.month, d.day = time.Month(number(m[2])), number(m[3])
		return
	}
	d.setYear(number(m[3]), len(m[3]))
	if name, ok := months[m[2]]; ok {
		d.day, d.month = number(m[1]), name
		return
	}
	a, b := number(m[1]), number(m[2])
	if a > 12 || strings.ContainsRune(w, '.') || b <= 12 && strings.ContainsRune(w, '-') {
		a, b = b, a
	}
	d.month, d.day = time.Month(a), b
}

func (d *parts) clock(w string) bool {
	m := clock.FindStringSubmatch(w)
	if m == nil || d.timeSeen {
		// The zone may stand without a space: 10:00:00GMT.
		if i := strings.IndexFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' && r != 'h' }); i > 0 && !d.timeSeen {
			if z, ok := zones[w[i:]]; ok && d.clock(w[:i]) {
				d.zone = z
				return true
			}
		}
		return false
	}
	d.timeSeen = true
	d.hour, d.min, d.sec = number(m[1]), number(m[2]), number(m[3])
	switch m[4] {
	case "", "z":
	case "am":
		if d.hour == 12 {
			d.hour = 0
		}
	case "pm":
		if d.hour < 12 {
			d.hour += 12
		}
	default:
		d.zone, _ = offset(m[4])
	}
	return true
}

// offset reads +0200, +02:00, -5, +02.
func offset(s string) (int, bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 4 {
		return 0, false
	}
	h, m := n, 0
	if len(digits) > 2 {
		h, m = n/100, n%100
	}
	if h > 15 || m > 59 {
		return 0, false
	}
	sec := h*3600 + m*60
	if s[0] == '-' {
		sec = -sec
	}
	return sec, true
}
