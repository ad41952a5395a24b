package companies

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"lede/yamltext"
)

// Entries are a user's companies, to be merged over the built-in ones.
type Entries struct {
	list  []entry
	notes []error // what is used, but not as it stands there
}

// Len is how many entries there are.
func (e Entries) Len() int { return len(e.list) }

// maxAliases bounds the aliases of one company in a user's file, the others the
// file.
const (
	maxAliases    = 2000
	maxCompanies  = 5000
	maxAllAliases = 20_000
	maxFile       = 1 << 20
	maxErrors     = 100
)

// origin is where an entry of a user's stands.
type origin struct {
	file string
	line int
	at   map[string]int // the lines of its names, tickers and parent
}

// Load reads a user's companies from a YAML file. What is wrong is left out, a
// name or a field or an entry, with an error that says where and what to do. A
// missing file is an error for which errors.Is(err, fs.ErrNotExist) holds.
func Load(path string) (Entries, []error) {
	info, err := os.Stat(path)
	if err != nil {
		return Entries{}, []error{fmt.Errorf("cannot read the companies in %s: %w", path, err)}
	}
	if info.Size() > maxFile {
		return Entries{}, []error{fmt.Errorf("%s has %d MB; a list of companies may have %d: shorten it", path, (info.Size()+1<<20-1)>>20, maxFile>>20)}
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return Entries{}, []error{fmt.Errorf("cannot read the companies in %s: %w", path, err)}
	}
	return Parse(path, src)
}

// Parse reads a user's companies from the text of a YAML file; name is used in
// errors.
//
//	companies:
//	  - name: Mistral AI
//	    aliases: [Mistral AI, {text: Mistral, ambiguous: [fr, en], needs: [IA, modèle]}]
//	    not: [vent]
//	    products: [Le Chat]
//	    people: [Arthur Mensch]
//	    tickers: []
//	    country: FR
//	    sector: ai
//	    parent: ""
//	  - {name: Orange, extend: true, aliases: [FT], not: [robe], never: [Wanadoo]}
//	  - {name: Alan, off: true}
func Parse(name string, src []byte) (Entries, []error) {
	p := &userFile{name: name}
	file, fault := yamltext.Parse(src, maxFile)
	if fault == nil {
		p.file(file)
		return Entries{p.list, p.notes}, p.errs
	}
	found := false
	if fault.Line > 0 {
		for _, piece := range pieces(src) {
			file, other := yamltext.Parse(piece, 2*maxFile)
			switch {
			case other == nil:
				p.file(file)
			case len(p.errs) < maxErrors:
				p.errs, found = append(p.errs, p.syntax(other)), true
			}
		}
	}
	if !found { // nothing can be told apart
		p.errs = append(p.errs, p.syntax(fault))
	}
	return Entries{p.list, p.notes}, p.errs
}

func (p *userFile) file(file *ast.File) {
	for _, doc := range file.Docs {
		if doc.Body != nil {
			p.root(doc.Body)
		}
	}
}

// userFile collects what is read and what is wrong.
type userFile struct {
	name    string
	list    []entry
	errs    []error
	notes   []error
	seen    map[string]int // name -> line
	aliases int
}

func (p *userFile) wrong(n ast.Node, format string, args ...any) {
	switch {
	case len(p.errs) < maxErrors:
		p.errs = append(p.errs, fault{p.name, line(n), fmt.Sprintf(format, args...)})
	case len(p.errs) == maxErrors:
		p.errs = append(p.errs, fault{p.name, line(n), "more is wrong from here on; correct what is above first"})
	}
}

