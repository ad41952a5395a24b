package companies

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Entries are a user's companies, to be merged over the built-in ones.
type Entries struct{ list []entry }

// Len is how many entries there are.
func (e Entries) Len() int { return len(e.list) }

// maxAliases bounds the aliases of one company in a user's file, maxFile the
// file.
const (
	maxAliases = 2000
	maxFile    = 8 << 20
)

// Load reads a user's companies from a YAML file. Entries that are wrong are
// left out, each with an error that says where and what to do. A missing file
// is an error for which errors.Is(err, fs.ErrNotExist) holds.
func Load(path string) (Entries, []error) {
	info, err := os.Stat(path)
	if err != nil {
		return Entries{}, []error{fmt.Errorf("cannot read the companies in %s: %w", path, err)}
	}
	if info.Size() > maxFile {
		return Entries{}, []error{fmt.Errorf("%s has %d MB; a list of companies may have %d: split it or shorten it", path, info.Size()>>20, maxFile>>20)}
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
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		return Entries{}, []error{p.syntax(err)}
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			p.root(doc.Body)
		}
	}
	return Entries{p.list}, p.errs
}

// userFile collects what is read and what is wrong.
type userFile struct {
	name string
	list []entry
	errs []error
	seen map[string]int // name -> line
}

func (p *userFile) wrong(n ast.Node, format string, args ...any) {
	if len(p.errs) < 100 {
		p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.name, line(n), fmt.Sprintf(format, args...)))
	}
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func (p *userFile) syntax(err error) error {
	var s *yaml.SyntaxError
	if errors.As(err, &s) && s.Token != nil && s.Token.Position != nil {
		return fmt.Errorf("%s:%d: %s; check the indentation and quotes there", p.name, s.Token.Position.Line, s.Message)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return fmt.Errorf("%s:1: %s; check the indentation and quotes", p.name, first)
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

// company reads one entry; a wrong one is left out whole.
func (p *userFile) company(n ast.Node) {
	pairs, ok := mapping(n)
	if !ok {
		p.wrong(n, "a company is written as \"- name: …\"")
		return
	}
	e := entry{user: true}
	before := len(p.errs)
	var not []string
	for _, pair := range pairs {
		switch k := keyOf(pair); k {
		case "name":
			e.name = p.text(pair)
		case "country":
			e.country = strings.ToUpper(p.text(pair))
			if len(e.country) != 0 && len(e.country) != 2 {
				p.wrong(pair, "country %q must be two letters, such as FR", e.country)
			}
		case "sector":
			e.sector = p.text(pair)
		case "parent":
			e.parent = p.text(pair)
		case "tickers":
			e.tickers = p.texts(pair)
		case "aliases":
			p.aliases(pair, &e)
		case "products":
			for _, s := range p.texts(pair) {
				p.alias(pair, &e, alias{text: s, kind: byProduct})
			}
		case "people":
			for _, s := range p.texts(pair) {
				p.alias(pair, &e, alias{text: s, kind: byPerson})
			}
		case "not":
			not = p.texts(pair)
		case "never":
			e.never = p.texts(pair)
		case "extend":
			e.extend = p.yes(pair)
		case "off":
			e.off = p.yes(pair)
		case "always":
			e.always = p.yes(pair)
		default:
			p.wrong(pair, "unknown key %q; a company has name, aliases, not, never, products, people, tickers, country, sector, parent, extend, off, always", k)
		}
	}
	e.id = slug(e.name)
	switch {
	case len(p.errs) > before:
		return
	case e.id == "":
		p.wrong(n, "a company needs a name with letters or digits, such as \"name: Mistral AI\"")
		return
	case len(e.aliases) > maxAliases:
		p.wrong(n, "%s has %d aliases; %d are allowed", e.name, len(e.aliases), maxAliases)
		return
	case sectorUnknown(e.sector):
		p.wrong(n, "unknown sector %q of %s; known are %s", e.sector, e.name, strings.Join(sectors, ", "))
		return
	}
	if p.seen == nil {
		p.seen = map[string]int{}
	}
	if at, twice := p.seen[string(e.id)]; twice && !e.extend {
		p.wrong(n, "%s is described in line %d already; put both together", e.name, at)
		return
	}
	p.seen[string(e.id)] = line(n)
	if !e.off && !e.extend && !hasName(e.aliases) {
		p.alias(n, &e, alias{text: e.name, kind: byName})
		if len(p.errs) > before {
			return
		}
	}
	e.not = not
	p.list = append(p.list, e)
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

// aliases reads names, each as text or as a mapping with conditions.
func (p *userFile) aliases(pair *ast.MappingValueNode, e *entry) {
	seq, ok := pair.Value.(*ast.SequenceNode)
	if !ok {
		p.wrong(pair, "aliases must be a list, such as [Mistral AI, Mistral]")
		return
	}
	for _, item := range seq.Values {
		if s, ok := scalar(item); ok {
			p.alias(item, e, alias{text: s, kind: byName})
			continue
		}
		pairs, ok := mapping(item)
		if !ok {
			p.wrong(item, "an alias is a name or {text: …, ambiguous: [fr], needs: [word], not: [word]}")
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
						p.wrong(q, "unknown mark %q; known are fr, en, place, name, given, acronym", s)
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
				p.wrong(q, "unknown key %q; an alias has text, ambiguous, exact, always, needs, not", k)
			}
		}
		p.alias(item, e, a)
	}
}

// alias checks an alias and adds it.
func (p *userFile) alias(n ast.Node, e *entry, a alias) {
	letters := 0
	scan(a.text, func(t token, _ []byte) {
		if t.shape&word != 0 {
			letters += int(t.end - t.start)
		}
	})
	switch {
	case letters == 0:
		p.wrong(n, "an alias needs letters or digits; %q has none", a.text)
	case letters < 2 && a.marks&(ambiguous|exact) == 0:
		p.wrong(n, "the alias %q would match everything; write {text: %s, exact: true, ambiguous: true}", a.text, a.text)
	case len(a.text) > 120:
		p.wrong(n, "an alias may have 120 bytes; this one has %d", len(a.text))
	default:
		if strings.ToLower(a.text) == a.text && a.marks&ambiguous == 0 && len(a.text) < 4 {
			a.marks |= ambiguous
		}
		e.aliases = append(e.aliases, a)
	}
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
