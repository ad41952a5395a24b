package theme

import (
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/goccy/go-yaml/ast"

	"lede/yamltext"
)

// Names are the themes that come with the program; "auto" follows the terminal.
var Names = []string{"auto", "dark", "light", "high-contrast", "high-contrast-dark", "high-contrast-light", "basic", "none"}

// Own is a theme of a person's own: some colours by what they mean, the others
// those of the theme it stands on.
//
//	# themes/evening.yaml
//	base: dark
//	quote: "#d7af5f"
//	cursor-background: blue
type Own struct {
	Name string
	kind Kind
	dark bool
	p    palette
}

// Problem is something wrong in the file of a theme.
type Problem struct {
	File    string
	Line    int // 0: the file as a whole
	Message string
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Theme builds the theme for a terminal: without colour, where it has none.
func (o Own) Theme(kind Kind) *Theme {
	if kind == None {
		return New(None, o.dark)
	}
	t := dressed(build(o.p), o.kind, o.dark)
	t.Name = o.Name
	return t
}

// ReadDir reads the themes of a directory: NAME.yaml is the theme NAME. A
// directory that is not there has none. A file that makes no sense in parts is
// a theme all the same.
func ReadDir(dir fs.FS) ([]Own, []Problem) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, []Problem{{File: "themes", Message: "cannot be read: " + err.Error()}}
	}
	var all []Own
	var problems []Problem
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".yaml")
		if !ok || name == "" || e.IsDir() {
			continue
		}
		file := path.Join("themes", e.Name())
		if slices.Contains(Names, name) {
			problems = append(problems, Problem{File: file, Message: fmt.Sprintf("there is a theme %q already; give the file another name", name)})
			continue
		}
		data, err := fs.ReadFile(dir, e.Name())
		if err != nil {
			problems = append(problems, Problem{File: file, Message: "cannot be read: " + err.Error()})
			continue
		}
		own, wrong := Read(file, name, data)
		all, problems = append(all, own), append(problems, wrong...)
	}
	return all, problems
}

// mostOwn is how long the file of a theme may be.
const mostOwn = 64 << 10

// Read reads a theme. Colours that are none are reported, and those of the base
// stay in their place.
func Read(file, name string, data []byte) (Own, []Problem) {
	own := Own{Name: name, kind: Full, dark: true, p: darkPalette()}
	fault := func(line int, format string, args ...any) []Problem {
		return []Problem{{file, line, fmt.Sprintf(format, args...)}}
	}
	tree, wrong := yamltext.Parse(data, mostOwn)
	if wrong != nil {
		return own, fault(wrong.Line, "%s", wrong.Message)
	}
	var entries []*ast.MappingValueNode
	for _, doc := range tree.Docs {
		switch body := doc.Body.(type) {
		case nil:
		case *ast.MappingNode:
			entries = append(entries, body.Values...)
		case *ast.MappingValueNode:
			entries = append(entries, body)
		default:
			return own, fault(lineOf(body), "expected lines such as `quote: \"#d7af5f\"`")
		}
	}
	var problems []Problem
	for _, e := range entries { // the base first: the rest lies over it
		if e.Key.String() != "base" {
			continue
		}
		switch base := valueOf(e.Value); base {
		case "dark", "light":
			own.dark = base == "dark"
			own.p = paletteOf(Full, own.dark)
		case "high-contrast", "high-contrast-dark", "high-contrast-light":
			own.kind, own.dark = Contrast, base != "high-contrast-light"
			own.p = paletteOf(Contrast, own.dark)
		default:
			problems = append(problems, fault(lineOf(e), "base %q must be one of dark, light, high-contrast-dark, high-contrast-light", base)...)
		}
	}
	colours := own.p.byName()
	for _, e := range entries {
		key := e.Key.String()
		place, known := colours[key]
		switch {
		case key == "base":
			continue
		case !known:
			problems = append(problems, fault(lineOf(e), "there is no colour %q; there are %s", key, strings.Join(sortedNames(colours), ", "))...)
			continue
		}
		c, ok := parseColour(valueOf(e.Value))
		if !ok {
			problems = append(problems, fault(lineOf(e), "%s %q is no colour; it looks like \"#d7af5f\", 179 or bright-blue", key, valueOf(e.Value))...)
			continue
		}
		*place = c
	}
	return own, problems
}

