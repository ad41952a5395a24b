package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/time/rate"

	"lede/paint"
)

// framesPerSecond is how often a session is drawn at most.
const framesPerSecond = 60

// resizesPerSecond is how often a changed window is drawn anew.
const resizesPerSecond = 20

// screen shows the interface until its reader leaves, and returns the exit code.
func (v *visit) screen(ctx context.Context) int {
	if !v.pty {
		v.say(v.words().needTerminal)
		return exitUsage
	}
	terminal := v.env.terminal(v.term, v.window)
	terminal.Lang = v.lang
	if terminal.Term == "dumb" {
		v.say(fmt.Sprintf(v.words().dumb, terminal.Term))
		return exitUsage
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	model := &guard{visit: v}
	session := v.session()
	model.news = notifier{how: v.srv.setting(ctx, session, NotifySetting), away: v.srv.o.away}
	if !model.safely(func() { model.inner = v.srv.o.UI(ctx, session, terminal) }) {
		v.say(v.words().apology)
		return 1
	}
	limits := v.srv.o.Limits
	model.ready = make(chan struct{})
	in := &keys{ctx: ctx, r: v.ch, pace: rate.NewLimiter(rate.Limit(limits.InputRate), limits.InputBurst), visit: v, ready: model.ready}
	v.pressed.Store(v.srv.now())
	out := &paint.Wire{W: &paced{w: v.ch, visit: v}}
	model.painter = paint.New(out, paint.Options{Profile: terminal.Profile, FPS: framesPerSecond, Now: v.srv.now, Safely: model.paints})
	program := tea.NewProgram(model,
		tea.WithContext(ctx),
		tea.WithInput(in),
		tea.WithOutput(out),
		tea.WithoutRenderer(), // the painter draws
		tea.WithEnvironment(terminal.Environ),
		tea.WithColorProfile(terminal.Profile),
		tea.WithWindowSize(terminal.Width, terminal.Height),
		tea.WithoutSignalHandler(),
		tea.WithFilter(v.sift),
		tea.WithFPS(framesPerSecond),
	)
	model.program = program
	model.clock.Interval = time.Second / framesPerSecond
	model.clock.Of(program)
	defer model.clock.End()
	if v.srv.seat != nil {
		v.srv.seat(model)
	}
	in.ended = func() { go program.Quit() }
	var beside sync.WaitGroup
	beside.Go(func() { v.follow(ctx, program) })
	beside.Go(func() { v.watch(ctx) })
	v.mu.Lock()
	v.program = program
	late := v.reason != nil
	v.mu.Unlock()
	if late {
		go program.Quit()
	}
	_, err := program.Run()
	cancel()
	model.painter.Close()
	beside.Wait()
	v.mu.Lock()
	v.program = nil
	v.mu.Unlock()
	model.leave()
	if model.panicked.Load() || errors.Is(err, tea.ErrProgramPanic) {
		if !model.panicked.Load() {
			v.log.Error("panic in a session; its stack is on standard error")
		}
		v.say(v.words().apology)
		return 1
	}
	if err != nil && !errors.Is(err, tea.ErrProgramKilled) && !errors.Is(err, tea.ErrInterrupted) {
		v.log.Warn("the interface ended with an error", "reason", err.Error())
	}
	v.goodbye()
	return 0
}

// drop closes the whole connection: nothing else frees a write that the
// client does not take.
func (v *visit) drop() {
	v.srv.figures.dropped.Add(1)
	v.log.Warn("connection dropped", "reason", "the client does not read")
	v.hangUp()
}

// sift takes out what has no place here: a session over SSH has no shell to go
// back to, and a size of the window that arrives late, such as the first one
// behind one that changed at once, is not believed.
func (v *visit) sift(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		return nil
	case tea.WindowSizeMsg:
		if s := v.newest.Load(); s != nil {
			return tea.WindowSizeMsg{Width: s.width, Height: s.height}
		}
	}
	return msg
}

// follow passes on the newest size of the window, not too often.
func (v *visit) follow(ctx context.Context, program *tea.Program) {
	pace := rate.NewLimiter(resizesPerSecond, 2)
	for pace.Wait(ctx) == nil {
		select {
		case <-ctx.Done():
			return
		case s := <-v.resized:
			program.Send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
		}
	}
}

// watch warns, and then ends, a session in which nothing is pressed, or that
// has been open too long. Both are measured on a clock that nobody can set.
func (v *visit) watch(ctx context.Context) {
	limits := v.srv.o.Limits
	opened := v.srv.now()
	warned := map[bool]int64{} // of the longest time or not: for which end
	for {
		now := v.srv.now()
		idle, longest := v.pressed.Load()+int64(limits.Idle), opened+int64(limits.Longest)
		end, old := idle, longest < idle
		soon, over := words.nothingPressed, words.nothingPressedOver
		if old {
			end, soon, over = longest, words.longSession, words.longSessionOver
		}
		left := time.Duration(end - now)
		switch {
		case left <= 0:
			v.log.Info("session ends", "reason", map[bool]string{true: "open for too long", false: "idle"}[old])
			v.end(over)
			return
		case left <= limits.Warning:
			if warned[old] != end {
				v.tell(func(w words) string { return fmt.Sprintf(soon(w), limits.Warning.Round(time.Second)) })
			}
			warned[old] = end
		default:
			left -= limits.Warning
		}
		timer := time.NewTimer(left)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// keys reads what is typed, at a bounded rate, and notes when.
type keys struct {
	ctx   context.Context
	r     io.Reader
	pace  *rate.Limiter
	visit *visit
	ready chan struct{} // closed when keys can be taken
	ended func()
}

func (k *keys) Read(p []byte) (int, error) {
	select {
	case <-k.ready:
	case <-k.ctx.Done():
		return 0, io.EOF
	}
	n, err := k.r.Read(p[:min(len(p), k.pace.Burst())])
	if n > 0 {
		k.visit.pressed.Store(k.visit.srv.now())
		k.visit.srv.figures.read.Add(int64(n))
		if wait := k.pace.WaitN(k.ctx, n); wait != nil {
			return n, io.EOF
		}
		return n, nil
	}
	if err != nil {
		// The client's input is at its end: leave in good order, so that its
		// terminal is put back.
		k.ended()
		<-k.ctx.Done()
	}
	return n, err
}
