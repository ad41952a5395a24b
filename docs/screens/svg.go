package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// cells is a screen that can be drawn: what a terminal emulator holds.
type cells interface {
	Width() int
	Height() int
	CellAt(x, y int) *uv.Cell
}

// paint is a pair of default colours.
type paint struct{ ink, paper color.RGBA }

var (
	dark  = paint{color.RGBA{0xd8, 0xde, 0xe9, 0xff}, color.RGBA{0x1b, 0x1d, 0x23, 0xff}}
	light = paint{color.RGBA{0x1f, 0x23, 0x28, 0xff}, color.RGBA{0xfd, 0xfd, 0xfb, 0xff}}
)

// A cell of the picture, in pixels, and the margin around all of them.
const (
	cellWidth  = 8.4
	cellHeight = 17
	fontSize   = 14
	baseline   = 13
	margin     = 12
)

// svg draws a screen. Runs of one style are one element, and every run says
// how long it is, so that the columns fit with any monospaced font.
func svg(c cells, p paint, title string) string {
	width, height := float64(c.Width())*cellWidth+2*margin, float64(c.Height()*cellHeight+2*margin)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`+"\n",
		width, height, width, height, html.EscapeString(title))
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", hex(p.paper))
	fmt.Fprintf(&b, `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="%d" fill="%s" xml:space="preserve">`+"\n", fontSize, hex(p.ink))
	for y := range c.Height() {
		for _, r := range runs(c, y) {
			r.draw(&b, y, p)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// run is a stretch of cells in one style.
type run struct {
	x, width int
	text     string
	style    uv.Style
}

func runs(c cells, y int) []run {
	var all []run
	for x := 0; x < c.Width(); {
		cell := c.CellAt(x, y)
		one := run{x: x, width: 1, text: " "}
		if cell != nil && cell.Width > 0 {
			one.width, one.style = cell.Width, cell.Style
			if cell.Content != "" {
				one.text = cell.Content
			}
		}
		if n := len(all); n > 0 && all[n-1].style.Equal(&one.style) && one.width == 1 && ascii(one.text) && ascii(all[n-1].text) {
			all[n-1].text += one.text
			all[n-1].width++
		} else {
			all = append(all, one)
		}
		x += one.width
	}
	return all
}

// ascii reports text whose advance every monospaced font agrees on.
func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > 0x17f })
}

func (r run) draw(b *strings.Builder, y int, p paint) {
	ink, paper := p.ink, p.paper
	if r.style.Fg != nil {
		ink = rgba(r.style.Fg)
	}
	if r.style.Bg != nil {
		paper = rgba(r.style.Bg)
	}
	if r.style.Attrs&uv.AttrReverse != 0 {
		ink, paper = paper, ink
	}
	if r.style.Attrs&uv.AttrFaint != 0 {
		ink = mix(ink, paper)
	}
	left, top, width := margin+float64(r.x)*cellWidth, margin+y*cellHeight, float64(r.width)*cellWidth
	if paper != p.paper {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`, left, top, width+0.2, cellHeight, hex(paper))
	}
	if strings.TrimSpace(r.text) == "" && r.style.Underline == 0 {
		return
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, left, top+baseline, width)
	if ink != p.ink {
		fmt.Fprintf(b, ` fill="%s"`, hex(ink))
	}
	if r.style.Attrs&uv.AttrBold != 0 {
		b.WriteString(` font-weight="bold"`)
	}
	if r.style.Attrs&uv.AttrItalic != 0 {
		b.WriteString(` font-style="italic"`)
	}
	var lines []string
	if r.style.Underline != 0 {
		lines = append(lines, "underline")
	}
	if r.style.Attrs&uv.AttrStrikethrough != 0 {
		lines = append(lines, "line-through")
	}
	if len(lines) > 0 {
		fmt.Fprintf(b, ` text-decoration="%s"`, strings.Join(lines, " "))
	}
	fmt.Fprintf(b, ">%s</text>\n", html.EscapeString(strings.ReplaceAll(r.text, " ", "\u00a0")))
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}

// mix is halfway between two colours.
func mix(a, b color.RGBA) color.RGBA {
	half := func(x, y uint8) uint8 { return uint8((int(x)*3 + int(y)*2) / 5) }
	return color.RGBA{half(a.R, b.R), half(a.G, b.G), half(a.B, b.B), 0xff}
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
