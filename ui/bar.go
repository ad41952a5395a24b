package ui

import (
	"slices"
	"strconv"
	"strings"

	"lede/news"
	"lede/ui/cells"
	"lede/ui/keymap"
)

// chip is one company of the bar.
type chip struct {
	slot   string
	name   string
	count  string
	active bool
	action keymap.Action
}

func (c chip) width() int {
	w := cells.Width(c.name) + 2
	if c.slot != "" {
		w += cells.Width(c.slot) + 1
	}
	if c.count != "" {
		w += cells.Width(c.count) + 1
	}
	return w
}

// chips are what the bar would show had it room for everything: all, the
// pinned companies, and those of the filter that are not pinned.
func (a *App) chips() (chips []chip) {
	v := a.view
	all := len(v.Companies)+len(v.Excluded) == 0
	chips = append(chips, chip{"0", a.tr.S("bar.all"), a.count(a.overview.Unread), all, keymap.AllCompanies})
	pinned := map[news.CompanyID]bool{}
	for i, p := range a.overview.Pinned[:min(9, len(a.overview.Pinned))] {
		if p.Company == "" { // a key that is free
			continue
		}
		pinned[p.Company] = true
		n := strconv.Itoa(i + 1)
		name := p.Name
		if name == "" {
			name = a.companyName(p.Company)
		}
		chips = append(chips, chip{n, name, a.count(p.Unread), slices.Contains(v.Companies, p.Company), keymap.Action("company-" + n)})
	}
	for _, id := range v.Companies {
		if !pinned[id] {
			chips = append(chips, chip{"", a.companyName(id), "", true, keymap.PickCompany})
		}
	}
	for _, id := range v.Excluded {
		chips = append(chips, chip{"", "− " + a.companyName(id), "", true, keymap.PickCompany})
	}
	return chips
}

// count is a number as the bar shows it; nothing for 0.
func (a *App) count(n int) string {
	if n == 0 {
		return ""
	}
	return a.tr.Number(n)
}

// barLine draws the company bar over w cells. Where not all fit, those that
// are active stay and the others give way to "… +3". The places of the chips
// are returned for clicks.
func (a *App) barLine(w int) (string, []spot) {
	chips := a.chips()
	show := make([]bool, len(chips))
	hidden := len(chips)
	rest := func(n int) string { return "… +" + strconv.Itoa(n) }
	used := 0
	fits := func(i int) bool {
		more := chips[i].width()
		if used > 0 {
			more++
		}
		spare := 0
		if hidden > 1 {
			spare = cells.Width(rest(hidden-1)) + 1
		}
		if used+more+spare > w {
			return false
		}
		show[i], used, hidden = true, used+more, hidden-1
		return true
	}
	for i, c := range chips { // what filters must be seen
		if c.active || i == 0 {
			fits(i)
		}
	}
	for i := range chips {
		if !show[i] && !fits(i) {
			break
		}
	}
	var b strings.Builder
	var spots []spot
	at := 0
	for i, c := range chips {
		if !show[i] {
			continue
		}
		if at > 0 {
			b.WriteString(a.th.Bar.Render(a.th.Glyphs.Separator))
			at++
		}
		b.WriteString(a.drawChip(c))
		spots = append(spots, spot{at, at + c.width(), c.action})
		at += c.width()
	}
	if hidden > 0 {
		b.WriteString(a.th.Bar.Render(" " + rest(hidden)))
		at += 1 + cells.Width(rest(hidden))
		spots = append(spots, spot{at - cells.Width(rest(hidden)), at, keymap.PickCompany})
	}
	if at > w { // nothing but the first chip, and that too wide
		return cells.Fit(b.String(), w), spots
	}
	return b.String() + a.th.Bar.Render(cells.Space(w-at)), spots
}

// mostDrawn is how many chips, and hints, are remembered as drawn.
const mostDrawn = 100

func (a *App) drawChip(c chip) string {
	if s, ok := a.drawn.chips[c]; ok {
		return s
	}
	if a.drawn.chips == nil || len(a.drawn.chips) > mostDrawn {
		a.drawn.chips = map[chip]string{}
	}
	s := a.paintChip(c)
	a.drawn.chips[c] = s
	return s
}

func (a *App) paintChip(c chip) string {
	var b strings.Builder
	slot, name, count := a.th.BarSlot, a.th.BarName, a.th.BarCount
	if c.active {
		slot, name, count = a.th.BarActive, a.th.BarActive, a.th.BarActive
	}
	b.WriteString(name.Render(" "))
	if c.slot != "" {
		b.WriteString(slot.Render(c.slot + " "))
	}
	b.WriteString(name.Render(c.name))
	if c.count != "" {
		b.WriteString(count.Render(" " + c.count))
	}
	b.WriteString(name.Render(" "))
	return b.String()
}
