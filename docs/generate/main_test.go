package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestKeyPagesAreThoseOfTheProgram(t *testing.T) {
	for path, want := range pages() {
		got, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the key table says: run go run ./docs/generate", path)
		}
	}
}
