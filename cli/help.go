package cli

import (
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lede/serve"
	"lede/ui/i18n"
)

// headings are those of the help here, templates those of the help over SSH, which
// is printed by another library.
var (
	headings = map[string]*strings.Replacer{
		"fr": strings.NewReplacer("USAGE", "UTILISATION", "EXAMPLES", "EXEMPLES", "COMMANDS", "COMMANDES", "FLAGS", "OPTIONS"),
	}
	templates = map[string]*strings.Replacer{"fr": strings.NewReplacer(
		"Usage:", "Utilisation :", "Aliases:", "Autres noms :", "Examples:", "Exemples :", "Available Commands:", "Commandes :",
		"Additional Commands:", "Autres commandes :", "Global Flags:", "Options générales :", "Flags:", "Options :",
		"Additional help topics:", "Autres sujets :", "[flags]", "[options]", "[command]", "[commande]",
		"Use \"", "« ", "--help\" for more information about a command.", "--help » en dit plus sur une commande.",
	)}
)

// speak has the help of a command tree in the language of the reader.
func (sh *shell) speak(root *cobra.Command) {
	tr := sh.tr()
	words, ok := headings[tr.Lang]
	if !ok {
		return
	}
	root.InitDefaultHelpCmd()
	if sh.local != nil {
		root.InitDefaultCompletionCmd()
		root.Flags().BoolP("version", "v", false, "version for lede")
		root.SetOut(titled(sh.out, words))
	} else {
		root.SetUsageTemplate(templates[tr.Lang].Replace(root.UsageTemplate()))
	}
	translate(root, tr)
}

func translate(cmd *cobra.Command, tr *i18n.Tr) {
	cmd.InitDefaultHelpFlag()
	cmd.Short, cmd.Long = tr.Help(cmd.Short), tr.Help(cmd.Long)
	if cmd.Name() == "admin" && cmd.HasParent() {
		cmd.Long = tr.S("cli.admin.long", tr.Said(serve.AdminUsage()))
	}
	for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = tr.Help(f.Usage) })
	}
	for _, sub := range cmd.Commands() {
		translate(sub, tr)
	}
}

// titled puts the headings of what is printed into another language. A file stays
// one, so that a terminal is known for one.
func titled(w io.Writer, words *strings.Replacer) io.Writer {
	if f, ok := w.(*os.File); ok {
		return &titledFile{f, words}
	}
	return &titledWriter{w, words}
}

type titledWriter struct {
	w     io.Writer
	words *strings.Replacer
}

func (t *titledWriter) Write(p []byte) (int, error) { return entitle(t.w, t.words, p) }

// titledFile has no more of a file than what tells a terminal: all that is written
// passes Write.
type titledFile struct {
	f     *os.File
	words *strings.Replacer
}

func (t *titledFile) Write(p []byte) (int, error) { return entitle(t.f, t.words, p) }
func (t *titledFile) Read(p []byte) (int, error)  { return t.f.Read(p) }
func (t *titledFile) Close() error                { return t.f.Close() }
func (t *titledFile) Fd() uintptr                 { return t.f.Fd() }

// longestTitle is how many bytes a heading has, with what colours it.
const longestTitle = 100

func entitle(w io.Writer, words *strings.Replacer, p []byte) (int, error) {
	if len(p) > longestTitle || !bytes.ContainsAny(p, "UECF") {
		return w.Write(p)
	}
	if _, err := io.WriteString(w, words.Replace(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
