package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store/query"
	"lede/ui/cells"
)

// prompt is the line one types into, in the place of the status line.
type prompt struct {
	label string
	input textinput.Model
	// enter takes what was typed; the prompt is closed by then.
	enter func(text string) tea.Cmd
	// change is told of every change; may be nil.
	change func(text string) tea.Cmd
	// move is called for the arrows, with 1 down and -1 up; nil: they go through
	// the history.
	move func(by int)
	// cancel is called on Esc; may be nil.
	cancel func() tea.Cmd
	// complete gives what Tab goes through; may be nil.
	complete func(text string) []string

	picked  bool     // the text is selected: typing replaces it
	options []string // what Tab is going through
	option  int
	recall  int       // how far back in the history
	past    *[]string // its history, the newest last; nil: none
	draft   string    // what was typed before the first step back

	note   string // what Enter would do beside what one expects
	wrong  string // what is wrong, and where (1-based, 0 nowhere)
	column int
	from   int // the first letter on screen
	seq    int
}

func (a *App) ask(p *prompt, text string) tea.Cmd {
	p.input = textinput.New()
	p.input.Prompt = ""
	p.input.CharLimit = query.MaxLength
	p.input.SetVirtualCursor(false)
	p.input.SetValue(text)
	p.input.CursorEnd()
	a.prompt = p
	a.status.text = ""
	// Its commands are for a cursor that blinks and for the clipboard of this
	// machine, which over SSH is somebody else's; neither is wanted.
	_ = p.input.Focus()
	return nil
}

// askAnew is ask with a text that typing replaces.
func (a *App) askAnew(p *prompt, text string) tea.Cmd {
	cmd := a.ask(p, text)
	p.picked = text != ""
	return cmd
}

func (a *App) promptKey(k tea.KeyPressMsg) tea.Cmd {
	p := a.prompt
	picked := p.picked
	p.picked = false
	if picked {
		switch key := k.String(); {
		case key == "backspace" || key == "delete":
			return a.promptEdit(func() { p.input.SetValue("") })
		case k.Text != "" && !strings.ContainsFunc(k.Text, unicode.IsControl):
			return a.promptEdit(func() {
				p.input.SetValue("")
				p.input, _ = p.input.Update(k)
			})
		}
	}
	switch k.String() {
	case "esc":
		a.prompt = nil
		if p.cancel != nil {
			return p.cancel()
		}
		return nil
	case "enter":
		a.prompt = nil
		text := strings.TrimSpace(p.input.Value())
		if line, ok := strings.CutPrefix(text, ":"); ok && p.label != ":" { // somebody takes it for the command line
			if word, _, _ := strings.Cut(line, " "); slices.Contains(commandNames(), word) {
				return a.command(line)
			}
		}
		return p.enter(text)
	case "tab", "shift+tab":
		return a.promptComplete(k.String() == "tab")
	case "up", "ctrl+p", "down", "ctrl+n":
		up := k.String() == "up" || k.String() == "ctrl+p"
		switch {
		case p.move == nil:
			return a.promptRecall(up)
		case up:
			p.move(-1)
		default:
			p.move(1)
		}
		return nil
	case "backspace":
		if p.input.Value() == "" {
			a.prompt = nil
			if p.cancel != nil {
				return p.cancel()
			}
			return nil
		}
	}
	return a.promptEdit(func() { p.input, _ = p.input.Update(k) })
}

// promptEdit makes an edit and tells of it.
func (a *App) promptEdit(edit func()) tea.Cmd {
	p := a.prompt
	before := p.input.Value()
	edit()
	after := p.input.Value()
	if after == before {
		return nil
	}
	p.options, p.note, p.wrong, p.column = nil, "", "", 0
	if p.change == nil {
		return nil
	}
	return p.change(after)
}

