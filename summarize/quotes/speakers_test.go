package quotes

import (
	"fmt"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// TestFarSpeakers: the speaker stands away from the verb, or is named only in
// another sentence.
func TestFarSpeakers(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		// When, where and to whom stand between verb and subject.
		{"reflexive, day, medium", "« Nous avons vendu tout ce que nous pouvions », s’est félicité mercredi dernier sur Canal Sud Bertil Okonda, le patron de Valtor.", []string{"Bertil Okonda: Nous avons vendu tout ce que nous pouvions"}},
		{"day, medium, then a role", "« La panne sera réparée avant ce soir », a assuré lundi matin sur Radio Marle Solveig Castanier, sa directrice générale.", []string{"Solveig Castanier: La panne sera réparée avant ce soir"}},
		{"in a release", "« Cette amende est injuste et disproportionnée », a réagi dans un communiqué Hugo Lemaire.", []string{"Hugo Lemaire: Cette amende est injuste et disproportionnée"}},
		{"to an agency", "« Les trains repartiront avant la nuit », a indiqué à l’AFP Paul Hennequin.", []string{"Paul Hennequin: Les trains repartiront avant la nuit"}},
		{"to an agency, a role", "« Les trains repartiront avant la nuit », a indiqué à l’AFP un porte-parole de Valtor.", []string{"un porte-parole de Valtor: Les trains repartiront avant la nuit"}},
		{"at the microphone", "« Les prix ne baisseront pas cet hiver », a prévenu jeudi au micro de Radio Marle Claire Vasseur.", []string{"Claire Vasseur: Les prix ne baisseront pas cet hiver"}},
		{"in an interview", "« Les prix ne baisseront pas cet hiver », a prévenu dans un entretien au Courrier de Marle Claire Vasseur, présidente de Valtor.", []string{"Claire Vasseur: Les prix ne baisseront pas cet hiver"}},
		{"before members", "« Nous rendrons chaque euro aux clients », a promis mardi devant les députés Hugo Lemaire.", []string{"Hugo Lemaire: Nous rendrons chaque euro aux clients"}},
		{"at a conference", "« Nous rendrons chaque euro aux clients », s’est engagé lors d’une conférence de presse Hugo Lemaire, le PDG de Valtor.", []string{"Hugo Lemaire: Nous rendrons chaque euro aux clients"}},
		{"indignant", "« On nous a menti pendant des années », s’est indignée dimanche soir sur France 9 Claire Vasseur.", []string{"Claire Vasseur: On nous a menti pendant des années"}},
		{"glad", "« Le chantier est enfin terminé », s’est réjoui vendredi 3 mai Paul Hennequin, maire de Brennac.", []string{"Paul Hennequin: Le chantier est enfin terminé"}},
		{"annoyed", "« Personne ne nous a prévenus à temps », s’est agacée Claire Vasseur.", []string{"Claire Vasseur: Personne ne nous a prévenus à temps"}},
		// The speaker goes on.
		{"goes on", "« Nous avons vendu tout le stock », s’est félicité mercredi sur Canal Sud Bertil Okonda, le patron de Valtor. « Les usines tournent jour et nuit », a-t-il ajouté.", []string{"Bertil Okonda: Nous avons vendu tout le stock", "Bertil Okonda: Les usines tournent jour et nuit"}},
		{"she goes on", "Hugo Lemaire reste discret. « La panne sera réparée avant ce soir », a assuré lundi matin sur Radio Marle Solveig Castanier, sa directrice générale. « Nos équipes sont sur place », a-t-elle poursuivi.", []string{"Solveig Castanier: La panne sera réparée avant ce soir", "Solveig Castanier: Nos équipes sont sur place"}},
		// Who asks is not who speaks.
		{"asked by", "Interrogée par Canal Sud, Lina Osterman, qui dirige Valtor, s’est voulue prudente : « Nous ne voyons pas encore la fin de la crise. »", []string{"Lina Osterman: Nous ne voyons pas encore la fin de la crise."}},
		{"asked on", "Invité de Radio Marle, Hugo Lemaire s’est montré ferme : « Nous ne vendrons aucune de nos usines. »", []string{"Hugo Lemaire: Nous ne vendrons aucune de nos usines."}},
		{"asked, English", "Asked by Channel Nine, Nora Whitfield, who runs Valtor, was cautious: “We do not see the end of the crisis yet.”", []string{"Nora Whitfield: We do not see the end of the crisis yet."}},
		{"speaking to", "Speaking to Channel Nine, Grant Osborne said: “We are not going to close any plant this year.”", []string{"Grant Osborne: We are not going to close any plant this year."}},
		{"interviewed by", "Interviewed by the Ledger on Monday, Grant Osborne, head of Valtor, was blunt: “We are not going to close any plant.”", []string{"Grant Osborne: We are not going to close any plant."}},
		// A role stands for a person.
		{"role and company", "De son côté, Hugo Lemaire a tenté de rassurer. « Nos ventes repartiront avant la fin de l’année », a indiqué le directeur général de Valtor aux analystes.", []string{"Hugo Lemaire: Nos ventes repartiront avant la fin de l’année"}},
		{"role held", "Claire Vasseur, directrice générale de Valtor, a visité le site. Paul Hennequin l’accompagnait.\n« Nous embaucherons deux cents personnes », a promis la directrice générale de Valtor.", []string{"Claire Vasseur: Nous embaucherons deux cents personnes"}},
		{"role, English", "Grant Osborne tried to calm investors on Monday. “Our sales will recover before the end of the year,” the Valtor chief executive said.", []string{"Grant Osborne: Our sales will recover before the end of the year"}},
		{"role held, English", "Nora Whitfield, chief executive of Valtor, spoke on Monday. Grant Osborne listened.\n“We will hire two hundred people,” the chief executive of Valtor said.", []string{"Nora Whitfield: We will hire two hundred people"}},
		{"another's role", "Grant Osborne, chief executive of Valtor, spoke on Monday. “We will hire two hundred people,” the chief executive of Brightcar said.", []string{"the chief executive of Brightcar: We will hire two hundred people"}},
		// Pronouns.
		{"the nearer woman", "Claire Vasseur, maire de Brennac, a visité le site. « La panne sera réparée avant ce soir », a assuré sur Radio Marle Solen Castanier, sa directrice générale. Elle a ajouté que l’entreprise « remboursera tous les abonnés touchés par la panne ».", []string{"Solen Castanier: La panne sera réparée avant ce soir", "Solen Castanier: remboursera tous les abonnés touchés par la panne"}},
		{"he after who spoke", "Grant Osborne left in May. “The plant is ready for the winter,” said Stacy Whitlow, an analyst at Brightcar. He expects the plant to add “a few cents to every share next year”.", []string{"Stacy Whitlow: The plant is ready for the winter", "Stacy Whitlow: a few cents to every share next year"}},
		{"not a man", "Grant Osborne left in May. “The plant is ready for the winter,” said Ms Whitlow. He expects the plant to add “a few cents to every share next year”.", []string{"Whitlow: The plant is ready for the winter", "Grant Osborne: a few cents to every share next year"}},
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

// TestNamedRole: how somebody is called is no part of their role.
func TestNamedRole(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"“We will close two plants this year,” said a retired judge named Thomas Beecham.", "retired judge"},
		{"“We will close two plants this year,” said a former engineer called Thomas Beecham.", "former engineer"},
		{"« Nous fermerons deux usines cette année », a dit un ancien directeur du nom de Hugo Lemaire.", "ancien directeur"},
		{"« Nous fermerons deux usines cette année », a dit un avocat nommé Hugo Lemaire.", "avocat"},
	} {
		qs := Find(text.Analyse(&news.Article{Title: "Usines", Text: tt.in}), nil)
		if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Role != tt.want {
			t.Errorf("%s: want role %q", tt.in, tt.want)
			for _, q := range qs {
				t.Logf("%+v", q.Speaker)
			}
		}
	}
}
