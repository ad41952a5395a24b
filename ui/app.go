// Package ui is what you see: one Bubble Tea program over a newsroom session,
// the same in a local terminal and over SSH. The root model routes messages
// and owns focus, layout and what the list shows; every pane knows only its
// own rows. Nothing here does I/O outside a command.
package ui

import (
	"context"
	"io"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/headlines"
	"lede/ui/health"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/sidebar"
	"lede/ui/theme"
)

// Options of the interface; zero values mean the defaults.
type Options struct {
	// Context ends everything the interface has asked for. Default: never.
	Context context.Context
	// Theme is auto (the default), dark, light, high-contrast, basic (16
	// colours), none, or the name of one of Themes.
	Theme string
	// Themes are the person's own.
	Themes []theme.Own
	// Dark is what is known of the background; nil: dark until the terminal
	// says otherwise.
	Dark *bool
	// Profile is what the terminal can show; Unknown: as Bubble Tea finds out.
	Profile colorprofile.Profile
	// Keys is the effective key map; nil: the default one.
	Keys *keymap.Map
	// Lang is "en", "fr" or a locale; "": English.
	Lang    string
	Version string
	// Now is the clock; nil: time.Now.
	Now func() time.Time
	// ShowRead starts with read articles shown too.
	ShowRead bool
	// Order is that of lists where none was chosen, as :sort takes it; "": by date.
	Order string
	// NoMouse leaves the mouse to the terminal.
	NoMouse bool
	// Sentences is the length of the summary, 1–5; 0: 3.
	Sentences int
	// Measure is the widest line of running text in cells; 0: 72.
	Measure int
	// Justify stretches the lines of paragraphs to one width.
	Justify bool
	// Linear is the interface for screen readers: one pane at a time, nothing
	// drawn with lines, the terminal's cursor where one is.
	Linear bool
	// Warnings are said when the interface opens.
	Warnings []string
	// Resume is what [PlaceSetting] says: where the last session was interrupted.
	Resume string
	// OpenWith are programs for the links of some sites; the first that fits.
	OpenWith []OpenRule
	// Lend runs a program in the terminal; nil: tea.ExecProcess.
	Lend func(*exec.Cmd, tea.ExecCallback) tea.Cmd
}

// screen is what fills the space between company bar and status line.
type screen int

const (
	mainScreen screen = iota
	feedScreen
	bookScreen
	briefScreen
	companyScreen
)

// App is the root model.
type App struct {
	desk   Desk
	can    newsroom.Abilities
	after  func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick
	run    func(*exec.Cmd, tea.ExecCallback) tea.Cmd            // Options.Lend
	create func(name string) (io.WriteCloser, error)            // newFile
	o      Options
	ctx    context.Context
	cancel context.CancelFunc
	th     *theme.Theme
	tr     *i18n.Tr
	keys   *keymap.Map

	lay    layout.Layout
	w, h   int
	state  layout.State
	screen screen

	side  *sidebar.Model
	list  *headlines.Model
	read  readerPane
	feeds *health.Model
	book  page
	brief page
	pages pages

	box      box     // what floats over the screen
	prompt   *prompt // the line one types into, at the bottom
	pending  []string
	picking  picking // what the company picker was opened over
	history  []string
	searches []string

	view     newsroom.View
	turn     int // counts views, for counts that come late
	home     newsroom.View
	overview newsroom.Overview
	feedName string

	article article
	fitted  struct{ side, list, read cells.Memory } // the panes of the last frame
	drawn   struct {                                // what is often drawn again
		chips map[chip]string
		hints map[string]string
	}
	naming     naming
	following  following
	rollUp     bool                // companies mean those that belong to them, too
	mistake    newsroom.Correction // what the box of corrections is about
	around     freshener
	status     status
	opening    bool // the next unread article is looked for, to be opened
	ledes      bool
	configured int           // sentences of the summary
	quiet      bool          // feeds without unread articles are left out of the places
	usual      ordering      // of lists where none was chosen
	orders     orders        // of the places
	resume     *interruption // to be taken up when its row has come
	left       bool          // by the reader's own wish
	folds      string        // the folded folders, as remembered
}

// New makes the interface for a session.
func New(s *newsroom.Session, o Options) tea.Model { return newApp(s, s.Can, o, (*App).makePanes) }

