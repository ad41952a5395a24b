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
		// Words that stand for a person as pronouns do.
		{"the latter", "Claire Vasseur a reçu Hugo Lemaire, qui dirige Valtor. « Nous avons parlé du pont pendant une heure », a expliqué ce dernier.", []string{"Hugo Lemaire: Nous avons parlé du pont pendant une heure"}},
		{"the billionaire", "Grant Osborne played down the slump on Monday. “Our sales will recover before the summer,” the billionaire said.", []string{"Grant Osborne: Our sales will recover before the summer"}},
		{"after the chief of a house", "Grant Osborne played down the slump. “The best is still ahead of us,” the Valtor chief executive said. “Our sales are fine,” the billionaire added.", []string{"Grant Osborne: The best is still ahead of us", "Grant Osborne: Our sales are fine"}},
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

// TestFarSpeakersAgain are sentences written after the rules, to see whether
// they hold for more than the first ones.
func TestFarSpeakersAgain(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"radio with two words and a role", "« Les clients seront remboursés en entier », a affirmé ce mardi matin au micro de Radio Littoral Maud Kerbiriou, la présidente de Sarmance.", []string{"Maud Kerbiriou: Les clients seront remboursés en entier"}},
		{"role, then name", "« Les clients seront remboursés en entier », a affirmé jeudi sur Canal Sud le directeur général de Sarmance, Yves Taconnet.", []string{"Yves Taconnet: Les clients seront remboursés en entier"}},
		{"evening of", "« La crise est derrière nous désormais », s’est réjouie mercredi 24 novembre dans la soirée Maud Kerbiriou.", []string{"Maud Kerbiriou: La crise est derrière nous désormais"}},
		{"letter to staff", "« Nous n’avons plus le choix », a écrit lundi dans un message aux salariés Yves Taconnet, le patron de Sarmance.", []string{"Yves Taconnet: Nous n’avons plus le choix"}},
		{"to a paper, unknown first name", "« Le marché reste très porteur », a confié au Courrier Tjorven Maasland, analyste chez Brumal.", []string{"Tjorven Maasland: Le marché reste très porteur"}},
		{"general meeting", "« Le dividende augmentera encore », a annoncé lors de l’assemblée générale des actionnaires Maud Kerbiriou.", []string{"Maud Kerbiriou: Le dividende augmentera encore"}},
		{"aside with commas", "« Le dividende augmentera encore », a annoncé, mardi à Paris, Maud Kerbiriou.", []string{"Maud Kerbiriou: Le dividende augmentera encore"}},
		{"in the columns", "« Le dividende augmentera encore », a promis dimanche dans les colonnes du Journal de Brennac Yves Taconnet, PDG du groupe.", []string{"Yves Taconnet: Le dividende augmentera encore"}},
		{"a company in a release", "« Toutes les lignes sont rétablies », a fait savoir dans un communiqué Sarmance.", []string{"Sarmance: Toutes les lignes sont rétablies"}},
		{"after a council", "« Ce choix est une faute grave », s’est indigné à l’issue du conseil Yves Taconnet.", []string{"Yves Taconnet: Ce choix est une faute grave"}},
		{"no person", "« Ce choix est une faute grave », a-t-il déclaré à Radio Littoral.", []string{"?: Ce choix est une faute grave"}},
		{"goes on in the next paragraph", "« Les clients seront remboursés en entier », a affirmé mardi sur Canal Sud Maud Kerbiriou, la présidente de Sarmance.\n« Nous avons compris la leçon », a-t-elle conclu.", []string{"Maud Kerbiriou: Les clients seront remboursés en entier", "Maud Kerbiriou: Nous avons compris la leçon"}},
		{"asked on", "Interrogé mardi sur Radio Littoral, Yves Taconnet s’est voulu rassurant : « Les usines du groupe resteront toutes en France. »", []string{"Yves Taconnet: Les usines du groupe resteront toutes en France."}},
		{"questioned by", "Questionnée par les députés sur les prix, Maud Kerbiriou a botté en touche : « Le régulateur tranchera cette question au printemps. »", []string{"Maud Kerbiriou: Le régulateur tranchera cette question au printemps."}},
		{"reached by phone", "Reached by the Herald on Tuesday, Maud Ellery, who chairs Sarmance, was unmoved: “The regulator will settle that in the spring.”", []string{"Maud Ellery: The regulator will settle that in the spring."}},
		{"speaking to", "Speaking to the Herald, Dexter Pruitt said the merger was “dead and buried for good”.", []string{"Dexter Pruitt: dead and buried for good"}},
		{"chief of the house", "Yves Taconnet a défendu ses comptes mardi. « Nous tiendrons nos objectifs cette année », a promis le PDG de Sarmance.", []string{"Yves Taconnet: Nous tiendrons nos objectifs cette année"}},
		{"not a woman", "Maud Kerbiriou, avocate, a pris la parole mardi. « Nous tiendrons nos objectifs cette année », a promis le patron de Sarmance.", []string{"le patron de Sarmance: Nous tiendrons nos objectifs cette année"}},
		{"a spokesman is anybody", "Yves Taconnet a défendu ses comptes mardi. « Nous tiendrons nos objectifs cette année », a promis le porte-parole de Sarmance.", []string{"le porte-parole de Sarmance: Nous tiendrons nos objectifs cette année"}},
		{"boss, English", "Dexter Pruitt defended the accounts on Tuesday. “We will meet our targets this year,” the Sarmance boss said.", []string{"Dexter Pruitt: We will meet our targets this year"}},
		{"two people", "Dexter Pruitt met Maud Ellery on Tuesday. “We will meet our targets this year,” the Sarmance boss said.", []string{"the Sarmance boss: We will meet our targets this year"}},
		{"she", "Maud Ellery left in June. “The mine will open in the spring,” said Ingrid Solheim, an analyst at Brumal. She expects it to earn “far more than anybody thinks”.", []string{"Ingrid Solheim: The mine will open in the spring", "Ingrid Solheim: far more than anybody thinks"}},
		{"unisex", "Maud Kerbiriou est partie en juin. « La mine ouvrira au printemps », a expliqué Dominique Fargeau, analyste chez Brumal. Elle table sur « un bénéfice bien plus élevé que prévu ».", []string{"Dominique Fargeau: La mine ouvrira au printemps", "Dominique Fargeau: un bénéfice bien plus élevé que prévu"}},
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

