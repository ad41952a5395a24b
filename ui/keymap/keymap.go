package keymap

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Presets are the names of the key maps to start from.
var Presets = []string{"default", "newsboat"}

// Map is the effective key map: a preset with a person's own bindings over it.
type Map struct {
	keys map[Action][]string
	bind map[Context]map[string]Action
	// prefixes are the beginnings of sequences: "g" where "g g" is bound.
	prefixes map[Context]map[string]bool
}

// Problem is something wrong with a person's own bindings.
type Problem struct {
	Action  Action // where it was said
	Message string // a sentence
}

func (p Problem) Error() string { return p.Message }

// New builds a map from a preset ("" is default) and overrides: for an
// action's name its keys instead of those of the preset; no keys at all
// unbinds it. A key someone binds is taken away from the action that had it
// in the preset. Everything that makes no sense is reported and left out.
func New(preset string, overrides map[string][]string) (*Map, []Problem) {
	var problems []Problem
	m := &Map{keys: map[Action][]string{}, bind: map[Context]map[string]Action{}, prefixes: map[Context]map[string]bool{}}
	for _, r := range table {
		m.keys[r.Action] = slices.Clone(r.Keys)
	}
	switch preset {
	case "", "default":
	case "newsboat":
		for a, keys := range newsboat {
			m.keys[a] = slices.Clone(keys)
		}
	default:
		problems = append(problems, Problem{Message: fmt.Sprintf("there is no key preset %q; there are %s", preset, strings.Join(Presets, " and "))})
	}
	own := map[Action]bool{}
	for _, name := range sorted(overrides) {
		a := Action(name)
		if _, ok := RowOf(a); !ok {
			problems = append(problems, Problem{a, fmt.Sprintf("there is no action %q%s", name, suggest(name))})
			continue
		}
		m.keys[a], own[a] = nil, true
		for _, key := range overrides[name] {
			stroke, err := Normalise(key)
			if err != nil {
				problems = append(problems, Problem{a, err.Error()})
				continue
			}
			m.keys[a] = append(m.keys[a], stroke)
		}
	}
	for _, r := range table {
		if own[r.Action] {
			problems = append(problems, m.claim(r)...)
		}
	}
	for _, r := range table {
		if !own[r.Action] {
			m.fill(r)
		}
	}
	m.index()
	return m, problems
}

// Default is the map without anybody's wishes.
func Default() *Map { m, _ := New("", nil); return m }

// claim binds a person's own keys; two of them may not be the same.
func (m *Map) claim(r Row) (problems []Problem) {
	for _, c := range r.In {
		for _, key := range m.keys[r.Action] {
			if other, taken := m.at(c)[key]; taken && other != r.Action {
				problems = append(problems, Problem{r.Action, fmt.Sprintf("key %q is bound to both %s and %s", key, other, r.Action)})
				continue
			}
			m.at(c)[key] = r.Action
		}
	}
	return problems
}

// fill binds the preset's keys that nobody has claimed.
func (m *Map) fill(r Row) {
	var left []string
	for _, key := range m.keys[r.Action] {
		bound := false
		for _, c := range r.In {
			if _, taken := m.at(c)[key]; !taken && !m.begins(key, c, Everywhere) {
				m.at(c)[key] = r.Action
				bound = true
			}
		}
		if bound {
			left = append(left, key)
		}
	}
	m.keys[r.Action] = left
}

// begins reports whether a key is the beginning of a sequence somebody has
// bound: it would make the sequence impossible to type.
func (m *Map) begins(key string, contexts ...Context) bool {
	for _, c := range contexts {
		for other := range m.bind[c] {
			if strings.HasPrefix(other, key+" ") {
				return true
			}
		}
	}
	return false
}

func (m *Map) at(c Context) map[string]Action {
	if m.bind[c] == nil {
		m.bind[c] = map[string]Action{}
	}
	return m.bind[c]
}

func (m *Map) index() {
	for c, keys := range m.bind {
		m.prefixes[c] = map[string]bool{}
		for key := range keys {
			strokes := strings.Split(key, " ")
			for i := 1; i < len(strokes); i++ {
				m.prefixes[c][strings.Join(strokes[:i], " ")] = true
			}
		}
	}
}

// Lookup finds what a sequence of strokes means, asking the contexts in order
// and then Everywhere. more says that the strokes begin a longer sequence.
func (m *Map) Lookup(strokes []string, contexts ...Context) (a Action, more bool) {
	key := strings.Join(strokes, " ")
	for _, c := range append(contexts, Everywhere) {
		if a, ok := m.bind[c][key]; ok {
			return a, false
		}
		if m.prefixes[c][key] {
			more = true
		}
	}
	return "", more
}

// Keys are the keys of an action, the one to show first.
func (m *Map) Keys(a Action) []string { return m.keys[a] }

// Key is the one key to show for an action; "" when it has none.
func (m *Map) Key(a Action) string {
	if keys := m.keys[a]; len(keys) > 0 {
		return Label(keys[0])
	}
	return ""
}

// Hint is a key and the word that says what it does.
type Hint struct {
	Action    Action
	Key, Text string
}

// Hints are the n most useful keys of a context, its own before those that
// work everywhere.
func (m *Map) Hints(c Context, lang string, n int) []Hint {
	var rows []Row
	for _, r := range table {
		if r.Hint > 0 && m.Key(r.Action) != "" && (slices.Contains(r.In, c) || slices.Contains(r.In, Everywhere)) {
			rows = append(rows, r)
		}
	}
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := slices.Contains(rows[i].In, c), slices.Contains(rows[j].In, c)
		if a != b {
			return a
		}
		return rows[i].Hint < rows[j].Hint
	})
	var out []Hint
	for _, r := range rows[:min(n, len(rows))] {
		out = append(out, Hint{r.Action, m.Key(r.Action), r.HintText(lang)})
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// suggest finds the action somebody may have meant.
func suggest(name string) string {
	for _, r := range table {
		if strings.HasPrefix(string(r.Action), name) || strings.HasPrefix(name, string(r.Action)) || strings.Contains(string(r.Action), name) {
			return fmt.Sprintf("; did you mean %s?", r.Action)
		}
	}
	return "; `lede keys` lists them"
}
