package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lede/ui/i18n"
)

// enFrançais runs one command for somebody whose locale is French.
func enFrançais(t *testing.T, in string, args ...string) ran {
	t.Helper()
	var out, errw bytes.Buffer
	sh := &shell{in: strings.NewReader(in), out: &out, errw: &errw, version: "1.2.3", lang: "fr", now: func() time.Time { return today }, local: &local{}}
	code := sh.run(context.Background(), args)
	return ran{out.String(), errw.String(), code}
}

var (
	// theirs are names, paths, examples and what somebody wrote: no language's.
	theirs  = regexp.MustCompile("`[^`]*`|--\\S+|\"[^\"]*\"|«[^»]*»|\\S*[/.=]\\S*")
	english = regexp.MustCompile(`\b(the|there|is|are|was|not|with|write|this|which|must|cannot|of|and|one|article is)\b`)
)

// french fails for what was said in English.
func (r ran) french(t *testing.T) ran {
	t.Helper()
	for line := range strings.Lines(r.out + r.err) {
		if word := english.FindString(theirs.ReplaceAllString(line, "")); word != "" {
			t.Errorf("%q in %q", word, line)
		}
	}
	return r
}

// Under a French locale wrong usage is answered in French.
func TestErrorsOfUsageAreFrench(t *testing.T) {
	home(t)
	for args, want := range map[string]string{
		"bogus":                 `il n’y a pas de commande « bogus » ; `,
		"lst":                   "vouliez-vous dire list",
		"list --bogus":          "option inconnue : --bogus ; `lede list --help` donne les options",
		"show":                  "demande le numéro d’un article",
		"show twelve":           "n’est pas le numéro d’un article",
		"show 12":               "il n’y a pas d’article 12",
		"list company:(":        "la recherche est fausse à la colonne 1 : company: demande une valeur juste après les deux-points",
		"list bogus:x":          `la recherche est fausse à la colonne 1 : il n’y a pas de champ « bogus » ; il y a company,`,
		"list -c nobodyatall":   "aucune entreprise ne s’appelle",
		"list --view nothing":   "il n’y a pas de vue",
		"digest -n 9":           "un résumé a de 1 à 5 phrases, pas 9",
		"digest /nowhere":       "ne peut pas être lu : il n’y a ni fichier ni dossier de ce nom",
		"remove nothing":        "aucun flux ne s’appelle",
		"brief --since 5":       "demande une unité, par exemple 5m ou 5h",
		"feeds":                 "Vous ne suivez aucun flux.",
		"list":                  "Aucun article.",
		"quotes":                "Aucune citation.",
		"companies":             "Aucune entreprise.",
		"":                      "l’interface demande un terminal",
		"export --format x":     "les flux s’écrivent en OPML",
		"import --dry-run":      "--dry-run va avec les fichiers de newsboat",
		"import --newsboat /no": "il n’y a ni fichier",
		"config check":          "n’existe pas : les valeurs par défaut valent",
		"config check a b":      "ne prend pas",
		"--config /no list":     "la configuration /no ne peut pas être lue",
		"config theme --list":   "pour un fond sombre",
		"companies explain 1":   "il n’y a pas d’article 1",
		"serve --check":         "octets qu’une commande peut lire",
	} {
		enFrançais(t, "", strings.Fields(args)...).french(t).want(t, enFrançais(t, "", strings.Fields(args)...).code, want)
	}
}

