package parse

import (
	"bytes"
	_ "embed" // which languages are written in which encodings
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/encodings.txt
var encodingsFile string

var encodingsOf = func() map[string][]string {
	m := map[string][]string{}
	lines(encodingsFile, func(f []string) { m[f[0]] = f[1:] })
	return m
}()

var languageTag = regexp.MustCompile(`(?i)<(?:[a-z]+:)?language>\s*(?:<!\[CDATA\[)?\s*([a-z]{2,3})\b|xml:lang=["']([a-z]{2,3})\b`)

// sampled is how many bytes a guess looks at.
const sampled = 256 << 10

// guess names the encoding of a body that is not in UTF-8 and does not say
// what it is in, "" for Western bytes: by the language it says it is in, and by
// what its letters come to in the encodings of that language.
func guess(body []byte) string {
	body = body[:min(len(body), sampled)]
	if mostlyUTF8(body) {
		return ""
	}
	language := ""
	if m := languageTag.FindSubmatch(body[:min(len(body), 16<<10)]); m != nil {
		language = strings.ToLower(string(m[1]) + string(m[2]))
	}
	candidates := encodingsOf[language]
	if candidates == nil {
		if !foreign(body) {
			return ""
		}
		candidates = encodingsOf["-"]
	}
	best, most := "", 0.5
	for _, label := range candidates {
		if text, ok := convert(body, label); ok {
			if score := likely(text); score > most {
				best, most = label, score
			}
		}
	}
	return best
}

// mostlyUTF8: a few bytes that do not fit are not another encoding.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		body = body[size:]
	}
	return good > 3*bad
}

// foreign reports whether most bytes above ASCII stand beside others: in
// Western languages an accented letter stands alone.
func foreign(body []byte) bool {
	high, paired := 0, 0
	for i, c := range body {
		if c < 0x80 {
			continue
		}
		high++
		if i > 0 && body[i-1] >= 0x80 || i+1 < len(body) && body[i+1] >= 0x80 {
			paired++
		}
	}
	return high >= 12 && paired*10 > high*7
}

// frequent are characters that hardly a sentence of Chinese, written in the
// simple or the traditional way, or of Korean is without.
const frequent = "的一是不了在有人我他这上中大来国和地到时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实" +
	"這來國時會對於過發後裡種經麼學現當沒動還進樣開從實台股連" +
	"이다에는을를의가고도한로하지서은기사어"

// likely is how much of what is not ASCII looks like something written: 0 to
// 1 and a little more when there can be no doubt.
func likely(text string) float64 {
	var all, letters, lower, upper, kana, common, hangul, odd float64
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		all++
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || r >= 0xE000 && r <= 0xF8FF || r >= 0xFF61 && r <= 0xFF9F || unicode.Is(unicode.So, r) || r >= 0x2500 && r < 0x2600:
			odd++
		case r >= 0x3040 && r < 0x3100:
			kana++
		case r >= 0xAC00 && r < 0xD7B0:
			hangul++
		case unicode.Is(unicode.Han, r):
			if strings.ContainsRune(frequent, r) {
				common++
			}
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if all == 0 {
		return 0
	}
	score := (lower + letters - upper/2 + hangul) / all
	if kana > all/6 {
		score = 1 + kana/all
	} else if common > all/20 {
		score = max(score, 0.6+common/all)
	}
	return score - 3*odd/all
}

// shiftsToJapanese: ISO-2022-JP is ASCII with escape sequences of its own.
func shiftsToJapanese(body []byte) bool {
	return (bytes.Contains(body, []byte("\x1b$B")) || bytes.Contains(body, []byte("\x1b$@"))) &&
		(bytes.Contains(body, []byte("\x1b(B")) || bytes.Contains(body, []byte("\x1b(J")))
}
