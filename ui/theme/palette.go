package theme

import (
	"image/color"
	"strconv"

	"charm.land/lipgloss/v2"
)

// palette is the handful of colours a theme is made of. Text colours have a
// contrast of at least 4.5 (WCAG AA) on the background they are meant for, and
// on the cursor's background where they can stand on it; a test computes it.
type palette struct {
	text, dim, faint          color.Color
	accent, title             color.Color
	red, amber, green         color.Color
	quote, speaker            color.Color
	company, link             color.Color
	cursorBG, cursorFG        color.Color
	cursorDimBG, cursorDimFG  color.Color
	barBG, barFG              color.Color
	activeBG, activeFG        color.Color
	chipBG, chipFG            color.Color
	hitBG, hitFG              color.Color
	currentHitBG              color.Color
	border, borderFocus, rule color.Color
}

// hex is a colour by its parts. One that is among the 256 is named by its
// number: that is half as long on the wire, and there are hundreds on a screen.
func hex(s string) color.Color {
	c := lipgloss.Color(s)
	r, g, b, _ := c.RGBA()
	steps := func(v uint32) (int, bool) {
		for i, step := range []uint32{0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff} {
			if v>>8 == step {
				return i, true
			}
		}
		return 0, false
	}
	if v := r >> 8; r == g && g == b && v >= 8 && v <= 238 && (v-8)%10 == 0 {
		return lipgloss.Color(strconv.Itoa(int(232 + (v-8)/10)))
	}
	x, ok1 := steps(r)
	y, ok2 := steps(g)
	z, ok3 := steps(b)
	if ok1 && ok2 && ok3 {
		return lipgloss.Color(strconv.Itoa(16 + 36*x + 6*y + z))
	}
	return c
}

// The greys are those of the 256-colour cube, so that they stay grey where a
// terminal has no more.
func darkPalette() palette {
	return palette{
		text: hex("#d0d0d0"), dim: hex("#9e9e9e"), faint: hex("#6c6c6c"),
		accent: hex("#87afff"), title: hex("#eeeeee"),
		red: hex("#ff8787"), amber: hex("#ffd787"), green: hex("#87d787"),
		quote: hex("#d7af87"), speaker: hex("#ffaf87"),
		company: hex("#87d7d7"), link: hex("#87afff"),
		cursorBG: hex("#264f78"), cursorFG: hex("#ffffff"),
		cursorDimBG: hex("#303030"), cursorDimFG: hex("#e4e4e4"),
		barBG: hex("#262626"), barFG: hex("#c6c6c6"),
		activeBG: hex("#87afff"), activeFG: hex("#121212"),
		chipBG: hex("#303030"), chipFG: hex("#87d7d7"),
		hitBG: hex("#ffd787"), hitFG: hex("#1c1c1c"), currentHitBG: hex("#ffaf5f"),
		border: hex("#4e4e4e"), borderFocus: hex("#87afff"), rule: hex("#4e4e4e"),
	}
}

func lightPalette() palette {
	return palette{
		text: hex("#262626"), dim: hex("#5f5f5f"), faint: hex("#8a8a8a"),
		accent: hex("#0057af"), title: hex("#080808"),
		red: hex("#af0000"), amber: hex("#7a4d00"), green: hex("#005f00"),
		quote: hex("#875f00"), speaker: hex("#af3a00"),
		company: hex("#005f5f"), link: hex("#0057af"),
		cursorBG: hex("#d7e3ff"), cursorFG: hex("#0b1a33"),
		cursorDimBG: hex("#e4e4e4"), cursorDimFG: hex("#262626"),
		barBG: hex("#eeeeee"), barFG: hex("#3a3a3a"),
		activeBG: hex("#0057af"), activeFG: hex("#ffffff"),
		chipBG: hex("#e4e4e4"), chipFG: hex("#005f5f"),
		hitBG: hex("#ffd75f"), hitFG: hex("#1c1c1c"), currentHitBG: hex("#ffaf5f"),
		border: hex("#b2b2b2"), borderFocus: hex("#0057af"), rule: hex("#bcbcbc"),
	}
}

