package quotes

import (
	"fmt"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// said lists the quotations of a text as "speaker: words".
func said(title, s string) []string {
	d := text.Analyse(&news.Article{Title: title, Text: s})
	var out []string
	for _, q := range Find(d, nil) {
		name := "?"
		if q.Speaker != nil {
			name = q.Speaker.Name
		}
		out = append(out, name+": "+q.Text)
	}
	return out
}

func TestSpeakers(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		// French
		{"colon", "Claire Vasseur a déclaré : « Nous rouvrirons le pont avant la fin du mois. »", []string{"Claire Vasseur: Nous rouvrirons le pont avant la fin du mois."}},
		{"que", "Le maire, Paul Hennequin, affirme que « la dette a été divisée par deux en trois ans ».", []string{"Paul Hennequin: la dette a été divisée par deux en trois ans"}},
		{"inversion", "« Nous n'avons rien caché aux habitants », explique Paul Hennequin.", []string{"Paul Hennequin: Nous n'avons rien caché aux habitants"}},
		{"inversion with auxiliary", "« Nous n'avons rien caché aux habitants », a expliqué mardi soir à la presse le maire Paul Hennequin.", []string{"Paul Hennequin: Nous n'avons rien caché aux habitants"}},
		{"role before the name", "« Nous allons embaucher deux cents personnes », a annoncé le directeur général de Valtor, Hugo Lemaire.", []string{"Hugo Lemaire: Nous allons embaucher deux cents personnes"}},
		{"role after the name", "Hugo Lemaire, directeur général de Valtor, prévient : « Nous allons devoir fermer deux usines. »", []string{"Hugo Lemaire: Nous allons devoir fermer deux usines."}},
		{"pronoun", "Hugo Lemaire a visité le site lundi. « Nous allons devoir fermer deux usines », a-t-il dit.", []string{"Hugo Lemaire: Nous allons devoir fermer deux usines"}},
		{"she", "Hugo Lemaire a reçu Claire Vasseur lundi. « Le dossier avance très vite maintenant », a-t-elle confié.", []string{"Claire Vasseur: Le dossier avance très vite maintenant"}},
		{"surname", "Claire Vasseur dirige le port. Selon Vasseur, « le trafic va doubler d'ici à cinq ans ».", []string{"Claire Vasseur: le trafic va doubler d'ici à cinq ans"}},
		{"after selon", "« Le trafic va doubler d'ici à cinq ans », selon Claire Vasseur.", []string{"Claire Vasseur: Le trafic va doubler d'ici à cinq ans"}},
		{"gerund", "Claire Vasseur reste prudente, ajoutant que « rien n'est encore signé avec les investisseurs ».", []string{"Claire Vasseur: rien n'est encore signé avec les investisseurs"}},
		{"relative clause", "Le dossier est suivi par Claire Vasseur, qui estime que « rien n'est encore signé avec eux ».", []string{"Claire Vasseur: rien n'est encore signé avec eux"}},
		{"set phrase", "Hugo Lemaire a, de son côté, dénoncé « une décision prise sans aucune concertation ».", []string{"Hugo Lemaire: une décision prise sans aucune concertation"}},
		{"noun phrase", "« Le service reprendra dans la matinée », a indiqué un porte-parole de la préfecture.", []string{"un porte-parole de la préfecture: Le service reprendra dans la matinée"}},
		{"goes on", "« Le dossier avance très vite », assure Claire Vasseur. « Mais rien n'est encore signé avec eux. »", []string{"Claire Vasseur: Le dossier avance très vite", "Claire Vasseur: Mais rien n'est encore signé avec eux."}},
		{"two in a sentence", "Claire Vasseur dénonce « une décision prise dans la hâte » et « un grand mépris des habitants ».", []string{"Claire Vasseur: une décision prise dans la hâte", "Claire Vasseur: un grand mépris des habitants"}},
		{"between the marks", "« Les ponts, regrette Claire Vasseur, ont été laissés sans entretien. »", []string{"Claire Vasseur: Les ponts, regrette Claire Vasseur, ont été laissés sans entretien."}},
		{"a verb no table has", "« Ce pont nous aura coûté bien des nuits », soupirait-elle hier. « Il était temps d'en finir », grimaça Paul Hennequin.", []string{"?: Ce pont nous aura coûté bien des nuits", "Paul Hennequin: Il était temps d'en finir"}},
		{"lui is no subject", "Claire Vasseur a parlé mardi. « Le pont sera rouvert au printemps », lui a rétorqué Paul Hennequin.", []string{"Paul Hennequin: Le pont sera rouvert au printemps"}},
		{"selon lui", "Paul Hennequin a visité le chantier. Selon lui, « le pont tiendra encore cinquante ans au moins ».", []string{"Paul Hennequin: le pont tiendra encore cinquante ans au moins"}},
		{"d'après", "D'après l'ingénieur Paul Hennequin, les travaux commencent trop tard : « On répare ce qui est déjà tombé. »", []string{"Paul Hennequin: On répare ce qui est déjà tombé."}},
		{"a role said before", "Le port a une directrice, Claire Vasseur, depuis mars. Elle y travaille depuis dix ans. « Le trafic va doubler d'ici à cinq ans », affirme la directrice.", []string{"Claire Vasseur: Le trafic va doubler d'ici à cinq ans"}},
		{"the name between commas", "La maire de Brennac, Claire Vasseur, attendait cette annonce : « Le port va enfin revivre après dix ans. »", []string{"Claire Vasseur: Le port va enfin revivre après dix ans."}},
		{"a surname like a verb", "Claire Tonnant reprend le port. « Le trafic va doubler d'ici à cinq ans », promet Tonnant.", []string{"Claire Tonnant: Le trafic va doubler d'ici à cinq ans"}},
		{"not a thing", "Les travaux arrivent trop tard : « On répare ce qui est déjà tombé. »", []string{"?: On répare ce qui est déjà tombé."}},
		{"after networks", "« Nous avons tout essayé, vraiment tout », écrit sur les réseaux sociaux son fondateur, Paul Hennequin.", []string{"Paul Hennequin: Nous avons tout essayé, vraiment tout"}},
		{"according before the pronoun", "Selon Paul Hennequin, la méthode a une vertu. Elle évite une erreur : « Personne ne creuse plus deux fois au même endroit. »", []string{"Paul Hennequin: Personne ne creuse plus deux fois au même endroit."}},
		// English
		{"no article of another language", "The plan came out on Monday and the opposition answered it. Le maire a déclaré : « Nous rouvrirons le pont avant la fin du mois. » They are not of one mind about it.", []string{"?: Nous rouvrirons le pont avant la fin du mois."}},
		{"a verb no table has, English", "“We counted the arches twice and slept badly,” Nora Whitfield deadpanned.", []string{"Nora Whitfield: We counted the arches twice and slept badly"}},
		{"a phrase of time", "The council less than two weeks ago said that the bridge was “in a far worse state than feared.”", []string{"The council: in a far worse state than feared."}},
		{"with somebody saying", "The council declined to comment, with spokesman Grant Osborne saying, “We will not talk about the bridge today.”", []string{"Grant Osborne: We will not talk about the bridge today."}},
		{"of a group", "“My mother does not cross bridges,” said Nora Whitfield of the group Safe Arches, who called for repairs.", []string{"Nora Whitfield: My mother does not cross bridges"}},
		{"one of them", "Valtor dismissed its engineers. One of them, who asked not to be named, said the managers “did not want to know about it”.", []string{"?: did not want to know about it"}},
		{"not a tour", "The Valtor Tour begins in May. “It will be a very long summer for us,” he said.", []string{"?: It will be a very long summer for us"}},
		{"said X", "“We will reopen the bridge before the end of the month,” said Nora Whitfield.", []string{"Nora Whitfield: We will reopen the bridge before the end of the month"}},
		{"X said", "“We will reopen the bridge soon,” Nora Whitfield said on Monday.", []string{"Nora Whitfield: We will reopen the bridge soon"}},
		{"told reporters", "Nora Whitfield told reporters that the bridge was “in a far worse state than we thought.”", []string{"Nora Whitfield: in a far worse state than we thought."}},
		{"role before", "Valtor chief executive Grant Osborne said: “We are not going to close any plant this year.”", []string{"Grant Osborne: We are not going to close any plant this year."}},
		{"role after", "“We are not going to close any plant,” said Grant Osborne, chief executive of Valtor.", []string{"Grant Osborne: We are not going to close any plant"}},
		{"apposition", "Grant Osborne, who runs the Valtor plant, said: “We are not going to close anything.”", []string{"Grant Osborne: We are not going to close anything."}},
		{"he", "Grant Osborne met the unions. “We are not going to close any plant,” he said.", []string{"Grant Osborne: We are not going to close any plant"}},
		{"she, not he", "Grant Osborne met Nora Whitfield on Monday. “It was a very good talk,” she said.", []string{"Nora Whitfield: It was a very good talk"}},
		{"surname", "Grant Osborne met the unions. “We are not closing any plant,” Osborne told the Daily Ledger.", []string{"Grant Osborne: We are not closing any plant"}},
		{"according to", "According to Nora Whitfield, “the bridge was never going to last that long.”", []string{"Nora Whitfield: the bridge was never going to last that long."}},
		{"split", "“We are not closing any plant,” said Grant Osborne, “and we never planned to.”", []string{"Grant Osborne: We are not closing any plant", "Grant Osborne: and we never planned to."}},
		{"next paragraph", "“We are not closing any plant,” Grant Osborne said.\n“The unions have been told so in writing, twice.”", []string{"Grant Osborne: We are not closing any plant", "Grant Osborne: The unions have been told so in writing, twice."}},
		{"spokesman", "“The matter is now before the courts,” a spokesman for the council said.", []string{"a spokesman for the council: The matter is now before the courts"}},
		{"signed", "The council met late.\n“The bridge was never going to last that long.”\n— Nora Whitfield, engineer", []string{"Nora Whitfield: The bridge was never going to last that long."}},
		// not quotations
		{"title of a film", "Elle a vu « Les Roses du Port » au cinéma samedi.", nil},
		{"film and its maker", "“The Salt Road”, by Nora Whitfield, opens on Friday in forty cinemas.", nil},
		{"known as", "The storm known as “Old Harry” closed the port of Marle for three days, Nora Whitfield said.", nil},
		{"word with tongs", "Le village est un « cluster » depuis lundi.", nil},
		{"link", "Le port a rouvert lundi après trois semaines de travaux.\nLire aussi\n« Tout va mal » : comment le port a perdu ses bateaux\nLes bateaux sont revenus dès le matin et les quais se sont remplis.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := said("Une journée au port", tt.in)
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("\n got %s\nwant %s", strings.Join(got, " | "), strings.Join(tt.want, " | "))
			}
		})
	}
}

