package ui

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/newsroom"
	"lede/store"
)

// scenes is a walk through every pane and screen; each goes on from the one
// before it. A word in quotes is typed letter by letter.
var scenes = []struct{ name, keys string }{
	{"home", ""}, {"reading", "j j enter"}, {"quotes", "e"}, {"why", "esc i"}, {"links", "esc U"}, {"find", `esc / "eight" enter`},
	{"zen", "esc z d"}, {"sidebar", "z esc h j"}, {"company", "esc 1"}, {"picker", "c"}, {"help", "esc ?"}, {"help-found", `"unread"`},
	{"feeds", "esc esc 0 E j j j"}, {"add", "a"}, {"book", "esc esc Q j"}, {"speakers", "tab"}, {"briefing", "esc b J"}, {"profile", "esc 1 I j"},
	{"search", `esc 0 esc / "Microsoft lang:"`}, {"nothing", `esc / "zebra" enter`}, {"command", `esc : "set th" tab`},
	{"mutes", "esc esc esc D X"}, {"offer", "esc W"}, {"corrections", "esc %"},
}

// arrivals are what scenes show that the desk has not from the beginning.
var arrivals = map[string]func(*fakeDesk){
	"corrections": func(d *fakeDesk) {
		d.corrections = []newsroom.Rule{
			{Correction: newsroom.Correction{Verdict: newsroom.NotHere, Name: "Orange"}, Near: []string{"juice", "peel"}, Title: "A breakfast", At: clock.Add(-2 * time.Hour)},
			{Correction: newsroom.Correction{Verdict: newsroom.Never, Name: "Shell"}, At: clock},
		}
	},
	"offer": func(d *fakeDesk) { d.offer = store.CompanyCount{Company: "brindacier", Name: "Brindacier", Total: 2} },
}

// play goes through the scenes and shows each.
func play(d *driver, show func(name string)) {
	for _, s := range scenes {
		if change := arrivals[s.name]; change != nil {
			change(d.desk)
			d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
		}
		for _, k := range strings.SplitAfter(s.keys, " ") {
			k = strings.TrimSuffix(k, " ")
			switch {
			case k == "":
			case strings.HasPrefix(k, `"`) && strings.HasSuffix(k, `"`):
				d.typed(strings.Trim(k, `"`))
			case strings.HasPrefix(k, `"`):
				d.typed(k[1:] + " ")
			case strings.HasSuffix(k, `"`):
				d.typed(k[:len(k)-1])
			default:
				d.keys(k)
			}
		}
		d.fire()
		show(s.name)
	}
}

var goldenSizes = [][2]int{{40, 12}, {80, 24}, {120, 40}, {200, 60}}

// Every pane at every size as text, and in every theme as a digest of the very
// bytes: colours that change unmeant are noticed, and -update writes them anew.
func TestGoldenScreens(t *testing.T) {
	var digests strings.Builder
	for _, size := range goldenSizes {
		for _, th := range []string{"dark", "light", "none", "basic", "high-contrast"} {
			d := whole(t, size[0], size[1], Options{Theme: th})
			play(d, func(name string) {
				name = fmt.Sprintf("%s-%dx%d", name, size[0], size[1])
				d.fits()
				if th == "dark" {
					golden(t, name, d.screen())
				}
				lines, _ := d.app.frame()
				fmt.Fprintf(&digests, "%-20s %-14s %x\n", name, th, sha256.Sum256([]byte(strings.Join(lines, "\n"))))
			})
		}
	}
	golden(t, "styles", digests.String())
}

// In French no word of English is left: what stands on the screens is French,
// names, or the articles' own.
func TestGoldenFrench(t *testing.T) {
	for _, size := range goldenSizes[1:3] {
		d := whole(t, size[0], size[1], Options{Theme: "dark", Lang: "fr_FR.UTF-8"})
		play(d, func(name string) {
			d.fits()
			golden(t, fmt.Sprintf("fr-%s-%dx%d", name, size[0], size[1]), d.screen())
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
