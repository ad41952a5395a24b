package query

import "time"

// ParseRule reads the query of a rule that holds for ever: one that hides
// articles. It looks at articles, not at what somebody did with them nor at how
// old they are.
//
// The error is a *Error.
func ParseRule(src string, now time.Time) (Node, error) {
	node, err := Parse(src, now)
	if err != nil {
		return nil, err
	}
	if node == nil {
		return nil, fail(1, "a rule without words would hide everything")
	}
	return node, lasting(node)
}

// lasting refuses what changes by itself.
func lasting(n Node) error {
	var parts []Node
	switch n := n.(type) {
	case And:
		parts = n
	case Or:
		parts = n
	case Not:
		return lasting(n.Node)
	case Term:
		switch n.Field {
		case FieldUnread, FieldRead, FieldStarred, FieldTag:
			return fail(n.Column, "a rule looks at articles, not at what was done with them: leave %s out", n.Field)
		case FieldNewer, FieldOlder:
			return fail(n.Column, "a rule holds at any time: leave %s: out", n.Field)
		case FieldSort:
			return fail(n.Column, "a rule hides articles and has no order: leave sort: out")
		}
	}
	for _, part := range parts {
		if err := lasting(part); err != nil {
			return err
		}
	}
	return nil
}
