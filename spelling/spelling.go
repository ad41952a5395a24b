// Package spelling tells how near a word is to those that are known, for "did you
// mean".
package spelling

// longest is how many letters of a word are looked at: nobody misspells a longer one.
const longest = 64

// Edits counts the letters to change, add, leave out or swap with the next one
// between two words (the optimal string alignment distance).
func Edits(a, b string) int {
	x, y := letters(a), letters(b)
	before, row, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(y)]
}

func letters(word string) []rune {
	out := make([]rune, 0, min(len(word), longest))
	for _, r := range word {
		if len(out) == longest {
			break
		}
		out = append(out, r)
	}
	return out
}
