package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"lede/yamltext"
)

// reader sets the fields of a configuration from a syntax tree, and collects
// everything that is wrong instead of stopping at the first.
type reader struct {
	file     string
	problems Problems
	lines    map[string]int
}

// mostText is how many bytes a configuration may have.
const mostText = 1 << 20

// read sets what data says.
func (c *Config) read(file string, data []byte) Problems {
	r := &reader{file: file, lines: map[string]int{}}
	tree, fault := yamltext.Parse(data, mostText)
	if fault != nil {
		return Problems{{File: file, Line: fault.Line, Message: fault.Message}}
	}
	for i, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		if i > 0 {
			r.fault(doc.Body, "only one document is read; what follows `---` is not")
			continue
		}
		r.value("", doc.Body, reflect.ValueOf(c).Elem(), "")
	}
	c.lines = r.lines
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	return r.problems
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

func (r *reader) fault(n ast.Node, format string, args ...any) {
	r.problems = append(r.problems, Problem{File: r.file, Line: line(n), Message: fmt.Sprintf(format, args...)})
}

// value sets to from a node. path names it, tag has the bounds of its field.
func (r *reader) value(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	for {
		switch t := n.(type) {
		case *ast.TagNode:
			n = t.Value
			continue
		case *ast.AnchorNode:
			n = t.Value
			continue
		}
		break
	}
	if _, ok := n.(*ast.NullNode); ok {
		return // "feeds:" with nothing after it: as if it were not there
	}
	if _, ok := n.(*ast.AliasNode); ok {
		r.fault(n, "%s: aliases (*name) are not read here; write the value", name(path))
		return
	}
	switch to.Interface().(type) {
	case Duration:
		r.duration(path, n, to, tag)
		return
	case Size:
		r.size(path, n, to, tag)
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		r.mapping(path, n, to)
	case reflect.Slice:
		r.list(path, n, to, tag)
	case reflect.Map:
		r.table(path, n, to)
	case reflect.Bool:
		if b, ok := n.(*ast.BoolNode); ok {
			to.SetBool(b.Value)
			return
		}
		r.fault(n, "%s %s must be true or false", name(path), quoted(n))
	case reflect.Int:
		r.number(path, n, to, tag)
	case reflect.String:
		r.word(path, n, to, tag)
	}
}

// pairs are the entries of a mapping; one alone is a node of its own.
func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}

func keyOf(p *ast.MappingValueNode) string {
	if s, ok := p.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return p.Key.GetToken().Value
}

func (r *reader) mapping(path string, n ast.Node, to reflect.Value) {
	fields := map[string]reflect.StructField{}
	var names []string
	var short string
	for i := range to.NumField() {
		f := to.Type().Field(i)
		key := f.Tag.Get("yaml")
		if key == "" {
			continue
		}
		fields[key] = f
		names = append(names, key)
		if f.Tag.Get("short") != "" {
			short = f.Name
		}
	}
	entries, ok := pairs(n)
	if !ok {
		if _, scalar := n.(*ast.StringNode); scalar && short != "" {
			f, _ := to.Type().FieldByName(short)
			r.lines[path] = line(n)
			r.value(path, n, to.FieldByName(short), f.Tag)
			return
		}
		if path == "" {
			r.fault(n, "expected options such as `summary:`, not %s", kind(n))
			return
		}
		r.fault(n, "%s must have options below it (%s), not %s", name(path), strings.Join(names, ", "), kind(n))
		return
	}
	seen := map[string]bool{}
	for _, p := range entries {
		key := keyOf(p)
		f, known := fields[key]
		switch {
		case !known:
			r.fault(p.Key, "unknown option %q%s%s", key, under(path), suggestion(key, names))
			continue
		case seen[key]:
			r.fault(p.Key, "%s is set twice", name(join(path, key)))
			continue
		}
		seen[key] = true
		at := join(path, key)
		r.lines[at] = line(p.Key)
		r.value(at, p.Value, to.FieldByIndex(f.Index), f.Tag)
	}
	for _, key := range names {
		if fields[key].Tag.Get("need") != "" && !seen[key] {
			r.fault(n, "%s needs `%s:`", name(path), key)
		}
	}
}

