package clean

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// maxURL is the longest URL that is kept, in bytes.
const maxURL = 8192

// URL makes raw absolute against base (which may be nil) and clean. It refuses
// (false) every scheme but http, https and mailto, so that javascript:, data:,
// file: and gopher: links are none. Names and passwords are dropped: a reader
// must not take "https://bank.example@evil.example" for the bank.
func URL(raw string, base *url.URL) (string, bool) {
	raw = tidyURL(raw)
	if raw == "" || len(raw) > maxURL {
		return "", false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", false
	}
	if base != nil && !u.IsAbs() {
		if base.Opaque != "" {
			return "", false
		}
		u = base.ResolveReference(u)
	}
	if u.Scheme == "" && u.Host != "" {
		u.Scheme = "https"
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch u.Scheme {
	case "mailto":
		if !strings.Contains(u.Opaque, "@") || strings.ContainsAny(u.Opaque, "<>\"\\") {
			return "", false
		}
		return u.String(), true
	case "http", "https":
	default:
		return "", false
	}
	if u.Opaque != "" || !cleanHost(u) {
		return "", false
	}
	u.User = nil
	s := u.String()
	if len(s) > maxURL {
		return "", false
	}
	return s, true
}

// tidyURL removes what browsers remove and repairs what they repair.
func tidyURL(raw string) string {
	raw = strings.TrimSpace(head(raw, 2*maxURL))
	var f filter
	raw = string(f.append(nil, raw))
	raw = strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t':
			return -1
		case '\\':
			return '/'
		}
		return r
	}, raw)
	raw = strings.TrimSpace(raw)
	var out strings.Builder
	out.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == ' ':
			out.WriteString("%20")
		case c == '%' && (i+2 >= len(raw) || !hexDigit(raw[i+1]) || !hexDigit(raw[i+2])):
			out.WriteString("%25")
		case c == '"' || c == '<' || c == '>' || c == '`':
			out.WriteString(url.QueryEscape(string(c)))
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// cleanHost lower-cases the host and writes foreign letters in Punycode, in
// which look-alikes cannot hide.
func cleanHost(u *url.URL) bool {
	host, port := u.Hostname(), u.Port()
	if host == "" {
		return false
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		host = addr.WithZone("").String()
		if addr.Is6() {
			host = "[" + host + "]"
		}
	} else {
		ascii, err := idna.Lookup.ToASCII(strings.TrimRight(host, "."))
		if err != nil {
			// Underscores and the like are met in the wild: ASCII names that a
			// resolver may know are left as they are.
			ascii = strings.ToLower(strings.TrimRight(host, "."))
			for i := 0; i < len(ascii); i++ {
				c := ascii[i]
				if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
					return false
				}
			}
		}
		host = ascii
	}
	if host == "" {
		return false
	}
	if port != "" && !(u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	u.Host = host
	return true
}

// tracking are query parameters that say where a reader came from, not what
// they read; a trailing "*" is a prefix.
var tracking = []string{
	"utm_*", "at_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "xtor",
	"ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "_hsenc", "_hsmi", "mkt_tok", "cmpid",
	"ftag", "ncid", "wt_mc", "wt.mc_id", "pk_campaign", "pk_kwd", "mtm_*", "oly_anon_id", "oly_enc_id", "vero_id",
	"guccounter", "guce_referrer", "guce_referrer_sig", "taid", "traffic_source",
}

func isTracking(name string) bool {
	name = strings.ToLower(name)
	for _, t := range tracking {
		if prefix, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(name, prefix) || name == t {
			return true
		}
	}
	return false
}

// Canonical is the URL by which two links to one page are the same: without
// tracking parameters and tracking fragments. It expects a clean URL.
func Canonical(clean string) string {
	u, err := url.Parse(clean)
	if err != nil || u.Opaque != "" {
		return clean
	}
	if name, _, _ := strings.Cut(u.Fragment, "="); isTracking(name) || name == "" {
		u.Fragment, u.RawFragment = "", ""
	}
	if u.RawQuery != "" {
		kept := []string{}
		for part := range strings.SplitSeq(u.RawQuery, "&") {
			if name, _, _ := strings.Cut(part, "="); part != "" && !isTracking(name) {
				kept = append(kept, part)
			}
		}
		u.RawQuery = strings.Join(kept, "&")
	}
	u.ForceQuery = false
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
