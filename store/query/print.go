package query

import (
	"slices"
	"strings"
	"time"
)

// String prints a query so that Parse reads the same tree again. Terms of
// fields without a spelling are left out; times are
// printed as dates with a time of day.
func String(n Node) string {
	return text(n, true)
}

func text(n Node, top bool) string {
	switch n := n.(type) {
	case And:
		parts := texts(n)
		if len(parts) < 2 || top {
			return strings.Join(parts, " ")
		}
		return "(" + strings.Join(parts, " ") + ")"
	case Or:
		parts := texts(n)
		if len(parts) < 2 {
			return strings.Join(parts, "")
		}
		joined := strings.Join(parts, " OR ")
		if top {
			return joined
		}
		return "(" + joined + ")"
	case Not:
		if inner := text(n.Node, false); inner != "" {
			return "-" + inner
		}
	case Term:
		return term(n)
	}
	return ""
}

func texts(nodes []Node) []string {
	var parts []string
	for _, n := range nodes {
		if t := text(n, false); t != "" {
			parts = append(parts, t)
		}
	}
	return parts
}

func term(t Term) string {
	switch t.Field {
	case FieldFeedID, FieldArticle, FieldArticles, FieldStory, FieldUntil, FieldMuted:
		return ""
	case FieldUnread, FieldRead, FieldStarred:
		return string(t.Field)
	case FieldNewer, FieldOlder:
		if !t.When.IsZero() {
			return string(t.Field) + ":" + t.When.Format(time.RFC3339)
		}
	}
	value := t.Value
	if t.Prefix && !t.Phrase {
		value += "*"
	}
	if t.Phrase || needsQuotes(t, value) {
		value = `"` + strings.ReplaceAll(t.Value, `"`, " ") + `"`
	}
	if t.Below {
		value += "+"
	}
	if t.Field == FieldText {
		return value
	}
	return string(t.Field) + ":" + value
}

// needsQuotes: read back bare, the value would be something else.
func needsQuotes(t Term, bare string) bool {
	src := bare
	if t.Field != FieldText {
		src = string(t.Field) + ":" + bare
	}
	tokens, err := scanTokens(src)
	if err != nil || len(tokens) != 2 || tokens[0].kind != word || tokens[0].value != bare || tokens[0].quoted || tokens[0].colon != (t.Field != FieldText) {
		return true
	}
	if companyField(string(t.Field)) {
		return strings.HasSuffix(bare, "+") // "Canal+"
	}
	if t.Field != FieldText && t.Field != FieldTitle {
		return false
	}
	return !t.Prefix && (strings.HasSuffix(bare, "*") || t.Field == FieldText && slices.Contains(flags, Field(strings.ToLower(bare))))
}
