package ui

import (
	"slices"
	"strings"
	"testing"

	"lede/config"
	"lede/ui/theme"
)

// The configuration and the interface know the same themes.
func TestThemesOfTheConfiguration(t *testing.T) {
	if !slices.Equal(config.Themes, theme.Names) {
		t.Errorf("%v and %v", config.Themes, theme.Names)
	}
	for _, name := range config.Themes {
		d := drive(t, newFake(5), 120, 40, Options{Theme: name})
		d.fits()
	}
}

func TestOwnThemeIsShownAndItsMistakesAreSaid(t *testing.T) {
	own, problems := theme.Read("themes/evening.yaml", "evening", []byte("border: \"#123456\"\nquote: mauve\n"))
	d := drive(t, newFake(5), 120, 40, Options{Theme: "evening", Themes: []theme.Own{own}, Warnings: []string{problems[0].Error()}})
	lines, _ := d.app.frame()
	if !strings.Contains(lines[3], "38;2;18;52;86") {
		t.Errorf("the border is not in its colour: %q", lines[3])
	}
	d.sees(`themes/evening.yaml:2: quote "mauve" is no colour`)
	d.keys(":")
	d.typed("set theme dark")
	d.keys("enter")
	if lines, _ := d.app.frame(); strings.Contains(lines[3], "38;2;18;52;86") {
		t.Error("the theme stays")
	}
}
