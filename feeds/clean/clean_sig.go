package clean

import "net/url"

func Line(s string) string                        { return s }
func Text(s string) string                        { return s }
func URL(raw string, base *url.URL) (string, bool) { return raw, true }
func HTML(raw string, base *url.URL) Body          { return Body{HTML: raw, Text: raw} }
