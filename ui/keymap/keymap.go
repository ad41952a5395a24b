package keymap

import (
	"slices"
	"strings"
)

// Presets are the names of the key maps to start from.
var Presets = []string{"default", "newsboat"}

// Wishes are what somebody wants of the keys.
type Wishes struct {
	// Preset is the map to start from; "" is default.
	Preset string
	// Bind gives an action, by its name, other keys than the preset's; none at
	// all unbinds it. "reader.page-up" is page-up in the reader alone.
	Bind map[string][]string
	// Macros give a key several steps, done in order: names of actions, and
	// lines of the command line that begin with ":". "reader.M" is M in the
	// reader alone.
	Macros map[string][]string
}

// Map is the effective key map: a preset with a person's own bindings over it.
// It does not change after it was made and may be shared.
type Map struct {
	lang string
	bind map[Context]map[string]Action
	// listed are the bindings in the order in which they are shown.
	listed []binding
	// prefixes are the beginnings of sequences: "g" where "g g" is bound.
	prefixes map[Context]map[string]bool
	macros   map[Action][]string
	order    []Action // of the macros
	taken    []Problem
	bereft   []Problem
}

// binding is a key that means something somewhere.
type binding struct {
	in     Context
	key    string
	action Action
	path   string // where a person said so; "" for the preset
}

// New builds a map from a preset ("" is default) and overrides: for an
// action's name its keys instead of those of the preset.
func New(preset string, overrides map[string][]string) (*Map, []Problem) {
	return Build(Wishes{Preset: preset, Bind: overrides})
}

// Build makes the map somebody wishes for. A key they bind is taken away from
// the action that had it in the preset; [Map.Taken] and [Map.Bereft] say so.
// Everything that makes no sense is reported and left out.
func Build(w Wishes) (*Map, []Problem) {
	m := &Map{bind: map[Context]map[string]Action{}, prefixes: map[Context]map[string]bool{}, macros: map[Action][]string{}}
	preset, problems := presetOf(w.Preset)
	own, replaced, wrong := m.own(w)
	problems = append(problems, wrong...)
	for _, b := range own {
		problems = append(problems, m.claim(b)...)
	}
	for _, b := range preset {
		if !replaced[b.action] && !replaced[Action(string(b.in)+"."+string(b.action))] {
			m.fill(b, own)
		}
	}
	m.index()
	m.clashes(preset, own, replaced)
	return m, problems
}

// Default is the map without anybody's wishes.
func Default() *Map { m, _ := New("", nil); return m }

// Speak is the same map whose keys are named in a language.
func (m *Map) Speak(lang string) *Map {
	spoken := *m
	spoken.lang = lang
	return &spoken
}

// claim binds a person's own key; two of them may not be the same, and none
// may stand in the way of a longer one.
func (m *Map) claim(b binding) []Problem {
	for _, other := range m.listed {
		if other.in != b.in && other.in != Everywhere && b.in != Everywhere {
			continue
		}
		switch {
		case other.action == b.action && other.in == b.in && other.key == b.key:
			return nil
		case other.key == b.key && other.in == b.in:
			return []Problem{{b.action, b.path, "key \"" + b.key + "\" is bound to both " + m.name(other.action) + " and " + m.name(b.action)}}
		case strings.HasPrefix(other.key, b.key+" "):
			return []Problem{blocked(b, b.key, other.key, m.name(other.action))}
		case strings.HasPrefix(b.key, other.key+" "):
			return []Problem{blocked(b, other.key, b.key, m.name(b.action))}
		}
	}
	m.put(b)
	return nil
}

func blocked(b binding, short, long, action string) Problem {
	return Problem{b.action, b.path, "key \"" + short + "\" is also the beginning of \"" + long + "\" (" + action + "), which could never be typed"}
}

func (m *Map) put(b binding) {
	if m.bind[b.in] == nil {
		m.bind[b.in] = map[string]Action{}
	}
	m.bind[b.in][b.key] = b.action
	m.listed = append(m.listed, b)
}

