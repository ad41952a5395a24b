package store

import (
	"slices"
	"testing"
)

func TestNaturalOrder(t *testing.T) {
	names := []string{"", "2", "10", "a", "feed", "feed 1", "feed 02", "feed 2", "feed 2 b", "feed 10", "feed 10000000000000000000001", "feed 20000000000000000000000", "feeder", "z9", "z10"}
	mixed := slices.Clone(names)
	slices.Reverse(mixed)
	slices.SortFunc(mixed, Natural)
	if !slices.Equal(mixed, names) {
		t.Errorf("%q", mixed)
	}
	for _, a := range names {
		for _, b := range names {
			if Natural(a, b) != -Natural(b, a) && (Natural(a, b) > 0) == (Natural(b, a) > 0) {
				t.Errorf("%q and %q are each before the other", a, b)
			}
		}
	}
}
