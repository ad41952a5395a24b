package theme

import (
	"image/color"

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

func hex(s string) color.Color { return lipgloss.Color(s) }

func darkPalette() palette {
	return palette{
		text: hex("#d7d9dc"), dim: hex("#9aa0a8"), faint: hex("#6f757d"),
		accent: hex("#8ab4f8"), title: hex("#f1f3f4"),
		red: hex("#f28b82"), amber: hex("#f2c879"), green: hex("#8fd19e"),
		quote: hex("#e8c48c"), speaker: hex("#f0a97f"),
		company: hex("#86d0c8"), link: hex("#8ab4f8"),
		cursorBG: hex("#2d3f5a"), cursorFG: hex("#ffffff"),
		cursorDimBG: hex("#303338"), cursorDimFG: hex("#e3e5e8"),
		barBG: hex("#25282d"), barFG: hex("#c3c7cc"),
		activeBG: hex("#8ab4f8"), activeFG: hex("#10151c"),
		chipBG: hex("#2b3f3d"), chipFG: hex("#a5e0d9"),
		hitBG: hex("#f2c879"), hitFG: hex("#1b1400"), currentHitBG: hex("#ff9e64"),
		border: hex("#4a4f57"), borderFocus: hex("#8ab4f8"), rule: hex("#4a4f57"),
	}
}

func lightPalette() palette {
	return palette{
		text: hex("#24292f"), dim: hex("#5b626b"), faint: hex("#7d848d"),
		accent: hex("#0b57b0"), title: hex("#0d1117"),
		red: hex("#b3261e"), amber: hex("#7a4d00"), green: hex("#1a6b32"),
		quote: hex("#7b3f00"), speaker: hex("#9a2f00"),
		company: hex("#00605a"), link: hex("#0b57b0"),
		cursorBG: hex("#d3e3fd"), cursorFG: hex("#0b1a33"),
		cursorDimBG: hex("#e8eaed"), cursorDimFG: hex("#24292f"),
		barBG: hex("#eceff3"), barFG: hex("#3c434b"),
		activeBG: hex("#0b57b0"), activeFG: hex("#ffffff"),
		chipBG: hex("#d6efec"), chipFG: hex("#004d47"),
		hitBG: hex("#ffe08a"), hitFG: hex("#2b2100"), currentHitBG: hex("#ffb266"),
		border: hex("#b6bcc4"), borderFocus: hex("#0b57b0"), rule: hex("#c4cad1"),
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
		p.accent, p.link, p.borderFocus = lipgloss.BrightBlue, lipgloss.BrightBlue, lipgloss.BrightBlue
		p.red, p.amber, p.green = lipgloss.BrightRed, lipgloss.BrightYellow, lipgloss.BrightGreen
		p.quote, p.speaker, p.company = lipgloss.BrightYellow, lipgloss.Yellow, lipgloss.BrightCyan
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
		Outlet: dim, Age: dim, Others: style(p.accent), Lede: dim, Star: style(p.amber),
		Tag: style(p.green), Initials: style(p.company), Group: dim.Bold(true),
		Folder: style(p.text).Bold(true), Count: style(p.accent), Failing: style(p.red).Bold(true),

		ArticleTitle: style(p.title).Bold(true), Meta: dim,
		Chip: chip, ChipAbout: chip.Bold(true),
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
	t.Quote, t.Speaker, t.QuoteMark = lipgloss.NewStyle().Italic(true), bold, none
	t.Company, t.Chip, t.ChipAbout = none, none, bold
	t.SearchHit, t.SearchHitCurrent = reverse, reverse.Bold(true)
	t.Suggestion, t.LinkNumber, t.Group, t.PaneTitle = none, none, bold, none
	t.PaneTitleFocus = bold.Underline(true)
	t.Blockquote, t.Caption = lipgloss.NewStyle().Italic(true), lipgloss.NewStyle().Italic(true)
	return t
}
