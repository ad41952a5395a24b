package sqlite

import (
	"context"
	"testing"

	"lede/store"
	"lede/store/storetest"
)

func memory(t *testing.T) store.Store {
	t.Helper()
	s, err := Open(context.Background(), ":memory:", Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestStore(t *testing.T) { storetest.Run(t, memory) }
