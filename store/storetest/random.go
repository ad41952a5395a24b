package storetest

import "testing"
import "lede/store"

func testRandom(t *testing.T, open func(t *testing.T) store.Store) {}