func newApp(desk Desk, can newsroom.Abilities, o Options, panes func(*App)) *App {
	if o.Context == nil {
		o.Context = context.Background()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keys == nil {
		o.Keys = keymap.Default()
	}
	if o.Sentences == 0 {
		o.Sentences = 3
	}
	if o.Measure == 0 {
		o.Measure = 72
	}
	if o.Lend == nil {
		o.Lend = tea.ExecProcess
	}
	a := &App{desk: desk, can: can, after: tea.Tick, run: o.Lend, create: newFile, o: o, tr: i18n.New(o.Lang), configured: o.Sentences}
	a.keys = o.Keys.Speak(a.tr.Lang)
	a.ctx, a.cancel = context.WithCancel(o.Context)
	a.th = a.chooseTheme(o.Dark == nil || *o.Dark)
	a.state.Focus, a.state.Linear = layout.List, o.Linear
	a.home = newsroom.View{Place: newsroom.PlaceRiver, UnreadOnly: !o.ShowRead}
	a.usual, _ = readOrdering(o.Order) // the configuration was checked
	a.home.By, a.home.Reverse = a.usual.by, a.usual.reverse
	a.view = a.home
	a.article.cache = map[news.ArticleID]newsroom.Reading{}
	a.side = sidebar.New(a.th, a.tr)
	a.list = headlines.New(headlines.Options{Theme: a.th, Tr: a.tr, Now: o.Now, Load: a.loadHeadlines, Company: a.companyName})
	a.feeds = health.New(a.th, a.tr, a.keys, o.Now)
	panes(a)
	a.focus(layout.List)
	a.heading()
	return a
}

// chooseTheme follows the wish in the configuration, then the terminal.
func (a *App) chooseTheme(dark bool) *theme.Theme {
	kind := theme.Full
	if a.o.Profile != colorprofile.Unknown {
		kind = theme.KindFor(a.o.Profile)
	}
	switch a.o.Theme {
	case "dark":
		dark = true
	case "light":
		dark = false
	case "high-contrast", "high-contrast-dark", "high-contrast-light":
		if a.o.Theme != "high-contrast" {
			dark = a.o.Theme == "high-contrast-dark"
		}
		if kind == theme.Full {
			kind = theme.Contrast
		}
	case "basic", "16":
		kind = theme.Basic
	case "none":
		kind = theme.None
	default:
		for _, own := range a.o.Themes {
			if own.Name == a.o.Theme {
				return own.Theme(kind)
			}
		}
	}
	return theme.New(kind, dark)
}

func (a *App) setTheme(th *theme.Theme) tea.Cmd {
	if th.ID() == a.th.ID() {
		return nil
	}
	a.th = th
	clear(a.drawn.chips)
	clear(a.drawn.hints)
	a.side.SetTheme(th)
	a.list.SetTheme(th)
	a.feeds.SetTheme(th)
	return a.themePanes()
}

// Init asks for the first rows, the counts and the terminal's background.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.begin(), a.loadOverview(), a.loadSettings(false), a.openEvents(), a.loadCounts()}
	if a.o.Theme == "" || a.o.Theme == "auto" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if len(a.o.Warnings) > 0 {
		cmds = append(cmds, a.say(statusProblem, a.tr.Said(a.o.Warnings[0])))
	}
	return tea.Batch(cmds...)
}

// Update routes a message to who knows it. It never blocks.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
		cmd = a.relayout()
	case tea.KeyPressMsg:
		cmd = a.key(msg)
	case tea.PasteMsg:
		cmd = a.paste(msg.Content)
	case tea.MouseMsg:
		cmd = a.mouse(msg)
	case tea.BackgroundColorMsg:
		cmd = a.setTheme(a.chooseTheme(msg.IsDark()))
		dark := msg.IsDark()
		a.o.Dark = &dark
	case tea.ColorProfileMsg:
		a.o.Profile = msg.Profile
		cmd = a.setTheme(a.chooseTheme(a.th.Dark))
	case tea.FocusMsg:
		cmd = a.refreshSoon(true)
	case tea.ResumeMsg:
		cmd = tea.Batch(tea.ClearScreen, a.refreshSoon(true))
	default:
		cmd = a.answer(msg)
	}
	return a, tea.Batch(cmd, a.follow(), a.awaitNames())
}

// relayout gives every pane its rectangle.
func (a *App) relayout() tea.Cmd {
	a.lay = layout.Compute(a.w, a.h, a.state)
	l := a.lay
	if l.TooSmall {
		return nil
	}
	a.side.SetSize(l.Side.W, l.Side.H)
	a.feeds.SetSize(l.W, l.H-2)
	cmds := []tea.Cmd{a.sizePanes()}
	if l.List.Shown() {
		cmds = append(cmds, a.list.SetSize(l.List.W, l.List.H))
	}
	return tea.Batch(cmds...)
}

// focus moves the keys to a pane and makes sure that it is on screen.
func (a *App) focus(p layout.Pane) tea.Cmd {
	a.state.Focus = p
	if p != layout.Read {
		a.state.Zen = false
	}
	if p == layout.Side {
		a.state.Sidebar, a.state.Hidden = true, false
	}
	a.side.SetFocus(p == layout.Side)
	a.list.SetFocus(p == layout.List)
	return a.relayout()
}
