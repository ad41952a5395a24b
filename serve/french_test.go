package serve

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"lede/news"
	"lede/newsroom"
	"lede/ui/i18n"
)

// The server's own commands answer a French reader in French, and whoever runs it.
func TestCommandsOfTheServerAreFrench(t *testing.T) {
	said := func(lang, english string) string { return i18n.New(lang).Said(english) }
	dir := t.TempDir()
	h := open(t, func(o *Options) {
		o.Dir, o.Said, o.Languages = dir, said, []string{"en", "fr"}
		o.Language = func(context.Context, *newsroom.Session, string) string { return "fr" }
	})
	boss := h.as(news.Admin, "boss")
	eve := h.client("eve", newKey(t))
	if out, _, _ := run(t, eve, "language", ""); out != "fr\n" { // there is an account now
		t.Fatal(out)
	}
	english := regexp.MustCompile(`\b(the|there|is|are|of|with|for|nothing|usage:|never|everybody|ended|added)\b`)
	for _, c := range []struct{ command, want string }{
		{"admin users", "RÔLE"},
		{"admin sessions", "DEPUIS"},
		{"admin users role eve editor", "eve est maintenant editor"},
		{"admin users role eve king", `il n’y a pas de rôle « king » ; il y a reader, editor et admin`},
		{"admin users role nobody editor", `il n’y a pas de compte « nobody » ; `},
		{"admin users role 1 reader", "gardent leur rôle"},
		{"admin users name boss 'a b'", "un nom a des lettres"},
		{"admin kick 99", "il n’y a pas de session 99"},
		{"admin", "lede : usage : admin COMMANDE"},
		{"admin keys boss", "EMPREINTE"},
		{"admin keys boss add", "usage"},
		{"admin invite --days 0", "--days est un nombre de 1 à 365"},
		{"admin invite --name ada", "Bonne pour un compte (reader) jusqu’au"},
		{"admin invite list", "JUSQU’À"},
		{"admin invite revoke 99", "introuvable"},
		{"admin backup /tmp/x", "de votre côté de la ligne"},
		{"keys", "(celle-ci)"},
		{"keys remove SHA256:x", "introuvable"},
		{"notify loudly", "lede : usage : notify"},
		{"language klingon", "lede : usage : language"},
		{"list 'a", "la commande est illisible : un guillemet n’est pas fermé"},
	} {
		out, errs, _ := run(t, boss, c.command, "")
		text := out + errs
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", c.command, text, c.want)
		}
		if word := english.FindString(text); word != "" {
			t.Errorf("%s: %q in %q", c.command, word, text)
		}
	}
	if _, errs, _ := run(t, eve, "admin users", ""); !strings.Contains(errs, "lede : admin est pour le rôle admin, et le vôtre est editor") {
		t.Errorf("as a reader: %q", errs)
	}
	var out, errw strings.Builder
	none := func() (Rooms, func() error, error) {
		t.Fatal("the store was opened beside the server")
		return nil, nil, nil
	}
	if code := Manage(t.Context(), Tongue{"fr", said}, dir, none, []string{"kick", "99"}, strings.NewReader(""), &out, &errw); code != 1 || !strings.Contains(errw.String(), "il n’y a pas de session 99") {
		t.Errorf("lede admin: %d, %q", code, errw.String())
	}
	errw.Reset()
	if _ = Manage(t.Context(), Tongue{"en", said}, dir, none, []string{"kick", "99"}, strings.NewReader(""), &out, &errw); !strings.Contains(errw.String(), "there is no session 99") {
		t.Errorf("lede admin in English: %q", errw.String())
	}
}
