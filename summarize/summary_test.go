package summarize

import (
	"strings"
	"testing"

	"lede/news"
)

// TestPoorSentences: sentences that do not read alone, or say nothing new, come
// after those that do. Each text is one paragraph a line; none of its poor
// sentences may be among the first two of the summary.
func TestPoorSentences(t *testing.T) {
	tests := []struct {
		name, title, in string
		poor            []string
	}{
		{"pronoun behind an opening", "Brennac vend son port",
			"La ville de Brennac a vendu son port au groupe Valtor pour 40 millions d'euros mardi soir.\n" +
				"Peu de monde avait fait le voyage.\n" +
				"Désormais, ils pourront accueillir à Brennac 40 grands navires du groupe Valtor par an, un record.\n" +
				"Les bassins étaient à l'abandon depuis dix ans et les pêcheurs de la ville partaient un à un.\n" +
				"Le groupe Valtor va draguer le chenal au printemps et bâtir un terminal pour les ferries d'ici à 2027.",
			[]string{"Désormais, ils"}},
		{"pronoun behind an opening, English", "Marle closes its bridge",
			"The council of Marle voted on Thursday to close the old bridge for good after the flood.\n" +
				"Few people came to see the vote.\n" +
				"Last year, they had carried 9,000 cars a day over the bridge of Marle, a record for the council.\n" +
				"The arches of the bridge moved by four centimetres in March, engineers from Brandt found.\n" +
				"Marle will build a new bridge for 12 million euros beside the old one by the end of 2028.",
			[]string{"Last year, they"}},
		{"beside a question", "Trois questions sur le pont de Marle",
			"Le pont de Marle fermera en mai pour deux ans de travaux, a décidé le conseil municipal jeudi.\n" +
				"Le conseil de Marle promet un bac gratuit pour 2026 près du pont. Mais qui paiera le bac de Marle ?\n" +
				"La région versera 3 millions d'euros par an pour le bac, selon le budget voté jeudi soir.",
			[]string{"Le conseil promet"}},
		{"only a quotation at the head", "Pannes en série chez Valtor",
			"« Nous avons connu chez Valtor des pannes en série sur tous nos trains », a déclaré Claire Vasseur à Brennac.\n" +
				"Les trains du groupe Valtor ont connu mercredi une panne de six heures entre Brennac et Marle.\n" +
				"La panne venait d'un câble coupé près de Marle et a touché 12 000 voyageurs, selon le groupe.",
			nil},
		{"somebody not met", "Valtor fermera deux usines",
			"Le groupe Valtor fermera deux usines en Bretagne d'ici à la fin de l'année, a-t-il annoncé lundi.\n" +
				"Claire Vasseur dirige le groupe depuis 2019 et avait promis de garder toutes les usines ouvertes.\n" +
				"« Le marché du papier a disparu », explique Vasseur, qui recevra les syndicats dans deux semaines.\n" +
				"Les deux usines emploient 840 personnes et fabriquent surtout du papier pour les journaux.",
			[]string{"explique Vasseur"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &news.Article{Title: tt.title, Text: tt.in}
			d := New(Options{}).Digest(a)
			for _, s := range d.Summary {
				body := s.Of(tt.in)
				if s.Rank == 1 && strings.HasPrefix(body, "«") {
					t.Errorf("a quotation comes first: %s", body)
				}
				for _, p := range tt.poor {
					if s.Rank <= 2 && strings.Contains(body, p) {
						t.Errorf("rank %d: %s", s.Rank, body)
					}
				}
			}
			check(t, a, d)
		})
	}
}
