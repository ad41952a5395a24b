package ui

import (
	"fmt"
	"testing"

	"lede/newsroom"
)

func TestGoldenScreens(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			w, h := size[0], size[1]
			name := func(s string) string { return fmt.Sprintf("%s-%dx%d", s, w, h) }
			d := drive(t, newFake(60), w, h, Options{})
			golden(t, name("home"), d.screen())
			d.fits()
			d.keys("j", "j", "enter")
			golden(t, name("reading"), d.screen())
			d.fits()
			d.keys("esc", "1")
			golden(t, name("company"), d.screen())
			d.keys("c")
			golden(t, name("picker"), d.screen())
			d.fits()
			d.keys("esc", "?")
			golden(t, name("help"), d.screen())
			d.fits()
			d.keys("esc", "0", "E", "j", "j", "j")
			golden(t, name("feeds"), d.screen())
			d.fits()
			d.keys("esc", "/")
			d.typed("Microsoft lang:")
			d.fire()
			golden(t, name("search"), d.screen())
			d.fits()
		})
	}
}

func TestGoldenStyles(t *testing.T) {
	for _, th := range []string{"dark", "light", "basic", "none"} {
		d := drive(t, newFake(20), 120, 14, Options{Theme: th, Lang: "fr"})
		d.send(eventCame{event: newsroom.Progress{Running: true, Done: 12, Total: 25, New: 3}})
		lines, _ := d.app.frame()
		s := ""
		for _, l := range lines {
			s += fmt.Sprintf("%q\n", l)
		}
		golden(t, "styled-"+th, s)
	}
}
