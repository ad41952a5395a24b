package i18n

import (
	"fmt"
	"strconv"
	"time"
)

var months = map[string][12]string{
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	"fr": {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
}

var weekdays = map[string][7]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"fr": {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
}

// Age says how long ago t was, in at most five cells: "now", "5m", "3h",
// "2d" ("2 j" in French: "2j"), "14 Nov", "2024".
func (tr *Tr) Age(t, now time.Time) string {
	d := now.Sub(t)
	day := "d"
	if tr.Lang == "fr" {
		day = "j"
	}
	switch {
	case d < time.Minute:
		return tr.S("age.now")
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < 24*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	case d < 7*24*time.Hour:
		return strconv.Itoa(int(d/(24*time.Hour))) + day
	case d < 300*24*time.Hour:
		return tr.shortDay(t)
	default:
		return strconv.Itoa(t.Year())
	}
}

// shortDay fits five cells: "14/11" in French, "11-14" would be read wrongly
// by half the world, so English writes "14Nov".
func (tr *Tr) shortDay(t time.Time) string {
	if tr.Lang == "fr" {
		return fmt.Sprintf("%02d/%02d", t.Day(), t.Month())
	}
	return strconv.Itoa(t.Day()) + months["en"][t.Month()-1]
}

// Date writes a day and a time: "24 Nov 2026, 14:05", "24 nov. 2026 à 14:05".
func (tr *Tr) Date(t time.Time) string {
	month := months[tr.Lang][t.Month()-1]
	if tr.Lang == "fr" {
		return fmt.Sprintf("%d %s %d à %02d:%02d", t.Day(), month, t.Year(), t.Hour(), t.Minute())
	}
	return fmt.Sprintf("%d %s %d, %02d:%02d", t.Day(), month, t.Year(), t.Hour(), t.Minute())
}

// Day names the day of t as one heading: "Today", "Yesterday", "Monday",
// "12 Nov", "12 Nov 2025".
func (tr *Tr) Day(t, now time.Time) string {
	y, m, d := now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	t = t.In(now.Location())
	switch {
	case !t.Before(midnight):
		return tr.S("day.today")
	case !t.Before(midnight.AddDate(0, 0, -1)):
		return tr.S("day.yesterday")
	case !t.Before(midnight.AddDate(0, 0, -6)):
		return weekdays[tr.Lang][t.Weekday()]
	}
	s := strconv.Itoa(t.Day()) + " " + months[tr.Lang][t.Month()-1]
	if t.Year() != now.Year() {
		s += " " + strconv.Itoa(t.Year())
	}
	return s
}

// Until says how soon t is: "in 5m", "dans 2h"; "due" when it has passed.
func (tr *Tr) Until(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case d <= 0:
		return tr.S("time.due")
	case d < time.Hour:
		return tr.S("time.in", strconv.Itoa(max(1, int(d/time.Minute)))+"m")
	case d < 48*time.Hour:
		return tr.S("time.in", strconv.Itoa(int(d/time.Hour))+"h")
	default:
		return tr.S("time.on", tr.Date(t))
	}
}