// TestSubjectCompany: "l'opérateur" is the company that the sentence before was
// about, not the one named last.
func TestSubjectCompany(t *testing.T) {
	in := "Valtor a envoyé ses équipes sur place avec celles de Brumal. L’opérateur promet un retour à la normale « dans la journée de lundi au plus tard »."
	at := strings.Index(in, "Brumal")
	companies := []news.Mention{
		{Company: "valtor", Name: "Valtor SA", Salience: news.About, Spans: []news.MentionSpan{{Span: news.Span{Start: 0, End: 6}, Why: "name"}}},
		{Company: "brumal", Name: "Brumal SA", Spans: []news.MentionSpan{{Span: news.Span{Start: at, End: at + 6}, Why: "name"}}},
	}
	qs := Find(text.Analyse(&news.Article{Title: "Panne", Text: in}), companies)
	if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Name != "Valtor SA" || qs[0].Speaker.Organisation != "Valtor SA" || qs[0].Speaker.AsWritten != "L’opérateur" {
		t.Errorf("got %+v", qs)
	}
	for _, who := range []string{"La direction", "Les syndicats"} {
		in := "Valtor a envoyé ses équipes sur place. " + who + " promettent un retour à la normale « dans la journée de lundi au plus tard »."
		qs := Find(text.Analyse(&news.Article{Title: "Panne", Text: in}), companies[:1])
		if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Name != who {
			t.Errorf("%s: got %+v", who, qs)
		}
	}
}

// TestOrganisation: a role tells the company also by "sa", or when it stands
// for its holder.
func TestOrganisation(t *testing.T) {
	for _, tt := range []struct{ in, role string }{
		{"Valtor a fermé deux usines lundi. « Nous proposerons un poste à chacun », a assuré mardi sur Canal Sud Claire Vasseur, sa directrice générale.", "directrice générale"},
		{"Valtor a souffert. Hugo Lemaire a tenté de rassurer. « Nos ventes repartiront avant la fin de l’année », a indiqué le directeur général de Valtor.", "directeur général de Valtor"},
		{"Valtor closed two plants on Monday. “We will offer everybody a job,” said Nora Whitfield, its chief executive.", "chief executive"},
	} {
		companies := []news.Mention{{Company: "valtor", Name: "Valtor SA", Salience: news.About}}
		for at := 0; ; at += 6 {
			i := strings.Index(tt.in[at:], "Valtor")
			if i < 0 {
				break
			}
			at += i
			companies[0].Spans = append(companies[0].Spans, news.MentionSpan{Span: news.Span{Start: at, End: at + 6}, Why: "name"})
		}
		qs := Find(text.Analyse(&news.Article{Title: "Usines", Text: tt.in}), companies)
		if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Role != tt.role || qs[0].Speaker.Organisation != "Valtor SA" {
			t.Errorf("%s\n got %+v", tt.in, qs)
			for _, q := range qs {
				t.Logf("%+v", q.Speaker)
			}
		}
	}
}

// TestPersonOfCompany: the lexicon tells whom the article names is the
// company's chief.
func TestPersonOfCompany(t *testing.T) {
	in := "Bertil Okonda a déjeuné avec Claire Vasseur, maire de Brennac. Les deux ont parlé du pont de Brennac.\n\nLe pont rouvrira en mai. La ville attend beaucoup de touristes.\n\nLe chantier est fini. « Nous embaucherons deux cents personnes », a promis le patron de Valtor."
	at := strings.LastIndex(in, "Valtor")
	companies := []news.Mention{{Company: "valtor", Name: "Valtor SA", Salience: news.About, Spans: []news.MentionSpan{
		{Span: news.Span{Start: 0, End: 13}, Why: "person"}, {Span: news.Span{Start: at, End: at + 6}, Why: "name"},
	}}}
	qs := Find(text.Analyse(&news.Article{Title: "Embauches", Text: in}), companies)
	if len(qs) != 1 || qs[0].Speaker == nil || qs[0].Speaker.Name != "Bertil Okonda" {
		t.Errorf("got %+v", qs)
	}
}

// TestNamedRole: how somebody is called is no part of their role.
func TestNamedRole(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"“We will close two plants this year,” said a retired judge named Thomas Beecham.", "retired judge"},
		{"“We will close two plants this year,” said a former engineer called Thomas Beecham.", "former engineer"},
		{"« Nous fermerons deux usines cette année », a dit un ancien directeur du nom de Hugo Lemaire.", "ancien directeur"},
		{"« Nous fermerons deux usines cette année », a dit un avocat nommé Hugo Lemaire.", "avocat"},
		{"Elle n’a pas convaincu la députée écologiste Maud Kerbiriou, qui a dénoncé « un scandale qui dure depuis dix ans ».", "députée écologiste"},
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
