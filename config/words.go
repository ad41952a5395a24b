package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"lede/spelling"
)

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// name is how a path is said: the last word that is not a number.
func name(path string) string {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil || i == 0 {
			if i < len(parts)-1 {
				n, _ := strconv.Atoi(parts[i+1])
				return fmt.Sprintf("entry %d of %s", n, parts[i])
			}
			return parts[i]
		}
	}
	return path
}

func under(path string) string {
	if path == "" {
		return ""
	}
	return " in " + name(path)
}

// quoted is a scalar as it was written; nothing for what is none.
func quoted(n ast.Node) string {
	if s, ok := n.(ast.ScalarNode); ok {
		return strconv.Quote(s.GetToken().Value)
	}
	return "(" + kind(n) + ")"
}

func kind(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a group of options"
	case *ast.SequenceNode:
		return "a list"
	case *ast.StringNode, *ast.LiteralNode:
		return "the word " + strconv.Quote(n.GetToken().Value)
	case *ast.IntegerNode, *ast.FloatNode:
		return "the number " + n.GetToken().Value
	case *ast.BoolNode:
		return n.GetToken().Value
	}
	return "this"
}

// suggestion is the known word that somebody may have meant, or all of them
// when there are few.
func suggestion(word string, known []string) string {
	if n := near(word, known); n != "" {
		return n
	}
	if len(known) > 0 && len(known) <= 12 {
		return "; there are " + strings.Join(known, ", ")
	}
	return ""
}

// near is the known word that somebody may have meant, if there is one.
func near(word string, known []string) string {
	best, distance := "", 3
	for _, k := range known {
		if d := spelling.Edits(strings.ToLower(word), k); d < distance && d < len(k) {
			best, distance = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}
