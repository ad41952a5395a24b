package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"lede/newsroom"
	"time"
)

// whole runs the interface with its real panes.
func whole(t *testing.T, w, h int, o Options) *driver {
	t.Helper()
	return wholeOn(t, newFake(60), w, h, o)
}

func wholeOn(t *testing.T, desk *fakeDesk, w, h int, o Options) *driver {
	t.Helper()
	o.Now = func() time.Time { return clock }
	o.Profile = colorprofile.TrueColor
	d := &driver{t: t, desk: desk}
	d.app = newApp(d.desk, newsroom.Abilities{Browser: true, Feeds: true, Files: true}, o, (*App).makePanes)
	d.app.after = func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		d.timers = append(d.timers, func() tea.Msg { return f(clock) })
		return nil
	}
	d.start(w, h)
	return d
}

func TestReadingAnArticle(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.sees("╭─ Summary", "[Ada")
	d.keys("j", "enter", "e")
	d.sees("Quotes 1/1", "Ada Lovelace, engineer")
	d.fits()
	d.keys("enter", "s")
	d.sees("Summary only")
	d.keys("s")
	if d.desk.settings["reader.summary"] != "off" {
		t.Errorf("settings %v", d.desk.settings)
	}
	d.keys("/")
	d.typed("eight")
	d.keys("enter", "n")
	if d.app.view.Search != "" {
		t.Error("a search in the article narrows the list")
	}
	d.sees("Match 1 of 1")
	d.keys("esc", "i")
	d.sees("Why")
	d.keys("esc", "esc")
	d.fits()
}

func TestQuoteBook(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		d := whole(t, size[0], size[1], Options{})
		d.keys("Q", "j")
		d.sees("Quote book", "Ada Lovelace")
		d.fits()
		d.keys("tab")
		d.sees("by speaker")
		d.keys("1")
		d.sees("Microsoft")
		d.keys("enter")
		d.sees("The plant will employ")
		d.fits()
		if d.app.screen != bookScreen {
			t.Fatal("the book was left")
		}
		d.keys("n", "space", "J") // nothing moves behind the screen
		d.keys("esc")
		d.sees("Quote book")
		d.keys("esc")
		if d.app.screen != mainScreen {
			t.Error("Esc does not leave the book")
		}
	}
}

func TestBriefing(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		d := whole(t, size[0], size[1], Options{Lang: "fr"})
		d.keys("b")
		d.sees("Le point")
		d.fits()
		d.keys("J", "enter")
		d.sees("The plant will employ")
		row := 0
		for _, r := range d.desk.rows {
			if r.Read {
				row++
			}
		}
		if row <= 15 {
			t.Error("an article opened from the briefing is not read")
		}
		d.keys("q", "b")
		if d.app.screen != mainScreen {
			t.Error("b again does not leave")
		}
	}
}

// Thousands of keys, clicks and sizes leave a frame that fits.
func TestWholeStorm(t *testing.T) {
	d := whole(t, 100, 30, Options{})
	keys := strings.Fields("j k enter esc e i U s S Q b tab 1 0 n p space d u G g z / q Q e enter down up J K")
	sizes := [][2]int{{100, 30}, {40, 12}, {72, 20}, {200, 60}, {24, 6}, {10, 3}, {111, 41}}
	for i := range 1000 {
		d.keys(keys[(i*i+i/7)%len(keys)])
		if i%13 == 0 {
			s := sizes[(i/13)%len(sizes)]
			d.send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		}
		if i%17 == 0 {
			d.send(tea.MouseClickMsg{X: i % 90, Y: i % 29, Button: tea.MouseLeft})
			d.send(tea.MouseWheelMsg{X: i % 90, Y: i % 29, Button: tea.MouseWheelDown})
		}
		if i%50 == 0 {
			d.fire()
		}
		if d.app.lay.W > 0 {
			d.fits()
		}
		if d.app.ctx.Err() != nil { // q on the first screen
			d = whole(t, 100, 30, Options{})
		}
	}
}

// Where reading stopped in a long article is where it goes on: after another
// article, at another width, and when the program is opened again.
func TestReadingGoesOnWhereItStopped(t *testing.T) {
	desk := newFake(60)
	desk.paragraphs = 80
	d := wholeOn(t, desk, 120, 40, Options{})
	first := func() string {
		for _, l := range strings.Split(d.screen(), "\n") {
			if i := strings.Index(l, "Paragraph "); i >= 0 {
				return l[i : i+12]
			}
		}
		return ""
	}
	d.keys("enter", "pgdown", "pgdown", "pgdown")
	at := first()
	if at == "" || at == "Paragraph 1 " {
		t.Fatalf("the article does not scroll: %q\n%s", at, d.screen())
	}
	d.keys("esc", "j")
	d.fire()
	d.keys("k")
	d.fire()
	if first() != at {
		t.Errorf("after another article it goes on at %q, not %q", first(), at)
	}
	d.keys("enter")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 40})
	if got := first(); got != at {
		t.Errorf("at another width it goes on at %q, not %q", got, at)
	}
	d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	at = first() // lines end elsewhere at another width: it may be the one before
	d.keys("ctrl+q")
	if desk.places[60] == 0 {
		t.Fatal("the place was not kept")
	}
	d = wholeOn(t, desk, 120, 40, Options{ShowRead: true})
	if first() != at {
		t.Errorf("when opened again it goes on at %q, not %q", first(), at)
	}
	before := desk.places[60]
	d.keys("enter", "pgdown")
	d.app.Leave(t.Context()) // the terminal is gone
	if desk.places[60] <= before {
		t.Errorf("the place is %d after one page, %d before", desk.places[60], before)
	}
}
