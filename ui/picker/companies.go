package picker

import (
	"slices"
	"strings"
	"time"
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
	// Swallow is what is left of the name when a unique prefix was applied
	// before the typing ended: these letters are not commands.
	Swallow string
}

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

// swallowFor is how long the rest of a name may still be typed.
const swallowFor = 1500 * time.Millisecond

// SwallowFor is that time, for whoever keeps the clock.
func SwallowFor() time.Duration { return swallowFor }

// Companies is the company picker.
type Companies struct {
	th   *theme.Theme
	tr   *i18n.Tr
	find func(prefix string, limit int) []news.Company
	// known reports whether a company is in the lexicon; others were found by
	// the words around their name.
	known func(news.CompanyID) bool

	typed    string
	counts   []store.CompanyCount
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
// been typed already, a unique one applies now.
func (p *Companies) SetCounts(counts []store.CompanyCount) tea.Cmd {
	p.counts, p.counted = counts, true
	return p.narrow()
}

// Size is how big the box would like to be.
func (p *Companies) Size() (w, h int) { return 76, 20 }

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

func starts(name, prefix string) bool {
	name = Fold(name)
	if strings.HasPrefix(name, prefix) {
		return true
	}
	for i, r := range name { // or a later word of the name
		if r == ' ' && strings.HasPrefix(name[i+1:], prefix) {
			return true
		}
	}
	return false
}

// narrow looks for what was typed: companies in the news first, those of the
// lexicon after them. A prefix that only one company in the news has applies
// at once.
func (p *Companies) narrow() tea.Cmd {
	prefix := Fold(p.typed)
	p.rows, p.cursor = nil, 0
	seen := map[news.CompanyID]bool{}
	begin := 0
	for pass := range 2 { // names that begin so before names with such a word
		for _, c := range p.counts {
			whole := strings.HasPrefix(Fold(c.Name), prefix)
			if seen[c.Company] || !starts(c.Name, prefix) || whole != (pass == 0) {
				continue
			}
			seen[c.Company] = true
			p.rows = append(p.rows, row{id: c.Company, name: c.Name, unread: c.Unread, total: c.Total, found: !p.known(c.Company)})
		}
		if pass == 0 {
			begin = len(p.rows)
		}
	}
	if prefix != "" {
		for _, c := range p.find(p.typed, 50) {
			if !seen[c.ID] {
				seen[c.ID] = true
				p.rows = append(p.rows, row{id: c.ID, name: c.Name, detail: c.Sector})
			}
		}
	}
	if prefix == "" || !p.counted || begin != 1 || p.touched {
		return nil
	}
	only := p.rows[0]
	rest := []rune(Fold(only.name))[utf8.RuneCountInString(prefix):]
	return p.apply([]news.CompanyID{only.id}, nil, string(rest))
}

func (p *Companies) apply(chosen, excluded []news.CompanyID, swallow string) tea.Cmd {
	picked := Picked{slices.Clone(chosen), slices.Clone(excluded), swallow}
	return func() tea.Msg { return picked }
}

// Key takes a key press.
func (p *Companies) Key(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch key {
	case "esc":
		return func() tea.Msg { return Closed{} }
	case "enter":
		if len(p.rows) > 0 && !p.touched {
			return p.apply([]news.CompanyID{p.rows[p.cursor].id}, nil, "")
		}
		return p.apply(p.chosen, p.excluded, "")
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
			// No command: taking a letter back must not apply what is left.
			p.narrow()
		}
	case "space":
		if p.typed != "" && p.continues(" ") {
			p.typed += " "
			return p.narrow()
		}
		p.toggle(&p.chosen, &p.excluded)
	case "!":
		p.toggle(&p.excluded, &p.chosen)
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
// beginning of a name.
func (p *Companies) continues(more string) bool {
	prefix := Fold(p.typed + more)
	return slices.ContainsFunc(p.rows, func(r row) bool { return strings.HasPrefix(Fold(r.name), prefix) })
}

// toggle puts the company under the cursor into one set and out of the other.
func (p *Companies) toggle(into, out *[]news.CompanyID) {
	if len(p.rows) == 0 {
		return
	}
	p.touched = true
	id := p.rows[p.cursor].id
	*out = slices.DeleteFunc(*out, func(c news.CompanyID) bool { return c == id })
	if slices.Contains(*into, id) {
		*into = slices.DeleteFunc(*into, func(c news.CompanyID) bool { return c == id })
	} else {
		*into = append(*into, id)
	}
	if p.typed != "" {
		p.typed = ""
		p.narrow()
		for i, r := range p.rows {
			if r.id == id {
				p.cursor = i
			}
		}
	}
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
	return p.apply([]news.CompanyID{p.rows[i].id}, nil, "")
}

// Cursor is where the terminal's cursor stands in the box.
func (p *Companies) Cursor() (x, y int) { return 4 + cells.Width(p.typed), 1 }

// Lines draws the box at a size.
func (p *Companies) Lines(w, h int) []string {
	p.height = max(0, h-5)
	inner := w - 2
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
	lines = append(lines, " "+p.th.KeyText.Render(cells.Cut(p.tr.S("companies.keys"), inner-1)))
	return Box(p.th, p.tr.S("companies.title"), lines, w, h)
}

func (p *Companies) line(r row, cursor bool, w int) string {
	mark := "  "
	switch {
	case slices.Contains(p.chosen, r.id):
		mark = "✓ "
	case slices.Contains(p.excluded, r.id):
		mark = "✗ "
	}
	pin := ""
	if i := slices.Index(p.pins, r.id); i >= 0 && i < 9 {
		pin = string(rune('1'+i)) + " "
	}
	right := r.detail
	if r.total > 0 {
		right = p.tr.Number(r.unread) + "/" + p.tr.Number(r.total)
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
