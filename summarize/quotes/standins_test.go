package quotes

import (
	"fmt"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// at is where a company is named in a text.
func at(s, name string, salience news.Salience, score float64) news.Mention {
	m := news.Mention{Company: news.CompanyID(strings.ToLower(name)), Name: name, Salience: salience, Score: score}
	for from := 0; ; {
		i := strings.Index(s[from:], name)
		if i < 0 {
			return m
		}
		m.Spans = append(m.Spans, news.MentionSpan{Span: news.Span{Start: from + i, End: from + i + len(name)}, Why: "name"})
		from += i + len(name)
	}
}

// TestStandIns: a phrase stands for who or what was named before.
func TestStandIns(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"the subject and not the supplier", "Valtor ouvre un centre à Brennac, dont les serveurs viennent de Brightcar.\n\nLes riverains se plaignent du bruit.\n\nJointe par téléphone, l’entreprise assure que « tout sera réglé avant l’été ».", "Valtor: tout sera réglé avant l’été"},
		{"the one of the paragraph", "Valtor ouvre un centre à Brennac.\n\nLa mairie a choisi Brightcar pour le réseau. Le fournisseur promet « une coupure d’une heure au plus ».", "Brightcar: une coupure d’une heure au plus"},
		{"with its country", "Valtor ouvre un centre à Brennac.\n\nLe groupe suédois évoque « un chantier de trois ans ».", "Valtor: un chantier de trois ans"},
		{"English, with its country", "Valtor will open a plant in Brennac with engines by Brightcar.\n\nNeighbours complain. The Swedish carmaker said the plant was “a matter of survival”.", "Valtor: a matter of survival"},
		{"the chief of the group", "Claire Vasseur, directrice générale de Brightcar, est venue.\n\n« Rien n’est signé », rappelle Hugo Lemaire. Le directeur général du groupe table sur « six mois de travail ».", "Hugo Lemaire: Rien n’est signé | Hugo Lemaire: six mois de travail"},
		{"courtesy is no role", "« Nous verrons bien », répond de son côté Mme Vasseur.", "Vasseur: Nous verrons bien"},
		{"governed", "Le patron est serein. « Les abonnés reviendront », veut croire la directrice commerciale.", "la directrice commerciale: Les abonnés reviendront"},
		{"governed with a preposition", "« Aucun poste ne sera supprimé », tient à rassurer Hugo Lemaire.", "Hugo Lemaire: Aucun poste ne sera supprimé"},
		{"at somebody's", "« Personne ne nous a écoutés », dit Paul Hennequin. Même constat chez Claire Vasseur, élue de Brennac : « Nous l’avons lu dans le journal. »", "Paul Hennequin: Personne ne nous a écoutés | Claire Vasseur: Nous l’avons lu dans le journal."},
		{"and to conclude", "« Personne ne nous a écoutés », dit Paul Hennequin.\n\nEt de conclure : « Nous saurons nous en souvenir. »", "Paul Hennequin: Personne ne nous a écoutés | Paul Hennequin: Nous saurons nous en souvenir."},
		{"a capital without its accent", "A en croire Hugo Lemaire, le pont « tiendra encore cent ans ».", "Hugo Lemaire: tiendra encore cent ans"},
		{"an aside within the verb", "« Ce pont est à tous », a de son côté martelé Claire Vasseur, qui dirige le port.", "Claire Vasseur: Ce pont est à tous"},
		{"nobody in particular", "« Personne ne nous a écoutés », dit Paul Hennequin. « Nous verrons cela au printemps », temporise-t-on.", "Paul Hennequin: Personne ne nous a écoutés | ?: Nous verrons cela au printemps"},
		{"somebody's circle", "« Nous verrons cela au printemps », temporise-t-on dans l’entourage de la préfète.", "l’entourage de la préfète: Nous verrons cela au printemps"},
		{"at a company", "« Nous verrons cela au printemps », temporise-t-on chez Valtor.", "Valtor: Nous verrons cela au printemps"},
		{"the founder of the house from there", "« C’est un beau jour », sourit Hugo Lemaire. Le fondateur de la société brennacoise promet « deux cents emplois ».", "Hugo Lemaire: C’est un beau jour | Hugo Lemaire: deux cents emplois"},
		{"a verb that looks like a noun", "« Moi, je reste chez moi », tranche Mireille, qui tient le kiosque. « Le quai est trop cher », coupe Mireille en baissant le store.", "Mireille: Moi, je reste chez moi | Mireille: Le quai est trop cher"},
		{"whom the sentence before is about", "Un projet qui laisse Hugo Lemaire de marbre. « On connaît la musique », souffle le président de la Ligue des ports.", "Hugo Lemaire: On connaît la musique"},
		{"one of them", "Les pêcheurs ont reçu Hugo Lemaire. L’un d’eux parle d’une « honte ».", "L’un d’eux: honte"},
		{"warns", "« La digue ne tiendra pas l’hiver », a mis en garde la CGT Valtor dans un tract. « C’est une affaire de mois », met en garde Hugo Lemaire.", "la CGT Valtor: La digue ne tiendra pas l’hiver | Hugo Lemaire: C’est une affaire de mois"},
		{"the sentence behind", "Les dockers ont débrayé jeudi.\n\n« Qui nous dira la vérité ? » Paul Hennequin, délégué du port, ne cache pas sa colère.", "Paul Hennequin: Qui nous dira la vérité ?"},
		{"the sentence behind says something else", "« Le pont est sûr », dit Claire Vasseur. « Il l’a toujours été. » Paul Hennequin, maire de Brennac, affirme le contraire.", "Claire Vasseur: Le pont est sûr | Claire Vasseur: Il l’a toujours été."},
		{"a body beside what it is", "The regulator, Portwatch, said it was “looking at every option there is”.", "Portwatch: looking at every option there is"},
		{"who is introduced behind", "The chief executive of Valtor will not resign, and called the vote “a distraction from the work”. Nora Whitfield, who joined in March, spoke for an hour.", "Nora Whitfield: a distraction from the work"},
		{"a name in marks", "Dans une note que « Valtor » a pu lire, Claire Vasseur juge la mesure « injuste et inutile ».", "Claire Vasseur: injuste et inutile"},
		{"a house in the compound", "SAP-Chef Heinrich Kastner widersprach am Montag. „Wir brauchen keine neue Behörde“, sagte Digitalministerin Petra Lindholm der Zeitung.", "Petra Lindholm: Wir brauchen keine neue Behörde"},
		{"the expert", "« Le marché attendait cela », commente Hugo Lemaire, analyste chez Portwatch. L’expert note que la dette « reste un vrai sujet ».", "Hugo Lemaire: Le marché attendait cela | Hugo Lemaire: reste un vrai sujet"},
		{"speaks of", "Le syndicat parle, lui, d’une « gabegie sans nom ».", "Le syndicat: gabegie sans nom"},
	} {
		title := "Une journée au port"
		if strings.Contains(tt.in, " will ") {
			title = "A day at the port"
		}
		d := text.Analyse(&news.Article{Title: title, Text: tt.in})
		var got []string
		for _, q := range Find(d, []news.Mention{at(tt.in, "Valtor", news.About, 0.9), at(tt.in, "Brightcar", news.Mentions, 0.3)}) {
			name := "?"
			if q.Speaker != nil {
				name = q.Speaker.Name
				if strings.HasPrefix(q.Speaker.Role, "côté") {
					t.Errorf("%s: the role is %q", tt.name, q.Speaker.Role)
				}
			}
			got = append(got, name+": "+q.Text)
		}
		if s := strings.Join(got, " | "); s != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, s, tt.want)
		}
	}
}