func (r *reader) list(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	var nodes []ast.Node
	if s, ok := n.(*ast.SequenceNode); ok {
		nodes = s.Values
	} else if _, scalar := n.(ast.ScalarNode); scalar && to.Type().Elem().Kind() == reflect.String {
		nodes = []ast.Node{n} // "folders: Tech" for a list of one
	} else {
		r.fault(n, "%s must be a list (lines that begin with `- `), not %s", name(path), kind(n))
		return
	}
	if most, err := strconv.Atoi(tag.Get("most")); err == nil && len(nodes) > most {
		r.fault(n, "%s has %d entries; %d are the most", name(path), len(nodes), most)
		return
	}
	out := reflect.MakeSlice(to.Type(), len(nodes), len(nodes))
	for i, item := range nodes {
		r.value(fmt.Sprintf("%s.%d", path, i+1), item, out.Index(i), "")
	}
	to.Set(out)
}

func (r *reader) table(path string, n ast.Node, to reflect.Value) {
	entries, ok := pairs(n)
	if !ok {
		r.fault(n, "%s must have lines such as `name: value` below it, not %s", name(path), kind(n))
		return
	}
	out := reflect.MakeMap(to.Type())
	for _, p := range entries {
		value := reflect.New(to.Type().Elem()).Elem()
		at := join(path, keyOf(p))
		r.lines[at] = line(p.Key)
		r.value(at, p.Value, value, "")
		out.SetMapIndex(reflect.ValueOf(keyOf(p)), value)
	}
	to.Set(out)
}

func (r *reader) word(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	var s string
	switch t := n.(type) {
	case *ast.StringNode:
		s = t.Value
	case *ast.LiteralNode:
		s = t.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		s = n.GetToken().Value // "pins: [3]" and "folders: 2026" are words, too
	default:
		r.fault(n, "%s must be a word, not %s", name(path), kind(n))
		return
	}
	if one := tag.Get("one"); one != "" {
		words := strings.Fields(one)
		if !slices.Contains(words, s) {
			r.fault(n, "%s %q must be one of %s%s", name(path), s, strings.Join(words, ", "), near(s, words))
			return
		}
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' || c == 0x7f }) {
		r.fault(n, "%s has control characters in it", name(path))
		return
	}
	to.SetString(s)
}

func (r *reader) number(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	i, ok := n.(*ast.IntegerNode)
	if !ok {
		r.fault(n, "%s %s must be a whole number", name(path), quoted(n))
		return
	}
	v, err := strconv.Atoi(strings.ReplaceAll(i.GetToken().Value, "_", ""))
	if err != nil {
		r.fault(n, "%s %s must be a whole number", name(path), quoted(n))
		return
	}
	if !r.within(path, n, int64(v), tag, func(n int64) string { return strconv.FormatInt(n, 10) }, strconv.Atoi) {
		return
	}
	to.SetInt(int64(v))
}

// within checks the bounds of a field; 0 is always allowed for durations.
func (r *reader) within(path string, n ast.Node, v int64, tag reflect.StructTag, show func(int64) string, parse func(string) (int, error)) bool {
	if least, err := parse(tag.Get("least")); err == nil && v < int64(least) {
		r.fault(n, "%s %s is too small; %s is the least", name(path), quoted(n), show(int64(least)))
		return false
	}
	if most, err := parse(tag.Get("most")); err == nil && v > int64(most) {
		r.fault(n, "%s %s is too large; %s is the most", name(path), quoted(n), show(int64(most)))
		return false
	}
	return true
}

