package picker

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/unicode/norm"

	"lede/news"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// Picked is sent when a choice of companies is to be applied.
type Picked struct {
	Companies, Excluded []news.CompanyID
}

// Shown is sent while one types: the company that only these letters can mean,
// whose news is to be shown behind the picker; "" takes that back. The picker
// stays open until it is closed by a key that is no part of a name, so that
// nothing of a name, typed at any speed, is ever a command.
type Shown struct{ Company news.CompanyID }

// Pin is sent when a company is to be pinned, or unpinned when it is.
type Pin struct {
	Company news.CompanyID
	Name    string
	// Found: it is in no list; whoever pins it wants to have it found by its
	// name alone.
	Found bool
}

// MovePin is sent when a pinned company is to move along the keys.
type MovePin struct {
	Company news.CompanyID
	By      int
}

// Page is sent when somebody wants to see the page of a company.
type Page struct{ Company news.CompanyID }

// Counted brings the companies in the news.
type Counted struct{ Counts []store.CompanyCount }

// Companies is the company picker.
type Companies struct {
	th   *theme.Theme
	tr   *i18n.Tr
	find func(prefix string, limit int) []news.Company
	// known reports whether a company is in the lexicon; others were found by
	// the words around their name.
	known func(news.CompanyID) bool

	typed    string
	shown    news.CompanyID // behind the picker, because of what was typed
	counts   []store.CompanyCount
	folded   []string // their names, comparable
	chosen   []news.CompanyID
	excluded []news.CompanyID
	pins     []news.CompanyID
	rows     []row
	cursor   int
	height   int
	counted  bool
	touched  bool // companies are being combined, so nothing applies by itself
}

type row struct {
	id     news.CompanyID
	name   string
	detail string
	unread int
	total  int
	found  bool // in no list
}

// offered is in how many articles a company must have been found before it is
// proposed to follow it: once may be a slip.
const offered = 2

// NewCompanies makes a picker; find looks a prefix up in the lexicon and known
// says whether a company is in it, both without blocking.
func NewCompanies(th *theme.Theme, tr *i18n.Tr, find func(string, int) []news.Company, known func(news.CompanyID) bool, pins, chosen, excluded []news.CompanyID) *Companies {
	p := &Companies{th: th, tr: tr, find: find, known: known, pins: pins, chosen: slices.Clone(chosen), excluded: slices.Clone(excluded)}
	p.narrow()
	return p
}

// SetPins says what is pinned now.
func (p *Companies) SetPins(pins []news.CompanyID) { p.pins = pins }

// SetCounts brings the companies in the news. When their initial letters have
// been typed already, a unique one shows now.
func (p *Companies) SetCounts(counts []store.CompanyCount) tea.Cmd {
	p.counts, p.counted = counts, true
	p.folded = make([]string, len(counts))
	for i, c := range counts {
		p.folded[i] = Fold(c.Name)
	}
	return p.narrow()
}

// Size is how big the box would like to be: no higher than its rows while the
// news of a company is shown behind it.
func (p *Companies) Size() (w, h int) {
	if p.shown != "" {
		return 76, min(20, len(p.rows)+5)
	}
	return 76, 20
}

// Low has the box stand at the bottom, so that what it finds is seen above it.
func (p *Companies) Low() bool { return true }

// Fold makes a name comparable: lower case, no accents.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// begins reports whether a later word of a folded name begins so.
func begins(name, prefix string) bool {
	for i, r := range name {
		if r == ' ' && strings.HasPrefix(name[i+1:], prefix) {
			return true
		}
	}
	return false
}

// mostFound is how many companies of the lexicon are listed.
const mostFound = 50

