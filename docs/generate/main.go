// Command generate writes the parts of the documentation that the program
// knows itself: the key tables and the manual page.
//
//	go run ./docs/generate
package main

import (
	"fmt"
	"os"
	"os/exec"

	"lede/ui/keymap"
)

// pages are the files made from the key table.
func pages() map[string]string {
	return map[string]string{
		"docs/keys.md":    keymap.Default().Markdown("en"),
		"docs/touches.md": keymap.Default().Markdown("fr"),
	}
}

func main() {
	if err := generate(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate() error {
	for path, text := range pages() {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	manual := exec.Command("go", "run", ".", "--config", "config.example.yaml", "man") // not in a language of their own
	manual.Env = append(os.Environ(), "LC_ALL=C")                                      // whoever makes it
	manual.Stderr = os.Stderr
	page, err := manual.Output()
	if err != nil {
		return fmt.Errorf("the manual page: %w", err)
	}
	return os.WriteFile("docs/lede.1", page, 0o644)
}