func TestSameWordsTwice(t *testing.T) {
	in := "Claire Vasseur a déclaré que « nous devons rouvrir ce pont avant la fin du mois ».\n\n" +
		"La ville attend depuis un an la fin des travaux du grand pont.\n\n" +
		"Claire Vasseur, directrice du port, déclare : « Nous devons rouvrir ce pont avant la fin du mois »."
	qs := Find(text.Analyse(&news.Article{Title: "Pont", Text: in}), nil)
	if len(qs) != 1 || len(qs[0].AlsoAt) != 1 {
		t.Fatalf("%d quotations, want one in two places: %v", len(qs), qs)
	}
	if got := qs[0].Speaker.Role; got != "directrice du port" {
		t.Errorf("role %q", got)
	}
}

// TestRoles: what somebody is, without what only ties it to the article.
func TestRoles(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"« Nous fermerons deux usines cette année », résume son PDG, Hugo Lemaire.", "PDG"},
		{"“We will close two plants this year,” said Grant Osborne, Valtor’s chief executive.", "chief executive"},
		{"“We will close two plants this year,” said its chairwoman, Nora Whitfield.", "chairwoman"},
		{"La directrice du port, Claire Vasseur, a déclaré : « Nous rouvrirons le pont avant la fin du mois. »", "directrice du port"},
		{"“We will close two plants,” said Grant Osborne, a former violinist and engineer who runs Valtor.", "former violinist and engineer"},
	} {
		qs := Find(text.Analyse(&news.Article{Title: "Usines", Text: tt.in}), nil)
		if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Role != tt.want {
			t.Errorf("%s\n got %+v, want role %q", tt.in, qs, tt.want)
			if len(qs) == 1 && qs[0].Speaker != nil {
				t.Errorf("role %q", qs[0].Speaker.Role)
			}
		}
	}
}

