package stories

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// amount reads the number that begins at words[i], in any of our languages:
// its key ("#2.4e+09", "#3.1%") and how many words it took. The key is "" when
// the number tells nothing: small counts, years, days, times.
func amount(lang, s string, words []news.Span, i int) (key string, took int) {
	w := words[i].Of(s)
	digits := 0
	for digits < len(w) && (w[digits] >= '0' && w[digits] <= '9' || w[digits] == '.' || w[digits] == ',') {
		digits++
	}
	number, suffix := strings.TrimRight(w[:digits], ".,"), strings.ToLower(w[digits:])
	took = 1
	// 40 000: groups of three.
	grouped := false
	for suffix == "" && len(number) <= 12 && i+took < len(words) && thousands(s, words[i+took-1], words[i+took]) && (grouped || len(number) <= 3) {
		number += words[i+took].Of(s)
		grouped = true
		took++
	}
	if against, ok := strings.CutPrefix(suffix, "-"); ok && score(number) && score(against) {
		return "#" + number + suffix, took // of a match
	}
	v, ok := value(lang, number)
	if !ok {
		return "", took
	}
	scaled := false
	next := func(n int) string {
		if i+took+n < len(words) {
			return strings.ToLower(words[i+took+n].Of(s))
		}
		return ""
	}
	switch {
	case suffix == "":
		if f := scales[next(0)]; f != 0 && len(next(0)) > 1 {
			v *= f
			scaled = true
			took++
		}
	case scales[suffix] != 0:
		v *= scales[suffix]
		scaled = true
	default:
		return "", took // 18h30, 3rd, A320
	}
	end := words[i+took-1].End
	rest := strings.TrimLeft(s[end:min(len(s), end+8)], " \u00a0\u202f")
	switch {
	case strings.HasPrefix(rest, "%") || percent[next(0)] || percent[next(0)+"_"+next(1)]:
		return "#" + strconv.FormatFloat(v, 'g', 5, 64) + "%", took
	case scaled || grouped:
	case v < 32 || v == math.Trunc(v) && v >= 1900 && v <= 2100 || text.IsDate(next(0)):
		return "", took
	}
	return "#" + strconv.FormatFloat(v, 'g', 5, 64), took
}

// score: what a team or a vote can have.
func score(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n < 200
}

// thousands: b is three digits right after a, with one space between.
func thousands(s string, a, b news.Span) bool {
	if b.End-b.Start != 3 {
		return false
	}
	for _, c := range []byte(s[b.Start:b.End]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	r, n := utf8.DecodeRuneInString(s[a.End:b.Start])
	return n == b.Start-a.End && (r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009')
}

// value reads digits with points and commas as the language writes them.
func value(lang, s string) (float64, bool) {
	point, comma := strings.Count(s, "."), strings.Count(s, ",")
	decimal := byte(',')
	if lang == "en" || lang == "" {
		decimal = '.'
	}
	group := func(c string) bool { // 1.234 or 1.234.567
		parts := strings.Split(s, c)
		for _, p := range parts[1:] {
			if len(p) != 3 {
				return false
			}
		}
		return len(parts[0]) <= 3 && parts[0] != "0"
	}
	switch {
	case point > 0 && comma > 0:
		if strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ',') {
			s = strings.ReplaceAll(s, ",", "")
		} else {
			s = strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
		}
	case point > 0 && (point > 1 || decimal != '.') && group("."):
		s = strings.ReplaceAll(s, ".", "")
	case comma > 0 && (comma > 1 || decimal != ',') && group(","):
		s = strings.ReplaceAll(s, ",", "")
	default:
		s = strings.ReplaceAll(s, ",", ".")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v < 1e16
}

// precision is how much a number tells by its digits: 2.43 billion is hardly
// met twice by chance, 10% is.
func precision(key string) float64 {
	digits := strings.TrimSuffix(strings.TrimPrefix(key, "#"), "%")
	if strings.Contains(strings.TrimLeft(digits, "-"), "-") && !strings.Contains(digits, "e") {
		return 0.5
	}
	mantissa, _, _ := strings.Cut(digits, "e")
	mantissa = strings.Replace(mantissa, ".", "", 1)
	switch n := len(strings.Trim(mantissa, "0")); {
	case n <= 1:
		return 0.35
	case n == 2:
		return 0.7
	}
	return 1
}