// TestHouseOfARole: "du groupe" is no part of what somebody is.
func TestHouseOfARole(t *testing.T) {
	in := "Valtor rouvre son usine de Brennac. « Le carnet est plein », se félicite Hugo Lemaire, directeur général du groupe.\n\n“Quoted”"
	d := text.Analyse(&news.Article{Title: "Valtor rouvre", Text: in})
	q := Find(d, []news.Mention{at(in, "Valtor", news.About, 0.9)})[0]
	if got := fmt.Sprintf("%s, %s, %s", q.Speaker.Name, q.Speaker.Role, q.Speaker.Organisation); got != "Hugo Lemaire, directeur général, Valtor" {
		t.Error(got)
	}
}

// TestStandfirstTakesUp: the shorter form in the standfirst is no second
// quotation; somebody else's is.
func TestStandfirstTakesUp(t *testing.T) {
	body := "« Nous rendons l’eau à la vallée. Aucun barrage ne l’avait fait », explique Hugo Lemaire, le directeur de Valtor, au pied du barrage de Brennac. Le chantier a duré trois ans dans la vallée.\n\nLes pêcheurs attendent de voir les truites revenir."
	for standfirst, want := range map[string]int{
		"Trois ans de chantier au barrage de Brennac. « Nous rendons l’eau à la vallée », promet Hugo Lemaire, de Valtor.":    1,
		"Trois ans de chantier au barrage de Brennac. « Nous rendons l’eau à la vallée », ironise Claire Vasseur, de Valtor.": 2,
	} {
		d := text.Analyse(&news.Article{Title: "Le barrage de Brennac est terminé", Text: standfirst + "\n\n" + body})
		got := Find(d, nil)
		if len(got) != want || want == 1 && (len(got[0].AlsoAt) != 1 || !strings.Contains(got[0].Text, "Aucun barrage")) {
			t.Errorf("%s: %+v", standfirst, got)
		}
	}
}
