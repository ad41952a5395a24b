package companies

import "testing"

// What is a form of a verb of the lists is one, whatever its ending; what only
// looks so is none.
func TestInflected(t *testing.T) {
	x := &Builtin().index
	for _, c := range []struct {
		lang     int
		word     string
		afterAux bool
		want     class
	}{
		{french, "suppriment", false, verb | deed},
		{french, "licencieront", false, verb | deed},
		{french, "fusionnaient", false, verb | deed},
		{french, "restructurer", false, deed},
		{french, "bannissent", false, verb},
		{french, "appartement", false, 0},
		{french, "parlement", false, 0},
		{english, "unveiling", true, deed},
		{english, "unveiling", false, 0},
		{english, "topping", true, deed},
		{english, "swapping", true, 0},
		{english, "morning", true, 0},
	} {
		buf := append(make([]byte, 0, maxWord+8), c.word...)
		if got := x.inflected(c.lang, buf, c.afterAux); got != c.want {
			t.Errorf("%s: class %b, want %b", c.word, got, c.want)
		}
	}
}