func (a *App) promptInsert(text string) tea.Cmd {
	p := a.prompt
	return a.promptEdit(func() {
		if p.picked {
			p.input.SetValue("")
		}
		p.picked = false
		value, at := []rune(p.input.Value()), p.input.Position()
		at = min(at, len(value))
		p.input.SetValue(string(value[:at]) + text + string(value[at:]))
		p.input.SetCursor(at + len([]rune(text)))
	})
}

func (a *App) promptComplete(forward bool) tea.Cmd {
	p := a.prompt
	if p.complete == nil {
		return nil
	}
	if p.options == nil {
		p.options, p.option = p.complete(p.input.Value()), -1
		if !forward {
			p.option = 0
		}
	}
	if len(p.options) == 0 {
		return nil
	}
	step := 1
	if !forward {
		step = -1
	}
	p.option = (p.option + step + len(p.options)) % len(p.options)
	p.input.SetValue(p.options[p.option])
	p.input.CursorEnd()
	return nil
}

// promptRecall goes back and forth in the lines typed before; in front of the
// newest stands what was being typed.
func (a *App) promptRecall(back bool) tea.Cmd {
	p := a.prompt
	if p.past == nil || len(*p.past) == 0 {
		return nil
	}
	lines := *p.past
	if p.recall == 0 {
		p.draft = p.input.Value()
	}
	next := p.recall - 1
	if back {
		next = p.recall + 1
		if p.recall == 0 && lines[len(lines)-1] == p.draft { // it is on screen already
			next++
		}
	}
	if next < 0 || next > len(lines) {
		return nil
	}
	p.recall = next
	text := p.draft
	if next > 0 {
		text = lines[len(lines)-next]
	}
	return a.promptEdit(func() {
		p.input.SetValue(text)
		p.input.CursorEnd()
	})
}

// promptLine draws the line and says where the terminal's cursor stands.
func (a *App) promptLine(w int) (line string, x int) {
	p := a.prompt
	label := " " + p.label
	room := max(4, w-cells.Width(label)-2)
	value, at := []rune(p.input.Value()), p.input.Position()
	at = min(at, len(value))
	// A cell holds a letter or, with combining marks, a few: what is much further
	// to the left or right than the line is wide is not measured.
	from := max(0, at-8*room)
	for cells.Width(string(value[from:at])) >= room {
		from++
	}
	p.from = from
	x = cells.Width(label) + cells.Width(string(value[from:at]))
	text := string(value[from:min(len(value), at+8*room)])
	right := ""
	if len(p.options) > 1 && p.option >= 0 {
		right = strings.Join(p.options[(p.option+1)%len(p.options):][:min(3, len(p.options)-(p.option+1)%len(p.options))], "  ")
	}
	style := a.th.Input
	if p.picked {
		style = style.Reverse(true)
	}
	left := a.th.Prompt.Render(label) + style.Render(text)
	return cells.Ends(left, a.th.Suggestion.Render(cells.Cut(right, w/3)), w), min(x, w-1)
}

// promptProblem points at what is wrong with what was typed, from the line
// above it.
func (a *App) promptProblem(w int) string {
	p := a.prompt
	if p.wrong == "" {
		if p.note == "" {
			return ""
		}
		return a.th.StatusWarn.Render(cells.Fit(" "+p.note, w))
	}
	if p.column <= 0 {
		return a.th.Error.Render(cells.Fit(" "+p.wrong, w))
	}
	value := []rune(p.input.Value())
	at := min(p.column-1, len(value))
	if at < p.from { // the place is not on screen
		return a.th.Error.Render(cells.Fit(" ← "+strconv.Itoa(p.column)+": "+p.wrong, w))
	}
	x := cells.Width(" "+p.label) + cells.Width(string(value[p.from:at]))
	if x >= w {
		words := p.wrong + ": " + strconv.Itoa(p.column) + " → "
		return a.th.Error.Render(cells.Ends("", cells.Cut(words, w), w))
	}
	words := "↓ " + p.wrong
	if long := cells.Width(words); x+long > w && (x+1 >= long || x > w/2) { // there is more room to the left of the place
		words = cells.Cut(p.wrong, max(1, x-1)) + " ↓"
		x = max(0, x-cells.Width(words)+1)
	}
	return a.th.Error.Render(cells.Fit(cells.Space(x)+words, w))
}

