package sidebar

import (
	"maps"
	"slices"
	"strings"

	"lede/newsroom"
)

// Mark is where the pane was when something began to be looked for.
type Mark struct {
	at        item
	collapsed map[string]bool
}

// Mark remembers the line of the cursor and the folded folders.
func (m *Model) Mark() Mark { return Mark{m.items[m.cursor], maps.Clone(m.collapsed)} }

// Return goes back to a mark.
func (m *Model) Return(to Mark) {
	m.collapsed, m.found = maps.Clone(to.collapsed), item{}
	m.build()
	m.point(to.at)
}

// Find goes to the first place whose title begins with folded letters, else to
// one with a word that does, else to one that holds them; next counts on from it.
// A folder that hides the place is unfolded. It reports whether there is one.
func (m *Model) Find(letters string, fold func(string) string, next int) bool {
	hidden, quiet := m.collapsed, m.quiet
	m.collapsed, m.quiet = map[string]bool{}, false
	m.build()
	all := slices.Clone(m.items)
	m.collapsed, m.quiet = hidden, quiet
	m.build()
	titles := make([]string, len(all))
	for i, it := range all {
		titles[i] = fold(it.title)
	}
	found := Ranked(titles, letters)
	if len(found) == 0 {
		return false
	}
	it := all[found[(next%len(found)+len(found))%len(found)]]
	if it.place == newsroom.PlaceFeed && m.collapsed[it.folder] {
		m.collapsed[it.folder] = false
	}
	m.found = it
	m.build()
	m.point(it)
	return true
}

// Ranked are the places of the titles that hold some letters: those that begin
// with them before those with a word that does, and these before the others.
func Ranked(titles []string, letters string) []int {
	var begin, word, within []int
	for i, title := range titles {
		switch {
		case letters == "":
		case strings.HasPrefix(title, letters):
			begin = append(begin, i)
		case strings.Contains(" "+title, " "+letters):
			word = append(word, i)
		case strings.Contains(title, letters):
			within = append(within, i)
		}
	}
	return slices.Concat(begin, word, within)
}
