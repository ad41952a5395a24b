package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store/query"
	"lede/ui/picker"
)

// The order of a list is remembered for its place. One that has none of its own is in
// the order its query asks for, else in that of the river, else in
// that of the configuration.

// ordering is the order of a list.
type ordering struct {
	by      string // one of query.Orders, "": none was chosen
	reverse bool
}

// String is what :sort takes, and sort: in a query.
func (o ordering) String() string {
	return strings.Replace(query.Order(o.by, o.reverse), "sort:", "", 1)
}

// readOrdering understands "title", "-title", "oldest".
func readOrdering(text string) (ordering, error) {
	name, minus := strings.CutPrefix(strings.TrimSpace(text), "-")
	term := "sort:" + strings.TrimSpace(name)
	if minus {
		term = "-" + term
	}
	node, err := query.Parse(term, time.Unix(0, 0))
	if err != nil {
		return ordering{}, err
	}
	rest, by, reverse := query.Sorted(node)
	if rest != nil || by == "" {
		return ordering{}, &query.Error{Column: 1, Message: fmt.Sprintf("sort:%s is no order; write sort:date, sort:title, sort:feed or sort:oldest, with - before it the other way round", name)}
	}
	return ordering{by, reverse}, nil
}

// orderSetting is the setting that holds the orders of places, a line for each: the
// order and the place.
const (
	orderSetting = "ui.order"
	mostOrders   = 300 // the oldest are forgotten
)

// placeOrder is the order of a place.
type placeOrder struct {
	place string
	ordering
}

type orders []placeOrder

// readOrders understands the setting. An earlier lede had one order for everything.
func readOrders(text string) (all orders) {
	for line := range strings.Lines(text) {
		name, place, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if o, err := readOrdering(name); err == nil {
			if place == "" {
				place = string(newsroom.PlaceRiver)
			}
			all = append(all, placeOrder{place, o})
		}
	}
	return all
}

func (all orders) String() string {
	var lines []string
	for _, o := range all {
		lines = append(lines, o.ordering.String()+" "+o.place)
	}
	return strings.Join(lines, "\n")
}

func (all orders) of(place string) ordering {
	for _, o := range all {
		if o.place == place {
			return o.ordering
		}
	}
	return ordering{}
}

// with is the orders with that of a place changed.
func (all orders) with(place string, o ordering) orders {
	all = slices.DeleteFunc(slices.Clone(all), func(old placeOrder) bool { return old.place == place })
	all = append(all, placeOrder{place, o})
	return all[max(0, len(all)-mostOrders):]
}

// placeKey names the place of a view.
func placeKey(v newsroom.View) string {
	switch v.Place {
	case newsroom.PlaceFeed:
		return fmt.Sprint("feed:", v.Feed)
	case newsroom.PlaceFolder:
		return "folder:" + v.Folder
	case newsroom.PlaceView:
		return "view:" + v.Name
	}
	return string(v.Place)
}

// orderFor is the order a view is shown in, without what its search asks for.
func (a *App) orderFor(v newsroom.View) ordering {
	if own := a.orders.of(placeKey(v)); own.by != "" {
		return own
	}
	if v.Place == newsroom.PlaceView {
		v.By, v.Search = "", ""
		if by, reverse := v.Order(); by != query.ByDate || reverse {
			return ordering{} // its query says
		}
	}
	if river := a.orders.of(string(newsroom.PlaceRiver)); river.by != "" {
		return river
	}
	return a.usual
}

// toggleOrder turns the list round.
func (a *App) toggleOrder() tea.Cmd {
	by, reverse := a.view.Order()
	return a.sortBy(ordering{by, !reverse})
}

// sortBy shows the list in an order and remembers it for the place.
func (a *App) sortBy(o ordering) tea.Cmd {
	if a.screen != mainScreen {
		return nil
	}
	a.orders = a.orders.with(placeKey(a.view), o)
	return tea.Batch(a.change(func(v *newsroom.View) { v.Search = query.Unsorted(v.Search) }), a.prefer(orderSetting, a.orders.String()), a.say(statusPlain, a.tr.S("order."+o.key())))
}

// key is the name of an order in the catalogues.
func (o ordering) key() string {
	if o.reverse {
		return o.by + "-reverse"
	}
	return o.by
}

// every order there is.
func everyOrder() (all []ordering) {
	for _, by := range query.Orders {
		all = append(all, ordering{by, false}, ordering{by, true})
	}
	return all
}

// askOrder lets one choose the order, by a letter, a digit or with the cursor.
func (a *App) askOrder() tea.Cmd {
	if a.screen != mainScreen {
		return nil
	}
	by, reverse := a.view.Order()
	var items []picker.Item
	at := 0
	for i, o := range everyOrder() {
		if o == (ordering{by, reverse}) {
			at = i
		}
		letter := o.by[:1]
		if o.reverse {
			letter = strings.ToUpper(letter)
		}
		items = append(items, picker.Item{Value: o.String(), Letter: letter, Title: a.tr.S("order." + o.key())})
	}
	choice := picker.NewChoice(a.th, a.tr, "sort", a.tr.S("order.ask"), items)
	choice.Wheel(at)
	a.box = choice
	return nil
}

// commandSort is ":sort title"; without an order it asks.
func (a *App) commandSort(rest string) tea.Cmd {
	if rest == "" {
		return a.askOrder()
	}
	o, err := readOrdering(rest)
	if err != nil {
		return a.say(statusProblem, a.tr.Said(err.Error()))
	}
	return a.sortBy(o)
}

func (a *App) orderOptions(rest string) (out []string) {
	for _, o := range everyOrder() {
		if name := o.String(); strings.HasPrefix(name, rest) {
			out = append(out, name)
		}
	}
	return out
}

// orderWords say what order a list is in, "" for the usual one.
func (a *App) orderWords() string {
	by, reverse := a.view.Order()
	if by == query.ByDate && !reverse {
		return ""
	}
	return a.tr.S("list." + ordering{by, reverse}.key())
}