// The two of high contrast keep to 7 (WCAG AAA) everywhere.
func darkContrastPalette() palette {
	return palette{
		text: hex("#ffffff"), dim: hex("#e4e4e4"), faint: hex("#c6c6c6"),
		accent: hex("#87d7ff"), title: hex("#ffffff"),
		red: hex("#ffafaf"), amber: hex("#ffff87"), green: hex("#87ff87"),
		quote: hex("#ffd787"), speaker: hex("#ffaf87"),
		company: hex("#87ffff"), link: hex("#afd7ff"),
		cursorBG: hex("#ffff00"), cursorFG: hex("#000000"),
		cursorDimBG: hex("#ffffff"), cursorDimFG: hex("#000000"),
		barBG: hex("#000000"), barFG: hex("#ffffff"),
		activeBG: hex("#ffff00"), activeFG: hex("#000000"),
		chipBG: hex("#000000"), chipFG: hex("#87ffff"),
		hitBG: hex("#ffff00"), hitFG: hex("#000000"), currentHitBG: hex("#ffaf5f"),
		border: hex("#c6c6c6"), borderFocus: hex("#87d7ff"), rule: hex("#c6c6c6"),
	}
}

func lightContrastPalette() palette {
	return palette{
		text: hex("#000000"), dim: hex("#262626"), faint: hex("#444444"),
		accent: hex("#003a87"), title: hex("#000000"),
		red: hex("#7a0000"), amber: hex("#5a3800"), green: hex("#003d00"),
		quote: hex("#5a3a00"), speaker: hex("#6e2400"),
		company: hex("#003d3d"), link: hex("#003a87"),
		cursorBG: hex("#00005f"), cursorFG: hex("#ffffff"),
		cursorDimBG: hex("#303030"), cursorDimFG: hex("#ffffff"),
		barBG: hex("#ffffff"), barFG: hex("#000000"),
		activeBG: hex("#00005f"), activeFG: hex("#ffffff"),
		chipBG: hex("#ffffff"), chipFG: hex("#003d3d"),
		hitBG: hex("#ffff5f"), hitFG: hex("#000000"), currentHitBG: hex("#ffaf5f"),
		border: hex("#444444"), borderFocus: hex("#003a87"), rule: hex("#444444"),
	}
}

// basicPalette uses the terminal's own colours, so that it follows whatever
// scheme the person has chosen. Bright black is the only grey there is.
func basicPalette(dark bool) palette {
	p := palette{
		accent: lipgloss.Blue, red: lipgloss.Red, amber: lipgloss.Magenta, green: lipgloss.Green,
		quote: lipgloss.Magenta, speaker: lipgloss.Red, company: lipgloss.Cyan, link: lipgloss.Blue,
		hitBG: lipgloss.Yellow, hitFG: lipgloss.Black, currentHitBG: lipgloss.Red,
		activeBG: lipgloss.Blue, activeFG: lipgloss.BrightWhite,
		cursorBG: lipgloss.Blue, cursorFG: lipgloss.BrightWhite,
		border: lipgloss.BrightBlack, borderFocus: lipgloss.Blue, rule: lipgloss.BrightBlack,
	}
	if dark {
		// Blue, bright or not, can not be read on black in many schemes.
		p.accent, p.link, p.borderFocus = lipgloss.BrightCyan, lipgloss.BrightCyan, lipgloss.BrightCyan
		p.red, p.amber, p.green = lipgloss.BrightRed, lipgloss.BrightYellow, lipgloss.BrightGreen
		p.quote, p.speaker, p.company = lipgloss.BrightYellow, lipgloss.Yellow, lipgloss.Cyan
	}
	return p
}

func style(fg color.Color) Style {
	if fg == nil {
		return lipgloss.NewStyle()
	}
	return lipgloss.NewStyle().Foreground(fg)
}

func on(fg, bg color.Color) Style {
	s := style(fg)
	if bg != nil {
		s = s.Background(bg)
	}
	return s
}

