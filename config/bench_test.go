package config

import "testing"

func BenchmarkReadExample(b *testing.B) {
	text := []byte(Uncommented(Example()))
	for b.Loop() {
		c := Config{}
		c.read("f", text)
	}
}
