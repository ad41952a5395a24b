package stories

import "slices"

// Match finds, among recent articles, one about the same event as c: its place
// in recent and how sure that is (0–1).
func Match(c Candidate, recent []Candidate) (i int, score float64, ok bool) {
	best := -1
	for j := range recent {
		r := &recent[j]
		if r.Feed == c.Feed || r.Article == c.Article {
			continue
		}
		names := overlap(c.Fingerprint.Names, r.Fingerprint.Names)
		s := names
		if c.Language == r.Language {
			s = (names + overlap(c.Fingerprint.Stems, r.Fingerprint.Stems)) / 2
		}
		if s > 0.4 && s > score {
			best, score = j, s
		}
	}
	return best, score, best >= 0
}

// overlap is the shared part of two sets; small sets prove nothing.
func overlap(a, b []string) float64 {
	if len(a) < 4 || len(b) < 4 {
		return 0
	}
	shared := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			shared++
		}
	}
	return float64(shared) / float64(len(a)+len(b)-shared)
}