// askSearch opens the search. It searches while one types, once the keys rest.
func (a *App) askSearch() tea.Cmd {
	if a.findsFeeds() {
		return a.askFeed()
	}
	if a.screen != mainScreen {
		a.screen = mainScreen
	}
	before := a.view.Search
	p := &prompt{label: "/ ", past: &a.searches}
	p.change = func(string) tea.Cmd {
		p.seq++
		seq := p.seq
		return a.after(searchPause, func(time.Time) tea.Msg { return searchSettled{seq} })
	}
	p.enter = func(text string) tea.Cmd {
		return tea.Batch(a.remembered(&a.searches, searchesSetting, text), a.searchTyped(text))
	}
	p.cancel = func() tea.Cmd { return a.search("") }
	return tea.Batch(a.relayout(), a.askAnew(p, before))
}

// searchTyped searches for what somebody has typed; the filters of newsboat are
// understood, and said as lede has them.
func (a *App) searchTyped(text string) tea.Cmd {
	if said, ok := newsroom.FromNewsboat(text); ok {
		return tea.Batch(a.search(said), a.say(statusPlain, a.tr.S("search.newsboat", said)))
	}
	return a.search(text)
}

// searchPause is how long the keys must rest before a search is made.
const searchPause = 120 * time.Millisecond

func (a *App) searchSettled(seq int) tea.Cmd {
	if a.prompt == nil || a.prompt.seq != seq || a.prompt.change == nil {
		return nil
	}
	return a.searchFor(strings.TrimSpace(a.prompt.input.Value()), true)
}

// search shows what a query finds. A query that can not be understood leaves
// the list as it is and says what is wrong and where.
func (a *App) search(text string) tea.Cmd { return a.searchFor(text, false) }

// searchFor is search; while a query is being typed its last word may go on.
func (a *App) searchFor(text string, typing bool) tea.Cmd {
	if text != "" {
		if _, err := query.Parse(text, a.o.Now()); err != nil {
			var wrong *query.Error
			if errors.As(err, &wrong) {
				a.queryWrong(wrong)
				if a.prompt == nil {
					return a.say(statusProblem, a.tr.S("query.wrong", wrong.Column, a.tr.Said(wrong.Message)))
				}
				return nil
			}
		}
	}
	if text == a.view.Search && (typing == a.view.Typing || !a.goesOn(text)) {
		a.view.Typing = typing
		return nil
	}
	return a.change(func(v *newsroom.View) { v.Search, v.Typing = text, typing })
}

// goesOn reports whether a query means something else while its last word may go on.
func (a *App) goesOn(text string) bool {
	now := a.o.Now()
	whole, _ := query.Parse(text, now)
	typing, _ := query.Typing(text, now)
	return query.String(whole) != query.String(typing)
}

func (a *App) queryWrong(wrong *query.Error) {
	if a.prompt != nil && a.prompt.change != nil {
		a.prompt.wrong, a.prompt.column = a.tr.Said(wrong.Message), wrong.Column
		return
	}
	a.status.text, a.status.kind = a.tr.S("query.wrong", wrong.Column, a.tr.Said(wrong.Message)), statusProblem
	a.status.seq++
}

func (a *App) queryRight() {
	if a.prompt != nil && a.prompt.change != nil && strings.TrimSpace(a.prompt.input.Value()) == a.view.Search {
		a.prompt.wrong, a.prompt.column = "", 0
	}
}

// askTag asks for a tag for the article under the cursor.
func (a *App) askTag() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	return a.ask(&prompt{label: a.tr.S("ask.tag"), enter: func(text string) tea.Cmd {
		return a.tagAll(row, text)
	}}, "")
}