// What is wrong with the files is said in French, keys and themes too.
func TestErrorsOfFilesAreFrench(t *testing.T) {
	put(t, map[string]string{
		"config.yaml": `refresh:
  interval: 5
  concurrency: 0
  host_gap: soon
summry: 3
feeds:
  - title: No address
  - url: ftp://mill.example/feed
companies: [a]
ui:
  theme: drak
  mouse: maybe
  measure: wide
  open_with:
    - host: mill.example
      run: [no-such-program-anywhere]
keys:
  preset: vim
  bind:
    star: [z]
    tag: [j]
    strar: [x]
    top: [hyperspace]
  macros:
    K: [":nope", "opn"]
`,
		"themes/evening.yaml": "base: beige\nquote: mauve\nbogus: red\n",
		"themes/dark.yaml":    "quote: red\n",
	})
	enFrançais(t, "", "config", "check").french(t).want(t, exitFailed,
		`config.yaml:2: interval « 5 » demande une unité, par exemple 5m ou 5h`,
		`config.yaml:5: option inconnue « summry » ; vouliez-vous dire « summary » ?`,
		`config.yaml:11: le thème « drak » doit être un de auto, dark,`, `; vouliez-vous dire « dark » ?`,
		`la touche « z » est prise à zen, qui reste sans touche`,
		`remarque : `, `la touche « j » est prise à down, qui garde « down »`,
		`il n’y a pas d’action « strar » ; vouliez-vous dire star ?`,
		`evening.yaml:1: base « beige » doit être un de`, `quote « mauve » n’est pas une couleur`, `il y a déjà un thème « dark »`, "problèmes\n")
	enFrançais(t, "", "list").french(t).want(t, exitUsage, "la configuration est fausse")
	enFrançais(t, "", "doctor").french(t).want(t, exitFailed, "Corrigez ces lignes")
}

// A day with lede in French: nothing of it is English but the articles.
func TestCommandsAreFrench(t *testing.T) {
	home(t)
	at := publisher(t)
	enFrançais(t, "", "add", at+"/page").french(t).want(t, 0, "The Mill: 2 articles")
	enFrançais(t, "", "add", at+"/feed").french(t).want(t, 0, "The Mill est déjà suivi")
	enFrançais(t, "", "add", at+"/nothing").french(t).want(t, exitFailed, "lede: ")
	list := `<opml version="2.0"><body><outline xmlUrl="` + at + `/feed"/><outline xmlUrl="` + at + `/gone"/></body></opml>`
	enFrançais(t, list, "import").french(t).want(t, 0, "1 flux est suivi maintenant ; 1 l’était déjà", "`lede refresh` va les chercher")
	enFrançais(t, "exec:mill\n"+at+"/feed\n", "import").french(t).want(t, 0, "Ligne 1 : Non repris : il lance un programme")
	enFrançais(t, "<opml><!-- mine --><body><outline text=\"x\" type=\"link\" url=\"http://x.example/\"/><outline xmlUrl=\""+at+"/feed\"/></body></opml>", "import").
		french(t).want(t, 0, `« x » est un lien et pas un flux`, "Les commentaires de la liste ne sont pas gardés.")
	enFrançais(t, "", "refresh", "--force").french(t).want(t, exitPartly, "0 nouvel article, 0 modifié, de 2 flux ; 1 en échec", "Il n’y a pas de flux à cette adresse (404).")
	enFrançais(t, "", "feeds").french(t).want(t, 0, "en échec", "à l’instant, dans ")
	enFrançais(t, "", "companies").want(t, 0, "non lu", "technologie")
	enFrançais(t, "", "companies", "explain", "1").want(t, 0, "Microsoft: un sujet de l’article, 1,00", "«\u00a0Microsoft\u00a0» (nom) un nom à elle +3,0")
	enFrançais(t, "", "doctor").french(t).want(t, exitFailed, "2, dont 1 a des problèmes", " Mo")
	enFrançais(t, "", "remove", "mill").french(t).want(t, 0, "The Mill n’est plus suivi")
}

