package paint

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// Guard makes a command whose panic ends its program in good order, and none
// else: safely runs it and reports whether it came to its end. The commands of
// batches and sequences are guarded, too.
func Guard(cmd tea.Cmd, safely func(func()) bool) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		if !safely(func() { msg = cmd() }) {
			return tea.QuitMsg{}
		}
		// What tea.Sequence makes is a list of commands of a type without a name.
		v := reflect.ValueOf(msg)
		if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		guarded := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			guarded.Index(i).Set(reflect.ValueOf(Guard(v.Index(i).Interface().(tea.Cmd), safely)))
		}
		return guarded.Interface()
	}
}
