package keymap

import (
	"fmt"
	"slices"
	"strings"

	"lede/spelling"
)

// Words are the words of the command line that take something after them; every
// action is a word, too. The interface has a function for each.
var Words = []string{
	"add", "company", "export", "import", "mute", "open", "open-with", "page", "pipe", "q", "quit", "refresh", "save", "search", "set", "sort", "tag", "theme", "view", "write",
}

// Taken says which keys a person's bindings have taken from actions of the preset
// that keep others: nothing is wrong, but it is easily overlooked.
func (m *Map) Taken() []Problem { return m.taken }

// Bereft says which actions a person's keys have left without any; only the
// command line has them still. It is said when lede opens: `zen: []` says that
// it is meant.
func (m *Map) Bereft() []Problem { return m.bereft }

// clash is a key that a person has given to another action than the preset.
type clash struct {
	by     binding
	key    string
	action Action
}

// clashes finds what a person's keys were taken from.
func (m *Map) clashes(preset, own []binding, replaced map[Action]bool) {
	told := map[clash]bool{}
	for _, b := range preset {
		if replaced[b.action] || replaced[Action(string(b.in)+"."+string(b.action))] {
			continue
		}
		for _, o := range own {
			at := b.in
			if at == Everywhere {
				at = o.in
			}
			if slices.ContainsFunc(preset, func(p binding) bool { return p.in == o.in && p.key == o.key && p.action == o.action }) {
				continue // the preset itself has it so
			}
			if o.action == b.action || m.bind[o.in][o.key] != o.action || !m.lost(b, o) || told[clash{o, b.key, b.action}] {
				continue
			}
			told[clash{o, b.key, b.action}] = true
			what := fmt.Sprintf("key %q is taken from %s", b.key, b.action)
			if o.key != b.key {
				what = fmt.Sprintf("key %q is taken from %s, because %q begins with it", b.key, b.action, o.key)
				if strings.HasPrefix(b.key, o.key+" ") {
					what = fmt.Sprintf("key %q is taken from %s, because it begins with %q", b.key, b.action, o.key)
				}
			}
			if at != Everywhere {
				what += " in " + string(at)
			}
			switch left := m.left(b.action, at); {
			case len(left) > 0:
				m.taken = append(m.taken, Problem{o.action, o.path, what + ", which keeps " + strings.Join(left, " and ")})
			case len(m.Keys(b.action)) > 0:
				m.taken = append(m.taken, Problem{o.action, o.path, what + ", which has no other there"})
			default:
				m.bereft = append(m.bereft, Problem{o.action, o.path, fmt.Sprintf("%s, which is left without a key; give it another, or write \"%s: []\" to do without", what, b.action)})
			}
		}
	}
}

// lost reports whether a binding of the preset does not hold any more, somewhere,
// because of a person's own.
func (m *Map) lost(b, own binding) bool {
	if own.in != b.in && own.in != Everywhere && b.in != Everywhere {
		return false
	}
	same := own.key == b.key
	near := strings.HasPrefix(own.key, b.key+" ") || strings.HasPrefix(b.key, own.key+" ")
	if b.in == Everywhere && own.in != Everywhere {
		return same // it lies over it in one place
	}
	return (same || near) && m.bind[b.in][b.key] != b.action
}

// left are the keys that an action keeps in a place.
func (m *Map) left(a Action, in Context) []string {
	var keys []string
	for _, b := range m.listed {
		if b.action != a || b.in != in && b.in != Everywhere {
			continue
		}
		if over, ok := m.bind[in][b.key]; ok && over != a {
			continue // something else is on it here
		}
		keys = append(keys, fmt.Sprintf("%q", b.key))
	}
	return keys
}

// wrongLine says what is wrong with a line of the command line, ":tag later"; ""
// when its first word is one, or begins just one.
func wrongLine(line string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, ":")), " ")
	if word == "" {
		return "a colon alone does nothing"
	}
	all := slices.Clone(Words)
	for _, r := range table {
		if !slices.Contains(all, string(r.Action)) {
			all = append(all, string(r.Action))
		}
	}
	begun := 0
	best, distance := "", 3
	for _, w := range all {
		if w == word {
			return ""
		}
		if strings.HasPrefix(w, word) {
			begun++
		}
		if d := spelling.Edits(word, w); d < distance && d < len(word) {
			best, distance = w, d
		}
	}
	switch {
	case begun == 1:
		return ""
	case best != "":
		return fmt.Sprintf("there is no command %q; did you mean :%s?", ":"+word, best)
	}
	return fmt.Sprintf("there is no command %q; there are %s, and every action", ":"+word, strings.Join(Words, ", "))
}
