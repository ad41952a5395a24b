package serve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
)

// NotifySetting is the setting of an account that says how its reader wants to
// hear of new articles while they look elsewhere; "" is not at all.
const NotifySetting = "notify"

// How a terminal can make itself heard.
const (
	byBell = "bell" // BEL
	byOSC9 = "osc9" // a notification of the desktop, in terminals that know OSC 9
)

const (
	// looksElsewhere is how long nothing is pressed until a reader counts as away;
	// one whose terminal says that it has lost the focus is away at once.
	looksElsewhere = time.Minute
	// betweenNotices is the least time from one notice to the next.
	betweenNotices = 5 * time.Minute
)

// notifier tells a reader who asked for it, and who is away, of new articles.
type notifier struct {
	how     string
	away    time.Duration
	blurred bool
	unread  int
	known   bool // unread has been counted
	told    int64
}

// notices looks what a message has changed, and returns what to send the terminal.
func (n *notifier) notices(msg tea.Msg, inner tea.Model, v *visit) string {
	switch msg.(type) {
	case tea.BlurMsg:
		n.blurred = true
	case tea.FocusMsg:
		n.blurred = false
	}
	counts, ok := inner.(interface{ Unread() (n int, known bool) })
	if n.how != byBell && n.how != byOSC9 || !ok {
		return ""
	}
	unread, known := counts.Unread()
	if !known {
		return ""
	}
	more := unread - n.unread
	first := !n.known
	n.unread, n.known = unread, true
	now := v.srv.now()
	away := n.blurred || now-v.pressed.Load() >= int64(n.away)
	if first || more <= 0 || !away || n.told != 0 && now-n.told < int64(betweenNotices) {
		return ""
	}
	n.told = now
	if n.how == byBell {
		return "\a"
	}
	return "\x1b]9;" + v.words().news(more) + "\x1b\\"
}

// notify is the command of a reader who wants to hear of new articles.
func (d *desk) notify(ctx context.Context, args []string) error {
	ways := []string{"off", byBell, byOSC9}
	switch {
	case len(args) == 0:
		how, err := d.session.Setting(ctx, NotifySetting)
		if err != nil {
			return err
		}
		if how == "" {
			how = "off"
		}
		fmt.Fprintln(d.out, how)
		return nil
	case len(args) == 1 && slices.Contains(ways, args[0]):
		if d.session.User.Role == news.Guest {
			return errors.New("nothing is remembered of guests")
		}
		if err := d.session.Prefer(ctx, NotifySetting, strings.TrimPrefix(args[0], "off")); err != nil {
			return err
		}
		fmt.Fprintln(d.out, args[0])
		return nil
	}
	return wrongUsage("notify [" + strings.Join(ways, " | ") + "]")
}
