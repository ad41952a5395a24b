package keymap

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"lede/spelling"
)

// Problem is something wrong with a person's own bindings.
type Problem struct {
	Action Action // of which it was said, "" for the map as a whole
	// Path is the option it was said in, as config.At takes it: "keys.bind.star".
	Path    string
	Message string // a sentence
}

func (p Problem) Error() string { return p.Message }

// presetOf are the bindings of a preset, in the order of the table.
func presetOf(name string) ([]binding, []Problem) {
	var over map[string][]string
	var problems []Problem
	switch name {
	case "", "default":
	case "newsboat":
		over = newsboat
	default:
		problems = append(problems, Problem{Path: "keys.preset", Message: fmt.Sprintf("there is no key preset %q; there are %s", name, strings.Join(Presets, " and "))})
	}
	var out []binding
	for _, r := range table {
		keys := r.Keys
		if other, ok := over[string(r.Action)]; ok {
			keys = other
		}
		for _, c := range r.In {
			for _, key := range keys {
				out = append(out, binding{in: c, key: key, action: r.Action})
			}
		}
		for _, c := range Contexts {
			for _, key := range over[string(c)+"."+string(r.Action)] {
				out = append(out, binding{in: c, key: key, action: r.Action})
			}
		}
	}
	return out, problems
}

// own are a person's bindings. replaced are the actions whose keys in the
// preset no longer hold: "page-up", or "reader.page-up" for one context.
func (m *Map) own(w Wishes) (own []binding, replaced map[Action]bool, problems []Problem) {
	replaced = map[Action]bool{}
	for _, name := range sorted(w.Bind) {
		path := "keys.bind." + name
		c, a := split(name)
		row, ok := RowOf(Action(a))
		if !ok {
			problems = append(problems, Problem{Action(a), path, fmt.Sprintf("there is no action %q%s", a, suggest(a))})
			continue
		}
		contexts := row.In
		if c != "" {
			contexts = []Context{c}
			replaced[Action(string(c)+"."+a)] = true
		} else {
			replaced[row.Action] = true
		}
		for _, key := range w.Bind[name] {
			stroke, err := Normalise(key)
			if err != nil {
				problems = append(problems, Problem{row.Action, path, err.Error()})
				continue
			}
			for _, c := range contexts {
				own = append(own, binding{c, stroke, row.Action, path})
			}
		}
	}
	for _, name := range sorted(w.Macros) {
		b, wrong := m.macro(name, w.Macros[name])
		if len(wrong) > 0 {
			problems = append(problems, wrong...)
			continue
		}
		own = append(own, b)
	}
	return own, replaced, problems
}

// macro reads a key with several steps.
func (m *Map) macro(name string, steps []string) (binding, []Problem) {
	path := "keys.macros." + name
	c, key := split(name)
	if c == "" {
		c = Everywhere
	}
	stroke, err := Normalise(key)
	if err != nil {
		return binding{}, []Problem{{"", path, err.Error()}}
	}
	var problems []Problem
	clean := make([]string, 0, len(steps))
	for _, s := range steps {
		s = strings.TrimSpace(s)
		if strings.HasPrefix(s, ":") {
			if wrong := wrongLine(s); wrong != "" {
				problems = append(problems, Problem{Action(s), path, wrong})
			}
		} else if _, ok := RowOf(Action(s)); !ok {
			problems = append(problems, Problem{Action(s), path, fmt.Sprintf("there is no action %q%s; a line of the command line begins with a colon", s, suggest(s))})
		}
		clean = append(clean, s)
	}
	if len(steps) == 0 {
		problems = append(problems, Problem{"", path, fmt.Sprintf("the macro on %q does nothing; list what it does, such as [open-and-mark, next-unread]", key)})
	}
	if len(problems) > 0 {
		return binding{}, problems
	}
	a := Action("macro " + strings.Join(clean, ", "))
	if m.macros[a] == nil {
		m.macros[a] = clean
		m.order = append(m.order, a)
	}
	return binding{c, stroke, a, path}, nil
}

// split takes the context off a name: "reader.page-up". A dot alone is a key.
func split(name string) (Context, string) {
	before, after, ok := strings.Cut(name, ".")
	if ok && after != "" && slices.Contains(Contexts, Context(before)) {
		return Context(before), after
	}
	return "", name
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
	if before, _, ok := strings.Cut(name, "."); ok {
		var all []string
		for _, c := range Contexts {
			all = append(all, string(c))
		}
		return fmt.Sprintf("; before the dot stands one of %s, not %q", strings.Join(all, ", "), before)
	}
	best, distance := Action(""), 3
	for _, r := range table {
		a := string(r.Action)
		if name != "" && (strings.HasPrefix(a, name) || strings.HasPrefix(name, a) || strings.Contains(a, name)) {
			return fmt.Sprintf("; did you mean %s?", a)
		}
		if d := spelling.Edits(name, a); d < distance {
			best, distance = r.Action, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %s?", best)
	}
	return "; `lede keys` lists them"
}