func (r *reader) duration(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	scalar, ok := n.(ast.ScalarNode)
	if !ok {
		r.fault(n, "%s must be a time such as 15m, not %s", name(path), kind(n))
		return
	}
	d, err := ParseDuration(scalar.GetToken().Value)
	if err != nil {
		r.fault(n, "%s %s %s", name(path), quoted(n), err)
		return
	}
	least, _ := ParseDuration(tag.Get("least"))
	if d != 0 && d < least {
		r.fault(n, "%s %s is too short; %s is the least", name(path), quoted(n), tag.Get("least"))
		return
	}
	if d == 0 && least > 0 && !to.IsZero() {
		r.fault(n, "%s cannot be 0; %s is the least", name(path), tag.Get("least"))
		return
	}
	to.SetInt(int64(d))
}

// ParseDuration reads "15m", "1h30m", "2d" and "12w"; "0", "adaptive" and
// "never" are 0. Its error goes on after the value: "needs a unit, …".
func ParseDuration(s string) (Duration, error) {
	switch s = strings.TrimSpace(s); s {
	case "0", "adaptive", "never", "forever":
		return 0, nil
	case "":
		return 0, errors.New("needs a time, for example 15m")
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return 0, errors.New("needs a unit, for example " + strings.TrimPrefix(s, "-") + "m or " + strings.TrimPrefix(s, "-") + "h")
	}
	var total time.Duration
	rest := s
	for rest != "" {
		end := strings.IndexFunc(rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
		if end <= 0 {
			return 0, errors.New("is not a time; it looks like 15m, 1h30m or 7d")
		}
		number, unit := rest[:end], rest[end:]
		if next := strings.IndexAny(unit, "0123456789"); next >= 0 {
			unit = unit[:next]
		}
		rest = rest[end+len(unit):]
		hours, ok := map[string]float64{"d": 24, "w": 7 * 24}[unit]
		if ok {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil || n > 36500 {
				return 0, errors.New("is not a time; it looks like 15m, 1h30m or 7d")
			}
			total += time.Duration(n * hours * float64(time.Hour))
			continue
		}
		d, err := time.ParseDuration(number + unit)
		if err != nil {
			return 0, fmt.Errorf("has the unit %q; there are s, m, h, d and w", unit)
		}
		total += d
	}
	if total < 0 {
		return 0, errors.New("is too long")
	}
	return Duration(total), nil
}

// String writes a duration as it is read: "90d", "15m", "0".
func (d Duration) String() string {
	t := time.Duration(d)
	switch {
	case t == 0:
		return "0"
	case t%(24*time.Hour) == 0:
		return fmt.Sprintf("%dd", t/(24*time.Hour))
	}
	s := t.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	return strings.TrimSuffix(s, "h0m") + map[bool]string{true: "h"}[strings.HasSuffix(s, "h0m")]
}

func (r *reader) size(path string, n ast.Node, to reflect.Value, tag reflect.StructTag) {
	scalar, ok := n.(ast.ScalarNode)
	if !ok {
		r.fault(n, "%s must be a size such as 10MiB, not %s", name(path), kind(n))
		return
	}
	s := scalar.GetToken().Value
	size, err := parseSize(s)
	if err != nil {
		r.fault(n, "%s %s %s", name(path), quoted(n), err)
		return
	}
	if !r.within(path, n, int64(size), tag, func(n int64) string { return strconv.FormatInt(n, 10) + " bytes" }, strconv.Atoi) {
		return
	}
	to.SetInt(int64(size))
}

func parseSize(s string) (Size, error) {
	s = strings.TrimSpace(s)
	number := strings.TrimRight(s, "kKmMgGiIbB ")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < 0 {
		return 0, errors.New("is not a size; it looks like 10MiB")
	}
	factor, ok := map[string]float64{"": 1, "b": 1, "k": 1e3, "kb": 1e3, "kib": 1 << 10, "m": 1e6, "mb": 1e6, "mib": 1 << 20, "g": 1e9, "gb": 1e9, "gib": 1 << 30}[strings.ToLower(strings.TrimSpace(s[len(number):]))]
	if !ok || n*factor > 1<<40 {
		return 0, errors.New("is not a size; it looks like 10MiB")
	}
	return Size(n * factor), nil
}
