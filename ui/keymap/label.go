package keymap

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// named are the keys that are more than a character, as Bubble Tea names them.
var named = map[string]string{
	"enter": "Enter", "esc": "Esc", "space": "Space", "tab": "Tab", "backspace": "⌫", "delete": "Del", "insert": "Ins",
	"up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "pgup": "PgUp", "pgdown": "PgDn",
	"f1": "F1", "f2": "F2", "f3": "F3", "f4": "F4", "f5": "F5", "f6": "F6",
	"f7": "F7", "f8": "F8", "f9": "F9", "f10": "F10", "f11": "F11", "f12": "F12",
}

// french are those that a French keyboard names otherwise.
var french = map[string]string{
	"enter": "Entrée", "esc": "Échap", "space": "Espace", "delete": "Suppr", "insert": "Inser",
	"home": "Début", "end": "Fin", "pgup": "PgPréc", "pgdown": "PgSuiv",
}

// aliases are other spellings people use in configuration files.
var aliases = map[string]string{
	"return": "enter", "escape": "esc", "del": "delete", "pageup": "pgup", "pagedown": "pgdown",
	"arrowup": "up", "arrowdown": "down", "arrowleft": "left", "arrowright": "right", "spc": "space", "ins": "insert",
}

var modifiers = []string{"ctrl", "alt", "shift", "meta", "super", "hyper"}

// Normalise turns a key as a person writes it ("Ctrl-D", "^D", "g g", "Space")
// into strokes as Bubble Tea names them ("ctrl+d", "ctrl+d", "g g", "space").
func Normalise(key string) (string, error) {
	if key == " " {
		return "space", nil
	}
	var strokes []string
	for _, s := range strings.Fields(key) {
		stroke, err := normaliseStroke(s)
		if err != nil {
			return "", err
		}
		strokes = append(strokes, stroke)
	}
	if len(strokes) == 0 {
		return "", fmt.Errorf("an empty key can not be pressed")
	}
	return strings.Join(strokes, " "), nil
}

func normaliseStroke(s string) (string, error) {
	if utf8.RuneCountInString(s) == 1 {
		return s, nil
	}
	if len(s) > 1 && s[0] == '^' {
		s = "ctrl+" + s[1:]
	}
	base, mods := s, map[string]bool{}
	for {
		i := strings.IndexAny(base, "+-")
		if i <= 0 || i == len(base)-1 {
			break
		}
		mod := strings.ToLower(base[:i])
		switch mod {
		case "c", "control":
			mod = "ctrl"
		case "a", "m", "option":
			mod = "alt"
		case "s":
			mod = "shift"
		}
		mods[mod] = true
		base = base[i+1:]
	}
	if utf8.RuneCountInString(base) > 1 {
		base = strings.ToLower(base)
		if a, ok := aliases[base]; ok {
			base = a
		}
		if _, ok := named[base]; !ok {
			return "", fmt.Errorf("there is no key %q; write a character or one of enter, esc, space, tab, up, pgdown, f1, ctrl+d …", s)
		}
	} else if mods["ctrl"] {
		base = strings.ToLower(base)
	}
	var out []string
	for _, mod := range modifiers {
		if mods[mod] {
			out = append(out, mod)
			delete(mods, mod)
		}
	}
	for mod := range mods {
		return "", fmt.Errorf("there is no modifier %q in key %q; there are ctrl, alt and shift", mod, s)
	}
	return strings.Join(append(out, base), "+"), nil
}

// Label is how a key is shown to people: "^D", "⇧Tab", "Space", "g g".
func Label(key string) string { return labelIn(key, "en") }

func labelIn(key, lang string) string {
	var out []string
	for _, stroke := range strings.Split(key, " ") {
		out = append(out, strokeLabel(stroke, lang))
	}
	return strings.Join(out, " ")
}

func strokeLabel(stroke, lang string) string {
	label := ""
	for {
		switch {
		case strings.HasPrefix(stroke, "ctrl+") && len(stroke) > 5:
			label, stroke = label+"^", stroke[5:]
		case strings.HasPrefix(stroke, "shift+") && len(stroke) > 6:
			label, stroke = label+"⇧", stroke[6:]
		case strings.HasPrefix(stroke, "alt+") && len(stroke) > 4:
			label, stroke = label+"⌥", stroke[4:]
		default:
			if n, ok := french[stroke]; ok && lang == "fr" {
				return label + n
			}
			if n, ok := named[stroke]; ok {
				return label + n
			}
			if label != "" && strings.Contains(label, "^") {
				return label + strings.ToUpper(stroke)
			}
			return label + stroke
		}
	}
}
