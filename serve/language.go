package serve

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lede/news"
	"lede/newsroom"
)

// LanguageSetting is the setting of an account that holds the language its reader
// wished for; without one it is what the client says, and then the server's.
const LanguageSetting = "language"

// locales are the names of locales that are believed, "fr", "fr_CH.UTF-8" or
// "C.UTF-8": they choose among our own languages and are good for nothing else.
var locales = regexp.MustCompile(`^[A-Za-z]{1,8}(_[A-Za-z0-9]{2,8})?(\.[A-Za-z0-9-]{1,16})?(@[A-Za-z0-9]{1,16})?$`)

// lang is the locale the client wishes for, by the precedence of POSIX; "" when it
// has none. C and POSIX are no language of people.
func (e environ) lang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := e[name]; value != "" {
			if plain, _, _ := strings.Cut(value, "."); plain == "C" || plain == "POSIX" {
				return ""
			}
			return value
		}
	}
	return ""
}

// choose settles the language of the visit: once by what its terminal says, so
// that it can be refused in it, and again when it is known whose it is.
func (v *visit) choose(known bool) {
	v.lang = v.env.lang()
	if v.srv.o.Language == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	var session *newsroom.Session
	if known {
		session = v.session()
	}
	v.lang = v.srv.o.Language(ctx, session, v.lang)
}

// language is the command of a reader who wishes for another language.
func (d *desk) language(ctx context.Context, args []string) error {
	all := d.live.o.Languages
	wish := ""
	switch {
	case len(args) == 0:
		fmt.Fprintln(d.out, d.visit.lang)
		return nil
	case len(args) == 1 && slices.Contains(all, args[0]):
		wish = args[0]
		fallthrough
	case len(args) == 1 && args[0] == "auto":
		if d.session.User.Role == news.Guest {
			return errors.New("nothing is remembered of guests; send LANG with SendEnv instead")
		}
		if err := d.session.Prefer(ctx, LanguageSetting, wish); err != nil {
			return err
		}
		fmt.Fprintln(d.out, args[0])
		return nil
	}
	return wrongUsage("language [" + strings.Join(append(slices.Clone(all), "auto"), " | ") + "]")
}