func (p *userFile) note(n ast.Node, format string, args ...any) {
	if len(p.notes) < maxErrors {
		p.notes = append(p.notes, fault{p.name, line(n), fmt.Sprintf(format, args...)})
	}
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

// syntax is a fault of the text as an error with the file's name.
func (p *userFile) syntax(f *yamltext.Fault) error {
	if f.Line == 0 {
		return fmt.Errorf("%s %s", p.name, f.Message)
	}
	return fault{p.name, f.Line, f.Message}
}

func (p *userFile) root(n ast.Node) {
	pairs, ok := mapping(n)
	if !ok {
		if _, empty := n.(*ast.NullNode); !empty {
			p.wrong(n, "a list of companies begins with \"companies:\"")
		}
		return
	}
	for _, pair := range pairs {
		if keyOf(pair) != "companies" {
			p.wrong(pair, "unknown key %q; the only one here is \"companies\"", keyOf(pair))
			continue
		}
		seq, ok := pair.Value.(*ast.SequenceNode)
		if !ok {
			if _, empty := pair.Value.(*ast.NullNode); !empty {
				p.wrong(pair, "companies must be a list, one \"- name: …\" for each")
			}
			continue
		}
		for _, item := range seq.Values {
			if len(p.list) == maxCompanies || p.aliases > maxAllAliases {
				p.wrong(item, "a file may have %d companies and %d names; the rest from here on is left out", maxCompanies, maxAllAliases)
				break
			}
			p.company(item)
		}
	}
}

func mapping(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}

func keyOf(pair *ast.MappingValueNode) string {
	if s, ok := scalar(pair.Key); ok {
		return s
	}
	return pair.Key.String()
}

// text is the value of a scalar; numbers count as text ("3M" needs no quotes,
// nor does 1337).
func scalar(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(v.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(v.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}

// company reads one entry. A field that is wrong is left out; without a name
// nothing is left of it.
func (p *userFile) company(n ast.Node) {
	pairs, ok := mapping(n)
	if !ok {
		p.wrong(n, "a company is written as \"- name: …\"; this is left out")
		return
	}
	e := entry{user: true, from: &origin{file: p.name, line: line(n), at: map[string]int{}}}
	before := len(p.errs)
	for _, pair := range pairs { // it holds for the names that stand before it, too
		if keyOf(pair) == "always" {
			e.always = p.yes(pair)
		}
	}
	for _, pair := range pairs {
		p.field(pair, &e)
	}
	e.id = slug(e.name)
	switch {
	case e.id == "" && len(p.errs) > before:
		return
	case e.id == "":
		p.wrong(n, "a company needs a name with letters or digits, such as \"name: Mistral AI\"")
		return
	case len(e.aliases) > maxAliases:
		p.wrong(n, "%s has %d aliases; %d are allowed, so it is left out", e.name, len(e.aliases), maxAliases)
		return
	case e.parent != "" && slug(e.parent) == e.id:
		p.wrong(n, "%s cannot be its own parent; that is left out", e.name)
		e.parent = ""
	}
	if p.seen == nil {
		p.seen = map[string]int{}
	}
	if at, twice := p.seen[string(e.id)]; twice && !e.extend {
		p.wrong(n, "%s is described in line %d already, and this is left out; put both together", e.name, at)
		return
	}
	p.seen[string(e.id)] = line(n)
	if !e.off && !e.extend && !hasName(e.aliases) {
		p.alias(n, &e, alias{text: e.name, kind: byName})
		e.nameless = !hasName(e.aliases)
	}
	p.aliases += len(e.aliases)
	p.list = append(p.list, e)
}

// field reads one field of a company.
func (p *userFile) field(pair *ast.MappingValueNode, e *entry) {
	switch k := keyOf(pair); k {
	case "name":
		e.name = p.text(pair)
	case "country":
		e.country = p.text(pair)
		if up := strings.ToUpper(e.country); up == "" || letters(up, 2) {
			e.country = up
			break
		}
		p.wrong(pair, "country %q must be two letters, such as FR; it is left out", e.country)
		e.country = ""
	case "sector":
		if e.sector = strings.ToLower(p.text(pair)); sectorUnknown(e.sector) {
			p.wrong(pair, "unknown sector %q is left out; known are %s", e.sector, strings.Join(sectors, ", "))
			e.sector = ""
		}
	case "parent":
		e.parent = p.text(pair)
		e.from.at["parent"] = line(pair)
	case "tickers":
		e.tickers = p.texts(pair)
		for _, t := range e.tickers {
			e.from.at[t] = line(pair)
		}
	case "aliases":
		p.names(pair, e)
	case "products", "people":
		kind := byProduct
		if k == "people" {
			kind = byPerson
		}
		for _, s := range p.texts(pair) {
			p.alias(pair, e, alias{text: s, kind: kind})
		}
	case "not":
		e.not = p.texts(pair)
	case "never":
		e.never = p.texts(pair)
	case "extend":
		e.extend = p.yes(pair)
	case "off":
		e.off = p.yes(pair)
	case "always":
	default:
		p.wrong(pair, "unknown key %q is left out; a company has name, aliases, not, never, products, people, tickers, country, sector, parent, extend, off, always", k)
	}
}

// letters reports whether a text is so many letters of the alphabet.
func letters(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func hasName(list []alias) bool {
	for _, a := range list {
		if a.kind == byName {
			return true
		}
	}
	return false
}

func sectorUnknown(s string) bool { return s != "" && sectorClass(s) == 0 }

// names reads aliases, each as text or as a mapping with conditions.
func (p *userFile) names(pair *ast.MappingValueNode, e *entry) {
	seq, ok := pair.Value.(*ast.SequenceNode)
	if !ok {
		p.wrong(pair, "aliases must be a list, such as [Mistral AI, Mistral]; they are left out")
		return
	}
	for _, item := range seq.Values {
		if s, ok := scalar(item); ok {
			p.alias(item, e, alias{text: s, kind: byName})
			continue
		}
		pairs, ok := mapping(item)
		if !ok {
			p.wrong(item, "an alias is a name or {text: …, ambiguous: [fr], needs: [word], not: [word]}; this is left out")
			continue
		}
		a := alias{kind: byName}
		for _, q := range pairs {
			switch k := keyOf(q); k {
			case "text":
				a.text = p.text(q)
			case "exact":
				if p.yes(q) {
					a.marks |= exact
				}
			case "ambiguous":
				a.marks |= ambiguous
				if b, isBool := q.Value.(*ast.BoolNode); isBool {
					if !b.Value {
						a.marks &^= ambiguous
					}
					continue
				}
				for _, s := range p.texts(q) {
					m, known := markNames[s]
					if !known {
						p.wrong(q, "unknown mark %q is left out; known are fr, en, place, name, given, acronym", s)
					}
					a.marks |= m
				}
			case "always":
				if p.yes(q) {
					a.marks |= sure
				}
			case "needs":
				a.words().needs = p.texts(q)
			case "not":
				a.words().not = p.texts(q)
			default:
				p.wrong(q, "unknown key %q is left out; an alias has text, ambiguous, exact, always, needs, not", k)
			}
		}
		p.alias(item, e, a)
	}
}

// alias checks an alias and adds it. What is a small word, or one letter, is no
// name unless it is marked; what is a town or a first name as well counts as
// ambiguous.
func (p *userFile) alias(n ast.Node, e *entry, a alias) {
	letters := 0
	scan(a.text, func(t token, _ []byte) {
		if t.shape&word != 0 {
			letters += int(t.end - t.start)
		}
	})
	small := strings.ToLower(a.text) == a.text
	marked := a.marks&(ambiguous|exact|sure) != 0 || e.always
	kind, also := known(a.text)
	switch {
	case letters == 0:
		p.wrong(n, "an alias needs letters or digits; %q has none and is left out", a.text)
		return
	case letters < 2 && !marked:
		p.wrong(n, "the alias %q would match everything and is left out; write {text: %s, exact: true, ambiguous: true}", a.text, a.text)
		return
	case len(a.text) > 120:
		p.wrong(n, "an alias may have 120 bytes; this one has %d and is left out", len(a.text))
		return
	case kind == smallWord && small:
		p.wrong(n, "the alias %q is a word of every text and is left out; take a longer name", a.text)
		return
	case kind == smallWord && !marked:
		p.wrong(n, "the alias %q is a word of every text and is left out; write {text: %s, ambiguous: true}, or take a longer name", a.text, a.text)
		return
	case kind != noWord && !marked && a.kind != byPerson:
		p.note(n, "the alias %q is also %s, so it counts only beside what speaks for the company; write {text: %s, ambiguous: [%s]}, with needs: [word] if you can, or always: true", a.text, kind, a.text, also)
		a.marks |= ambiguous | markNames[also]
	}
	if small && a.marks&ambiguous == 0 && len(a.text) < 4 {
		a.marks |= ambiguous
	}
	e.from.at[a.text] = line(n)
	e.aliases = append(e.aliases, a)
}

func (p *userFile) text(pair *ast.MappingValueNode) string {
	s, ok := scalar(pair.Value)
	if !ok {
		p.wrong(pair, "%s must be one piece of text", keyOf(pair))
	}
	return s
}

func (p *userFile) texts(pair *ast.MappingValueNode) []string {
	if seq, ok := pair.Value.(*ast.SequenceNode); ok {
		out := make([]string, 0, len(seq.Values))
		for _, v := range seq.Values {
			s, ok := scalar(v)
			if !ok {
				p.wrong(v, "%s must be a list of texts", keyOf(pair))
				continue
			}
			if s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	if s, ok := scalar(pair.Value); ok {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	p.wrong(pair, "%s must be a list, such as [one, two]", keyOf(pair))
	return nil
}

func (p *userFile) yes(pair *ast.MappingValueNode) bool {
	if b, ok := pair.Value.(*ast.BoolNode); ok {
		return b.Value
	}
	p.wrong(pair, "%s must be true or false", keyOf(pair))
	return false
}
