package serve

import (
	"reflect"
	"sync"
	"unsafe"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// keyTable is the table of what keys send, by the name of a terminal. Bubble Tea
// makes one for every program, 120 kB of what never changes.
var keyTable = struct {
	sync.Mutex
	byTerm map[string]map[string]uv.Key
}{byTerm: map[string]map[string]uv.Key{}}

// maxTables bounds the names that are remembered: clients choose them.
const maxTables = 32

// shareKeys gives a program the table that other programs on such terminals have,
// or others its own. It must be called before anything has been read. The fields
// are not exported; a test says when another version of the library has none of
// these names, and then every session has its own again, which is all that happens.
func shareKeys(program *tea.Program, term string) bool {
	reader := reflect.ValueOf(program).Elem().FieldByName("inputScanner")
	if !reader.IsValid() || reader.Type() != reflect.TypeFor[*uv.TerminalReader]() || reader.IsNil() {
		return false
	}
	own := tableOf(reader.Elem())
	scanner := reader.Elem().FieldByName("eventScanner")
	if own == nil || !scanner.IsValid() || scanner.Kind() != reflect.Pointer || scanner.IsNil() {
		return false
	}
	looked := tableOf(scanner.Elem())
	if looked == nil {
		return false
	}
	keyTable.Lock()
	defer keyTable.Unlock()
	shared, ok := keyTable.byTerm[term]
	if !ok {
		if len(keyTable.byTerm) >= maxTables {
			return false
		}
		keyTable.byTerm[term] = *own
		return true
	}
	*own, *looked = shared, shared
	return true
}

// tableOf is where a reader keeps its table; nil: not where it was.
func tableOf(of reflect.Value) *map[string]uv.Key {
	field := of.FieldByName("table")
	if !field.IsValid() || field.Type() != reflect.TypeFor[map[string]uv.Key]() {
		return nil
	}
	return (*map[string]uv.Key)(unsafe.Pointer(field.UnsafeAddr()))
}