// TestOtherLanguages: the tables of each language name a speaker; without
// tables the words are found and nobody is named.
func TestOtherLanguages(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"El puerto reabrió el lunes tras la tormenta. «Hemos perdido tres días enteros», dijo Lucía Arrieta, la directora del puerto.", "Lucía Arrieta: Hemos perdido tres días enteros"},
		{"La fabbrica assumerà duecento persone entro l'anno. «È una buona notizia per la valle», ha detto Chiara Bonetti.", "Chiara Bonetti: È una buona notizia per la valle"},
		{"A ponte fecha na segunda-feira para obras. «Não havia outra solução possível», disse Teresa Valadares.", "Teresa Valadares: Não havia outra solução possível"},
		{"De haven krijgt een nieuwe kade van vierhonderd meter. “We hebben hier tien jaar op gewacht”, zei Marijke de Wit.", "Marijke de Wit: We hebben hier tien jaar op gewacht"},
		{"Rząd przedstawił we wtorek budżet posłom i senatorom. „To jest dobry budżet dla wszystkich obywateli”, powiedziała Anna Kowalska.", "?: To jest dobry budżet dla wszystkich obywateli"},
	} {
		got := said("Port", tt.in)
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestCompanySpeaks(t *testing.T) {
	in := "Valtor ferme deux usines. « Nous proposerons un poste à chaque salarié », assure l'entreprise."
	d := text.Analyse(&news.Article{Title: "Usines", Text: in})
	companies := []news.Mention{{Company: "valtor", Name: "Valtor SA", Salience: news.About, Spans: []news.MentionSpan{{Span: news.Span{Start: 0, End: 6}, Why: "name"}}}}
	qs := Find(d, companies)
	if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Name != "Valtor SA" || qs[0].Speaker.AsWritten != "l'entreprise" {
		t.Errorf("got %+v", qs)
	}
}

// TestTables: an entry that no sentence can match is a mistake.
func TestTables(t *testing.T) {
	for lang, g := range grammars {
		for w := range g.weak {
			if !g.verb[w] {
				t.Errorf("%s: weak verb %q is no verb of saying", lang, w)
			}
		}
		for w := range g.verb {
			if strings.ContainsAny(w, " '") {
				t.Errorf("%s: verb %q is more than one word", lang, w)
			}
		}
	}
	d := text.Analyse(&news.Article{Text: "“Yes, we will come to the party,” said Ann Lee."})
	known := map[string]bool{}
	for _, w := range Weigh(d, nil) {
		for f := range w.Features {
			known[f] = true
			if _, ok := weights[f]; !ok {
				t.Errorf("feature %q has no weight", f)
			}
		}
	}
	if !known["bias"] {
		t.Error("no features measured")
	}
}
