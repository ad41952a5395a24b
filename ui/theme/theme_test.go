package theme

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

// luminance and contrast as WCAG 2.2 defines them.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestTextIsReadable(t *testing.T) {
	for _, c := range []struct {
		name        string
		p           palette
		backgrounds []color.Color // usual ones: plain, and the softer ones people choose
		least       float64
	}{
		{"dark", darkPalette(), []color.Color{hex("#000000"), hex("#1e1e1e"), hex("#282c34")}, 4.5},
		{"light", lightPalette(), []color.Color{hex("#ffffff"), hex("#fafafa"), hex("#fdf6e3")}, 4.5},
		{"high contrast, dark", darkContrastPalette(), []color.Color{hex("#000000"), hex("#1e1e1e"), hex("#282c34")}, 7},
		{"high contrast, light", lightContrastPalette(), []color.Color{hex("#ffffff"), hex("#fafafa"), hex("#fdf6e3")}, 7},
	} {
		p := c.p
		for name, fg := range map[string]color.Color{"text": p.text, "dim": p.dim, "accent": p.accent, "title": p.title, "red": p.red, "amber": p.amber, "green": p.green, "quote": p.quote, "speaker": p.speaker, "company": p.company, "link": p.link} {
			for _, bg := range c.backgrounds {
				if got := contrast(fg, bg); got < c.least {
					t.Errorf("%s: %s on %v has contrast %.2f", c.name, name, bg, got)
				}
			}
		}
		for name, pair := range map[string][2]color.Color{"cursor": {p.cursorFG, p.cursorBG}, "dim cursor": {p.cursorDimFG, p.cursorDimBG}, "bar": {p.barFG, p.barBG}, "problem in the bar": {p.red, p.barBG}, "good news in the bar": {p.green, p.barBG}, "keys in the bar": {p.accent, p.barBG}, "active": {p.activeFG, p.activeBG}, "chip": {p.chipFG, p.chipBG}, "hit": {p.hitFG, p.hitBG}, "current hit": {p.hitFG, p.currentHitBG}} {
			if got := contrast(pair[0], pair[1]); got < c.least {
				t.Errorf("%s: %s has contrast %.2f", c.name, name, got)
			}
		}
	}
}

func TestEveryStyleDrawsItsText(t *testing.T) {
	for _, kind := range []Kind{Full, Contrast, Basic, None} {
		for _, dark := range []bool{true, false} {
			v := reflect.ValueOf(*New(kind, dark))
			for i := range v.NumField() {
				if s, ok := v.Field(i).Interface().(Style); ok {
					if got := s.Render("text"); len(got) < 4 {
						t.Errorf("%s: %s draws %q", kind, v.Type().Field(i).Name, got)
					}
				}
			}
		}
	}
}

func TestNoColourMeansNone(t *testing.T) {
	v := reflect.ValueOf(*New(None, true))
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(Style); ok {
			for _, c := range []color.Color{s.GetForeground(), s.GetBackground()} {
				if _, _, _, a := c.RGBA(); a != 0 && reflect.TypeOf(c).Name() != "NoColor" {
					t.Errorf("%s has colour %v", v.Type().Field(i).Name, c)
				}
			}
		}
	}
	th := New(None, true)
	if th.Cursor.Render("x") == "x" || th.SearchHit.Render("x") == "x" {
		t.Error("cursor and search hits can not be seen without colour")
	}
}

func TestKindFor(t *testing.T) {
	for p, want := range map[colorprofile.Profile]Kind{colorprofile.TrueColor: Full, colorprofile.ANSI256: Full, colorprofile.ANSI: Basic, colorprofile.ASCII: None, colorprofile.NoTTY: None} {
		if got := KindFor(p); got != want {
			t.Errorf("%v: %s, want %s", p, got, want)
		}
	}
}
