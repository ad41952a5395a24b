package ui

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/store"
	"lede/ui/i18n"
	"lede/ui/picker"
)

func (a *App) undo() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		action, n, err := desk.Undo(ctx)
		return undone{action, n, err}
	}
}

func (a *App) undone(msg undone) tea.Cmd {
	if errors.Is(msg.err, store.ErrNoUndo) {
		return a.say(statusPlain, a.tr.S("undo.none"))
	}
	if msg.err != nil {
		return a.problem(msg.err)
	}
	cmds := []tea.Cmd{a.say(statusGood, a.tr.S("undo.done", Undone(a.tr, msg.action, msg.n))), a.refreshSoon(true)}
	if msg.action.Kind == store.Set { // it may be how something is shown
		cmds = append(cmds, a.loadSettings(true))
	}
	if a.screen == feedScreen {
		cmds = append(cmds, a.loadFeeds())
	}
	switch a.box.(type) {
	case *picker.Rules:
		cmds = append(cmds, a.openMutes())
	case *picker.Corrections:
		cmds = append(cmds, a.openRules())
	}
	return tea.Batch(cmds...)
}

// Undone says what was taken back, of which n things changed.
func Undone(tr *i18n.Tr, action store.Action, n int) string {
	switch action.Kind {
	case store.Several:
		return undoneStep(tr, action)
	case store.Set:
		if key := "undo.set." + strings.ReplaceAll(action.Key, ".", "-"); tr.Has(key) {
			return tr.S(key)
		}
		return tr.S("undo.set")
	case store.EditFeed:
		return tr.S("undo.edit", action.Value)
	case store.Fill:
		return tr.S("undo.full-text", action.Value)
	case store.Subscribed:
		if action.Value != "" {
			return tr.S("undo.subscribe", action.Value)
		}
		return tr.N("undo.subscribe", n)
	case store.MuteRule, store.UnmuteRule:
		what := action.Mute.Query
		if action.Mute.Article != 0 {
			what = action.Mute.Title
		}
		return tr.N("undo."+string(action.Kind), n, what)
	}
	what := tr.N("undo."+string(action.Kind), n)
	if action.Value != "" {
		what += " #" + action.Value
	}
	return what
}

// namesOne are the kinds that name the thing they change, with how they are counted
// among the others of a step.
var namesOne = map[store.ActionKind]string{
	store.MuteRule: "undo.rules", store.UnmuteRule: "undo.rulesended", store.EditFeed: "undo.edits", store.Fill: "undo.full-texts", store.Several: "undo.steps",
}

// undoneStep names a step, and what was in it, each kind of thing once.
func undoneStep(tr *i18n.Tr, step store.Action) string {
	name := tr.S("undo.several")
	if key := "undo.several." + step.Value; tr.Has(key) {
		name = tr.S(key)
	}
	var kinds []store.ActionKind
	sum := map[store.ActionKind]store.Action{}
	var words []string
	for _, part := range step.Parts {
		if part.Kind == store.Set {
			if w := Undone(tr, part, 1); part.Key == "views" && !slices.Contains(words, w) {
				words = append(words, w)
			}
			continue
		}
		if part.Kind == store.MuteRule {
			part.N = 1 // rules are counted, not what they hide
		}
		all, seen := sum[part.Kind]
		if !seen {
			kinds = append(kinds, part.Kind)
		}
		sum[part.Kind] = store.Action{Kind: part.Kind, N: all.N + part.N}
	}
	var what []string
	for _, kind := range kinds {
		switch n := sum[kind].N; {
		case n == 0:
		case namesOne[kind] != "":
			what = append(what, tr.N(namesOne[kind], n))
		default:
			what = append(what, tr.N("undo."+string(kind), n))
		}
	}
	if what = append(what, words...); len(what) == 0 {
		return name
	}
	return tr.S("undo.several.of", name, strings.Join(what, ", "))
}