// fill binds a key of the preset, if nobody has claimed it.
func (m *Map) fill(b binding, own []binding) {
	if _, taken := m.bind[b.in][b.key]; taken {
		return
	}
	row, _ := RowOf(b.action)
	for _, o := range own {
		same := o.in == b.in || o.in == Everywhere
		switch {
		case same && (strings.HasPrefix(o.key, b.key+" ") || strings.HasPrefix(b.key, o.key+" ")):
			return // one of the two could not be typed
		case o.in == Everywhere && o.key == b.key && slices.Contains(row.In, Everywhere):
			return // the preset's narrower meaning gives way, too
		}
	}
	m.put(b)
}

func (m *Map) index() {
	at := map[Action]int{}
	for i, r := range table {
		at[r.Action] = i
	}
	for i, a := range m.order {
		at[a] = len(table) + i
	}
	slices.SortStableFunc(m.listed, func(a, b binding) int { return at[a.action] - at[b.action] })
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
// and then Everywhere. more says that the strokes begin a longer sequence. A
// key of the unshifted row of a French keyboard that means nothing by itself
// is the digit on it.
func (m *Map) Lookup(strokes []string, contexts ...Context) (a Action, more bool) {
	contexts = append(slices.Clone(contexts), Everywhere)
	if a, more = m.find(strings.Join(strokes, " "), contexts); a != "" || more {
		return a, more
	}
	changed := false
	digits := slices.Clone(strokes)
	for i, s := range digits {
		if d, ok := azerty[s]; ok {
			digits[i], changed = d, true
		}
	}
	if !changed {
		return "", false
	}
	return m.find(strings.Join(digits, " "), contexts)
}

func (m *Map) find(key string, contexts []Context) (a Action, more bool) {
	for _, c := range contexts {
		if a, ok := m.bind[c][key]; ok {
			return a, false
		}
		more = more || m.prefixes[c][key]
	}
	return "", more
}

// azerty is the unshifted row of a French keyboard.
var azerty = map[string]string{"à": "0", "&": "1", "é": "2", "\"": "3", "'": "4", "(": "5", "-": "6", "è": "7", "_": "8", "ç": "9"}

// Digit is the digit a key stands for, on a French keyboard too.
func Digit(key string) (int, bool) {
	if d, ok := azerty[key]; ok {
		key = d
	}
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
		return int(key[0] - '0'), true
	}
	return 0, false
}

// Steps are what a macro does, in order; nil for an action.
func (m *Map) Steps(a Action) []string { return m.macros[a] }

// Keys are the keys of an action, the one to show first: those that work
// everywhere before those of a single context.
func (m *Map) Keys(a Action) []string {
	var wide, narrow []string
	for _, b := range m.listed {
		switch {
		case b.action != a:
		case b.in == Everywhere:
			wide = append(wide, b.key)
		case !slices.Contains(narrow, b.key):
			narrow = append(narrow, b.key)
		}
	}
	return append(wide, narrow...)
}

// Key is the one key to show for an action; "" when it has none.
func (m *Map) Key(a Action) string {
	if keys := m.Keys(a); len(keys) > 0 {
		return m.Label(keys[0])
	}
	return ""
}

// Label is how a key is shown in the language of the map.
func (m *Map) Label(key string) string { return labelIn(key, m.lang) }

// Entry is a line of help: what can be done in a context, with its keys there.
type Entry struct {
	Row
	Keys []string
}

// Entries are what help says of a context, in the order of the table, a
// person's macros last. An action without a key stands where it belongs.
func (m *Map) Entries(c Context) []Entry {
	keys := map[Action][]string{}
	for _, b := range m.listed {
		if b.in == c {
			keys[b.action] = append(keys[b.action], b.key)
		}
	}
	var out []Entry
	for _, r := range table {
		if k := keys[r.Action]; len(k) > 0 || slices.Contains(r.In, c) {
			out = append(out, Entry{r, k})
		}
	}
	for _, a := range m.order {
		if k := keys[a]; len(k) > 0 {
			steps := strings.Join(m.macros[a], ", ")
			out = append(out, Entry{Row{Action: a, In: []Context{c}, En: steps, Fr: steps}, k})
		}
	}
	return out
}

// name is what a message calls an action or a macro.
func (m *Map) name(a Action) string {
	if steps := m.macros[a]; steps != nil {
		return "a macro (" + strings.Join(steps, ", ") + ")"
	}
	return string(a)
}