// narrow looks for what was typed: companies in the news first, those of the
// lexicon after them, one that is called exactly so before all. The news of a
// company is shown at once when it is the only one, in the news or in the
// lexicon, that these letters begin, or when they are its whole name.
func (p *Companies) narrow() tea.Cmd {
	prefix := Fold(p.typed)
	p.rows, p.cursor = nil, 0
	seen := map[news.CompanyID]bool{}
	add := func(i int) {
		c := p.counts[i]
		seen[c.Company] = true
		p.rows = append(p.rows, row{id: c.Company, name: c.Name, unread: c.Unread, total: c.Total, found: !p.known(c.Company)})
	}
	for i, name := range p.folded { // names that begin so before names with such a word
		if strings.HasPrefix(name, prefix) {
			add(i)
		}
	}
	meant := map[news.CompanyID]bool{}
	for _, r := range p.rows {
		meant[r.id] = true
	}
	for i, name := range p.folded {
		if !seen[p.counts[i].Company] && begins(name, prefix) {
			add(i)
		}
	}
	if prefix != "" {
		for _, c := range p.find(p.typed, mostFound) { // by any of their names
			meant[c.ID] = true
			if seen[c.ID] {
				continue
			}
			if i := slices.IndexFunc(p.counts, func(n store.CompanyCount) bool { return n.Company == c.ID }); i >= 0 {
				add(i)
				continue
			}
			p.rows = append(p.rows, row{id: c.ID, name: c.Name, detail: p.tr.Sector(c.Sector)})
		}
	}
	exact := p.called(prefix)
	if prefix == "" || !p.counted || p.touched || len(meant) != 1 && !exact {
		return p.show("")
	}
	if !exact {
		p.cursor = max(0, slices.IndexFunc(p.rows, func(r row) bool { return meant[r.id] }))
	}
	return p.show(p.rows[p.cursor].id)
}

// called puts the company that is called exactly so first; false: there is
// none, or more than one.
func (p *Companies) called(name string) bool {
	at, n := 0, 0
	for i, r := range p.rows {
		if Fold(r.name) == name {
			at, n = i, n+1
		}
	}
	if n != 1 {
		return false
	}
	r := p.rows[at]
	p.rows = slices.Insert(slices.Delete(p.rows, at, at+1), 0, r)
	return true
}

// show has the news of a company shown behind the picker, or what was shown
// before.
func (p *Companies) show(id news.CompanyID) tea.Cmd {
	if id == p.shown {
		return nil
	}
	p.shown = id
	return func() tea.Msg { return Shown{id} }
}

func (p *Companies) apply(chosen, excluded []news.CompanyID) tea.Cmd {
	picked := Picked{slices.Clone(chosen), slices.Clone(excluded)}
	return func() tea.Msg { return picked }
}

// Key takes a key press.
func (p *Companies) Key(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch key {
	case "esc":
		return func() tea.Msg { return Closed{} }
	case "enter":
		switch {
		case p.touched:
			return p.apply(p.chosen, p.excluded)
		case len(p.rows) > 0:
			return p.apply([]news.CompanyID{p.rows[p.cursor].id}, nil)
		}
		// Nobody is called so: what was typed stays, to be changed.
	case "down", "ctrl+n", "tab", "ctrl+j":
		p.Wheel(1)
	case "up", "ctrl+k", "shift+tab":
		p.Wheel(-1)
	case "pgdown", "ctrl+d":
		p.Wheel(max(1, p.height-1))
	case "pgup", "ctrl+u":
		p.Wheel(-max(1, p.height-1))
	case "ctrl+p":
		return p.here(func(r row) tea.Msg { return Pin{r.id, r.name, r.found} })
	case "<":
		return p.here(func(r row) tea.Msg { return MovePin{r.id, -1} })
	case ">":
		return p.here(func(r row) tea.Msg { return MovePin{r.id, 1} })
	case "ctrl+o":
		return p.here(func(r row) tea.Msg { return Page{r.id} })
	case "backspace":
		if p.typed != "" {
			_, n := utf8.DecodeLastRuneInString(p.typed)
			p.typed = p.typed[:len(p.typed)-n]
			return p.narrow()
		}
	case "space":
		if p.continues(" ") {
			p.typed += " "
			return p.narrow()
		}
		return p.toggle(&p.chosen, &p.excluded)
	case "!":
		if p.continues("!") {
			p.typed += "!"
			return p.narrow()
		}
		return p.toggle(&p.excluded, &p.chosen)
	default:
		if k.Text != "" && !strings.ContainsFunc(k.Text, unicode.IsControl) {
			p.typed += k.Text
			return p.narrow()
		}
	}
	return nil
}

// here says something about the company under the cursor.
func (p *Companies) here(say func(row) tea.Msg) tea.Cmd {
	if len(p.rows) == 0 {
		return nil
	}
	msg := say(p.rows[p.cursor])
	return func() tea.Msg { return msg }
}

