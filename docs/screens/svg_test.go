package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

func TestPicture(t *testing.T) {
	e := vt.NewEmulator(20, 3)
	if _, err := e.WriteString("a<b \x1b[1;38;2;255;0;0mred\x1b[0m \x1b[7mrev\x1b[0m\r\n│ 東 é"); err != nil {
		t.Fatal(err)
	}
	got := svg(e, dark, `A "picture" & more`)
	for _, want := range []string{
		`a&lt;b`,
		`fill="#ff0000" font-weight="bold">red<`,
		`fill="` + hex(dark.ink) + `"/>`, // the paper of reversed text
		`>東<`, `>│<`,
		`<title>A &#34;picture&#34; &amp; more</title>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	for d := xml.NewDecoder(strings.NewReader(got)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not XML: %v\n%s", err, got)
		}
	}
}
