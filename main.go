// Command lede is a news reader for the terminal: locally, and over SSH.
package main

import (
	"os"

	"lede/cli"
)

// version is set when a release is built.
var version string

func main() { os.Exit(cli.Main(os.Args[1:], version)) }