func build(p palette) *Theme {
	dim, faint := style(p.dim), style(p.faint)
	if p.dim == nil { // 16 colours: no grey that is readable everywhere
		dim = lipgloss.NewStyle().Faint(true)
	}
	if p.faint == nil {
		faint = style(p.rule)
	}
	bar, cursorDim, chip := on(p.barFG, p.barBG), on(p.cursorDimFG, p.cursorDimBG), on(p.chipFG, p.chipBG)
	if p.barBG == nil {
		bar, cursorDim = lipgloss.NewStyle(), lipgloss.NewStyle().Underline(true)
		chip = style(p.company)
	}
	return &Theme{
		Text: style(p.text), Dim: dim, Faint: faint,
		Title: style(p.title).Bold(true), Strong: style(p.title).Bold(true), Emphasis: style(p.text).Italic(true),
		Accent: style(p.accent), Error: style(p.red), Warning: style(p.amber), Good: style(p.green),
		Border: style(p.border), BorderFocus: style(p.borderFocus),
		Scroll: style(p.rule), ScrollThumb: style(p.accent),
		Key: style(p.accent).Bold(true), KeyText: dim, Match: style(p.accent).Bold(true).Underline(true),
		Input: style(p.text), Prompt: style(p.accent).Bold(true), Suggestion: dim,

		Bar: bar, BarSlot: bar.Faint(p.barBG == nil), BarName: bar, BarCount: bar.Bold(true),
		BarActive: on(p.activeFG, p.activeBG).Bold(true),
		Status:    bar, StatusText: bar,
		StatusWarn: bar.Foreground(p.red).Bold(true), StatusGood: bar.Foreground(p.green),
		PaneTitle: dim.Bold(true), PaneTitleFocus: style(p.accent).Bold(true),
		Overlay: style(p.borderFocus), OverlayTitle: style(p.title).Bold(true),

		Unread: style(p.title).Bold(true), UnreadMark: style(p.accent), Read: dim,
		Cursor: on(p.cursorFG, p.cursorBG), CursorDim: cursorDim,
		CursorMark: style(p.accent), CursorMarkDim: dim,
		Outlet: dim, Age: dim, Others: style(p.accent), Lede: dim, Star: style(p.amber),
		Tag: style(p.green), Names: style(p.company), Group: dim.Bold(true),
		Folder: style(p.text).Bold(true), Count: style(p.accent), Failing: style(p.red).Bold(true),

		ArticleTitle: style(p.title).Bold(true), Meta: dim,
		Chip: chip, ChipAbout: chip.Bold(true), ChipImplied: dim,
		SummaryBorder: style(p.accent), SummaryTitle: style(p.accent).Bold(true), SummaryText: style(p.text),
		KeyMark: style(p.accent), KeySentence: style(p.title),
		Quote: style(p.quote), Speaker: style(p.speaker).Bold(true), QuoteMark: style(p.quote),
		Company:   style(p.company),
		SearchHit: on(p.hitFG, p.hitBG), SearchHitCurrent: on(p.hitFG, p.currentHitBG).Bold(true),
		Heading: style(p.title).Bold(true), Blockquote: dim.Italic(true), Code: style(p.text), CodeBar: faint,
		Link: style(p.link).Underline(true), LinkNumber: dim, Caption: dim.Italic(true), Table: style(p.rule),
	}
}

// plain is the theme of NO_COLOR: attributes carry what colour carries
// elsewhere.
func plain() *Theme {
	t := build(palette{})
	none, bold := lipgloss.NewStyle(), lipgloss.NewStyle().Bold(true)
	reverse, under := lipgloss.NewStyle().Reverse(true), lipgloss.NewStyle().Underline(true)
	t.Dim, t.Faint, t.Bar, t.Status = none, none, none, none
	t.BarSlot, t.BarName, t.BarCount, t.BarActive = none, none, bold, reverse.Bold(true)
	t.StatusText, t.StatusWarn, t.StatusGood = none, bold, none
	t.Cursor, t.CursorDim = reverse, under
	t.Read, t.Outlet, t.Age, t.Lede, t.Meta = none, none, none, none, none
	t.Key, t.KeyText = bold, none
	t.Quote, t.Speaker, t.QuoteMark = under, bold, none // italics are not to be seen everywhere
	t.Company, t.Chip, t.ChipAbout, t.ChipImplied, t.Link = bold, none, bold, none, lipgloss.NewStyle().Italic(true)
	t.SearchHit, t.SearchHitCurrent = reverse, reverse.Bold(true)
	t.Suggestion, t.LinkNumber, t.Group, t.PaneTitle = none, none, bold, none
	t.PaneTitleFocus = bold.Underline(true)
	t.Blockquote, t.Caption = lipgloss.NewStyle().Italic(true), lipgloss.NewStyle().Italic(true)
	return t
}
