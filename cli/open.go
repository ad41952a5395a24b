package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"lede/config"
	"lede/paint"
	"lede/ui"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// memoryWanted is how much the interface wants to take, at most: beyond it garbage is
// collected more often while large feeds are read. It is a wish, not a bound.
// growth is how much of it may become garbage, in percent of what is in use: an
// interface makes little, and collecting it earlier saves a tenth of the memory.
const (
	memoryWanted = 96 << 20
	growth       = 50
)

// openInterface opens the interface on this terminal until its reader leaves.
func (sh *shell) openInterface(ctx context.Context) error {
	if !isTerminal(sh.in) || !isTerminal(sh.out) {
		return wrong("the interface needs a terminal; for scripts there are `lede list`, `lede brief` and others: `lede --help`")
	}
	if f, ok := sh.out.(*os.File); ok {
		if w, h, err := term.GetSize(f.Fd()); err == nil && (w > ui.MostColumns || h > ui.MostRows) {
			return wrong("the terminal says that it has %d×%d cells, which is more than can be drawn; `stty cols 80 rows 24` makes it say something else", w, h)
		}
	}
	if os.Getenv("TERM") == "dumb" {
		return wrong("the terminal says it is dumb (TERM=dumb) and cannot show the interface; `lede list` and `lede show` work in it")
	}
	c, _, err := sh.configuration()
	if err != nil {
		return err
	}
	options, err := sh.uiOptions(c)
	if err != nil {
		return err
	}
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // else GOMEMLIMIT has been set
		debug.SetMemoryLimit(memoryWanted)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if err := sh.openRoom(ctx, sh.local.logFile(), false); err != nil {
		return err
	}
	elbowRoom()
	room := sh.local.room
	s := room.Local()
	if err := s.Welcome(ctx); err != nil {
		return err
	}
	if err := s.Visit(ctx); err != nil {
		return err
	}
	told := ctx // to end, by a signal
	ctx, cancel := context.WithCancel(ctx)
	var behind sync.WaitGroup
	behind.Go(func() { _ = room.Run(ctx) }) // it ends with ctx and has no other error
	defer behind.Wait()
	defer cancel()
	options.Context = ctx
	here := paint.Here{In: sh.in.(*os.File), Out: sh.out.(*os.File), FPS: ui.FPS, Filter: ui.Sane, Desk: &sh.local.desk}
	model, err := here.Show(told, func(lend paint.Lend) tea.Model {
		options.Lend = lend
		return ui.New(s, options)
	})
	if reader, ok := model.(interface{ Leave(context.Context) }); ok && (err != nil || told.Err() != nil) {
		brief, done := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		reader.Leave(brief)
		done()
	}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("lede has crashed; nothing that was read or changed is lost. What stands above is what its makers need to know")
	case errors.Is(err, tea.ErrProgramKilled), errors.Is(err, tea.ErrInterrupted), errors.Is(err, io.EOF):
		return nil // told to end, or the terminal is gone
	}
	return err
}

// elbowRoom lets twice as many threads run as there are processors, so that what
// answers a key never waits until what reads an article comes to its end: the
// system shares the processors out, in far smaller pieces. GOMAXPROCS overrides it.
func elbowRoom() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(2 * runtime.GOMAXPROCS(0))
	}
}

// uiOptions are the wishes of a configuration.
func (sh *shell) uiOptions(c config.Config) (ui.Options, error) {
	keys, problems := keymap.Build(keymap.Wishes{Preset: c.Keys.Preset, Bind: c.Keys.Bind, Macros: c.Keys.Macros})
	if len(problems) > 0 {
		return ui.Options{}, wrongConfig(c, nil)
	}
	themes, wrong := theme.ReadDir(os.DirFS(config.ThemeDir(c.File())))
	var warnings []string
	for _, p := range keys.Bereft() {
		warnings = append(warnings, c.At(p.Path, p.Message).Error())
	}
	for _, p := range wrong {
		if used(c, p) { // the others are for `lede config check`
			warnings = append(warnings, p.Error())
		}
	}
	var rules []ui.OpenRule
	for _, o := range c.UI.OpenWith {
		rules = append(rules, ui.OpenRule{Host: o.Host, Run: o.Run, Terminal: o.Terminal})
	}
	return ui.Options{
		Theme: c.UI.Theme, Keys: keys, Lang: sh.lang, Version: sh.version, ShowRead: c.UI.ShowRead, Order: c.UI.Order, NoMouse: !c.UI.Mouse,
		Sentences: c.Summary.Sentences, Measure: c.UI.Measure,
		Justify: c.UI.Justify, Linear: c.UI.Linear, Themes: themes, OpenWith: rules, Warnings: warnings,
	}, nil
}