// What newsboat has comes over in French.
func TestNewsboatComesOverInFrench(t *testing.T) {
	dir := filepath.Join(home(t), ".newsboat")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"urls": "https://mill.example/feed grain ~Moulin\nexec:mill.sh\nquery:Loaves:title =~ \"^a[bc]\"\nftp://mill.example/x\n",
		"config": "bind-key j down\nbind-key v view-dialogs\nbind-key Bad!! open\nmacro v set browser x; open\ncolor info red black\nplayer mpv\nreload-time never\n" +
			"browser \"a | b\"\nnonsense 1\nignore-article * \"title <> 3\"\ninclude nowhere\nunbind-key -a\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	enFrançais(t, "", "import", "--newsboat", "--dry-run").french(t).want(t, 0, "Voici ce qui serait repris", "flux suivi", "Non repris, ou pas tout à fait",
		"lede n’en lance aucun", "n’a pas d’équivalent", "Les couleurs (1 ligne à partir d’ici)", "Réglages et touches ; --write-config les écrit dans")
}

// Every text of the help is there in French.
func TestHelpIsFrench(t *testing.T) {
	home(t)
	english := &shell{lang: "en", local: &local{}}
	tr := i18n.New("fr")
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		texts := map[string]bool{cmd.Short: true, cmd.Long: true}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { texts[f.Usage] = true })
		if cmd.Name() == "admin" {
			delete(texts, cmd.Long) // put together; looked at below
		}
		for text := range texts {
			if text != "" && tr.Help(text) == text {
				t.Errorf("%s: %q has no French", cmd.CommandPath(), text)
			}
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(english.root())
	for _, args := range [][]string{{"--help"}, {"import", "--help"}, {"admin", "--help"}, {"config"}, {"list", "-h"}} {
		got := enFrançais(t, "", args...).want(t, 0, "UTILISATION", "OPTIONS", "Aide de ")
		for _, word := range []string{"USAGE", "FLAGS", "COMMANDS", "help for", " the ", " of "} {
			if strings.Contains(got.out, word) {
				t.Errorf("%v: %q in\n%s", args, word, got.out)
			}
		}
	}
	// Into a file, too, as into a terminal.
	path := filepath.Join(t.TempDir(), "help")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{in: strings.NewReader(""), out: f, errw: f, lang: "fr", now: time.Now, local: &local{}}
	code := sh.run(context.Background(), []string{"list", "--help"})
	if text, err := os.ReadFile(path); f.Close() != nil || err != nil || code != 0 || !strings.Contains(string(text), "UTILISATION") || strings.Contains(string(text), "USAGE") {
		t.Errorf("%d %v %s", code, err, text)
	}
	var out, errw bytes.Buffer
	if code := Remote(context.Background(), "1", "fr", nil, []string{"--help"}, strings.NewReader(""), &out, &errw); code != 0 ||
		!strings.Contains(out.String(), "Utilisation :") || !strings.Contains(out.String(), "les clés SSH de votre compte") || strings.Contains(out.String(), "Usage") {
		t.Errorf("%d %s", code, out.String())
	}
}

// The language of the configuration holds for help, wrong usage and everything else,
// whatever the locale.
func TestLanguageOfTheConfiguration(t *testing.T) {
	dir := home(t)
	write := func(name, language string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("ui:\n  language: "+language+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("config/lede/config.yaml", "fr")
	lede(t, "", "--help").french(t).want(t, 0, "UTILISATION", "Annuler ce qui")
	lede(t, "", "list", "--help").french(t).want(t, 0, "les plus récents")
	lede(t, "", "bogus").french(t).want(t, 2, "il n’y a pas de commande")
	lede(t, "", "list", "--bogus").french(t).want(t, 2)
	lede(t, "", "undo").french(t).want(t, 1, "Rien à annuler")
	lede(t, "", "list").french(t).want(t, 0)
	other := write("other.yaml", "en")
	enFrançais(t, "", "bogus", "--config", other).want(t, 2, "there is no command")
	enFrançais(t, "", "--config="+other, "list", "--limit", "3", "--help").want(t, 0, "USAGE", "Lists articles")
	wrong := write("wrong.yaml", "en\n  theme: [") // also of one that is wrong, as far as it can be read
	enFrançais(t, "", "bogus", "--config", filepath.Join(dir, "none.yaml")).want(t, 2, "il n’y a pas de commande")
	lede(t, "", "--config", wrong, "feeds").want(t, 2)
}