// continues reports whether what was typed with more after it is still the
// beginning of a name, or of one that nobody has.
func (p *Companies) continues(more string) bool {
	prefix := Fold(p.typed + more)
	return p.typed != "" && (len(p.rows) == 0 || slices.ContainsFunc(p.rows, func(r row) bool { return strings.HasPrefix(Fold(r.name), prefix) }))
}

// toggle puts the company under the cursor into one set and out of the other.
func (p *Companies) toggle(into, out *[]news.CompanyID) tea.Cmd {
	if len(p.rows) == 0 {
		return nil
	}
	p.touched = true
	id := p.rows[p.cursor].id
	*out = slices.DeleteFunc(*out, func(c news.CompanyID) bool { return c == id })
	if slices.Contains(*into, id) {
		*into = slices.DeleteFunc(*into, func(c news.CompanyID) bool { return c == id })
	} else {
		*into = append(*into, id)
	}
	if p.typed == "" {
		return nil
	}
	p.typed = ""
	cmd := p.narrow()
	for i, r := range p.rows {
		if r.id == id {
			p.cursor = i
		}
	}
	return cmd
}

// Wheel moves the cursor.
func (p *Companies) Wheel(n int) { p.cursor = max(0, min(p.cursor+n, len(p.rows)-1)) }

func (p *Companies) top() int { return max(0, p.cursor-p.height+1) }

// Click takes the company at a line of the box.
func (p *Companies) Click(y int) tea.Cmd {
	i := p.top() + y - 3
	if y < 3 || y >= 3+p.height || i >= len(p.rows) {
		return nil
	}
	return p.apply([]news.CompanyID{p.rows[i].id}, nil)
}

// Cursor is where the terminal's cursor stands in the box.
func (p *Companies) Cursor() (x, y int) { return 4 + cells.Width(p.typed), 1 }

// Lines draws the box at a size.
func (p *Companies) Lines(w, h int) []string {
	inner := w - 2
	keys := keyLines(p.tr.S("companies.keys"), inner, max(1, h-6))
	p.height = max(0, h-4-len(keys))
	lines := []string{" " + p.th.Prompt.Render("❯") + " " + p.th.Input.Render(p.typed), p.th.Faint.Render(strings.Repeat("─", max(0, inner)))}
	for i := p.top(); i < len(p.rows) && len(lines) < p.height+2; i++ {
		lines = append(lines, p.line(p.rows[i], i == p.cursor, inner))
	}
	if len(p.rows) == 0 {
		word := "companies.none"
		if !p.counted && p.typed == "" {
			word = "list.loading"
		}
		lines = append(lines, "", " "+p.th.Dim.Render(p.tr.S(word)))
	}
	for len(lines) < p.height+2 {
		lines = append(lines, "")
	}
	for _, l := range keys {
		lines = append(lines, p.th.KeyText.Render(l))
	}
	return Box(p.th, p.tr.S("companies.title"), lines, w, h)
}

func (p *Companies) line(r row, cursor bool, w int) string {
	mark := "  "
	switch {
	case slices.Contains(p.chosen, r.id) && p.shown == "", r.id == p.shown:
		mark = "✓ "
	case slices.Contains(p.excluded, r.id):
		mark = "✗ "
	}
	pin := ""
	if i := slices.Index(p.pins, r.id); i >= 0 && i < 9 {
		pin = string(rune('1'+i)) + " "
	}
	right := p.tr.Number(r.unread) + "/" + p.tr.Number(r.total)
	if r.total == 0 && p.counted {
		right = p.tr.S("companies.nonews")
		if r.detail != "" && w >= 60 {
			right = r.detail + " · " + right
		}
	}
	if r.found && r.total >= offered && !slices.Contains(p.pins, r.id) {
		right = p.tr.S("companies.found") + "  " + right
	}
	left := " " + mark + pin
	if cursor {
		return p.th.Cursor.Render(cells.Ends(left+r.name, right+" ", w))
	}
	room := max(0, w-cells.Width(right)-2)
	name := []rune(r.name)
	n := min(utf8.RuneCountInString(p.typed), len(name))
	styled := p.th.Text.Render(r.name)
	if n > 0 && strings.HasPrefix(Fold(r.name), Fold(p.typed)) {
		styled = p.th.Match.Render(string(name[:n])) + p.th.Text.Render(string(name[n:]))
	}
	return cells.Fit(p.th.Accent.Render(left)+styled, room) + " " + p.th.Dim.Render(right) + " "
}