func lineOf(n ast.Node) int {
	if v, ok := n.(*ast.MappingValueNode); ok {
		n = v.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// valueOf is a scalar as it was written, without its quotes.
func valueOf(n ast.Node) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(v.Value)
	case ast.ScalarNode:
		return v.GetToken().Value
	}
	return n.String()
}

// byName are the colours of a palette by what they mean.
func (p *palette) byName() map[string]*color.Color {
	return map[string]*color.Color{
		"text": &p.text, "dim": &p.dim, "faint": &p.faint, "accent": &p.accent, "title": &p.title,
		"error": &p.red, "warning": &p.amber, "good": &p.green,
		"quote": &p.quote, "speaker": &p.speaker, "company": &p.company, "link": &p.link,
		"cursor": &p.cursorFG, "cursor-background": &p.cursorBG,
		"cursor-elsewhere": &p.cursorDimFG, "cursor-elsewhere-background": &p.cursorDimBG,
		"bar": &p.barFG, "bar-background": &p.barBG, "active": &p.activeFG, "active-background": &p.activeBG,
		"chip": &p.chipFG, "chip-background": &p.chipBG,
		"match": &p.hitFG, "match-background": &p.hitBG, "current-match-background": &p.currentHitBG,
		"border": &p.border, "border-focus": &p.borderFocus, "rule": &p.rule,
	}
}

func sortedNames(m map[string]*color.Color) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

var basicNames = map[string]color.Color{
	"black": lipgloss.Black, "red": lipgloss.Red, "green": lipgloss.Green, "yellow": lipgloss.Yellow,
	"blue": lipgloss.Blue, "magenta": lipgloss.Magenta, "cyan": lipgloss.Cyan, "white": lipgloss.White,
	"bright-black": lipgloss.BrightBlack, "bright-red": lipgloss.BrightRed, "bright-green": lipgloss.BrightGreen,
	"bright-yellow": lipgloss.BrightYellow, "bright-blue": lipgloss.BrightBlue, "bright-magenta": lipgloss.BrightMagenta,
	"bright-cyan": lipgloss.BrightCyan, "bright-white": lipgloss.BrightWhite,
}

// parseColour reads "#d7af5f", "#dd5", a number of the 256 colours, or the name
// of one of the 16.
func parseColour(s string) (color.Color, bool) {
	if c, ok := basicNames[strings.ToLower(s)]; ok {
		return c, true
	}
	if digits, ok := strings.CutPrefix(s, "#"); ok {
		if len(digits) != 3 && len(digits) != 6 {
			return nil, false
		}
		if _, err := strconv.ParseUint(digits, 16, 32); err != nil {
			return nil, false
		}
		return hex(s), true
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n <= 255 {
		return lipgloss.Color(strconv.Itoa(n)), true
	}
	return nil, false
}

// Example is the dark theme as a file, to be changed and saved as
// themes/NAME.yaml beside the configuration.
func Example() string {
	var b strings.Builder
	b.WriteString("# A theme: save it as themes/NAME.yaml beside the configuration and set ui.theme\n# to NAME. What is left out is taken from the base: dark, light,\n# high-contrast-dark or high-contrast-light. A colour is \"#d7af5f\", a number of\n# the 256 colours, or one of the terminal's own, such as blue or bright-blue.\nbase: dark\n")
	p := darkPalette()
	colours := p.byName()
	for _, name := range sortedNames(colours) {
		r, g, bl, _ := (*colours[name]).RGBA()
		fmt.Fprintf(&b, "%s: \"#%02x%02x%02x\"\n", name, r>>8, g>>8, bl>>8)
	}
	return b.String()
}
