package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// tongue is what articles of a language are made of. In a sentence $c is the
// company it is about, $d another, $p a person, $n a number, $o, $a, $v a noun,
// an adjective and a verb, $x a word that is rare.
type tongue struct {
	code, outlet                string
	titles, plain, said         []string
	nouns, adjectives, verbs    []string
	first, last, heads, endings []string
}

var firms = []string{"Microsoft", "Orange", "Mistral AI", "OpenAI", "Nvidia", "Renault", "Airbus", "Apple", "LVMH", "Capgemini", "Siemens", "SAP", "Google", "Amazon",
	"Anthropic", "Tesla", "Intel", "Samsung", "TotalEnergies", "BNP Paribas", "Dassault Systèmes", "Thales", "Atos", "Danone", "Bolloré"}

var tongues = []tongue{{
	code: "fr", outlet: "Gazette",
	titles: []string{"$c prépare $o $a pour $n villes", "Pourquoi $c $v son projet de $x", "$c et $d, la bataille du $x", "Comment $x a changé les $o de $c"},
	plain: []string{
		"Le groupe $c a annoncé mardi un investissement de $n millions d’euros dans les $o.",
		"À $x, les $o de $d restent plus $a que prévu, et les $o suivent.",
		"Cette décision $v une année marquée par des $o et par la hausse de $n % du prix du $x.",
		"La direction attend $n commandes avant l’été, contre $n il y a un an.",
		"Les $o $v lentement, tandis que $c et $d se disputent le marché du $x.",
		"Dans la région de $x, près de $n salariés travaillent aux $o.",
		"Rien ne dit pourtant que les $o seront $a dès la première année.",
		"Pour les clients, la différence tient surtout aux $o et au $x.",
		"Le ministère examine le dossier depuis $n semaines, sans calendrier $a.",
	},
	said: []string{
		"« Nous voulons des $o $a avant la fin de l’année », a déclaré $p, directrice générale de $c.",
		"Selon $p, « le $x ne remplacera pas les $o ».",
		"« Les $o sont $a, et nous le savons depuis $n jours », explique $p.",
		"L’action a perdu $n %, ce que $p juge « sans importance ».",
	},
	nouns:      []string{"usines", "réseaux", "batteries", "logiciels", "serveurs", "équipes", "brevets", "chantiers", "fournisseurs", "modèles", "données", "contrats", "ateliers", "capteurs", "navires", "entrepôts"},
	adjectives: []string{"fragiles", "rapides", "sobres", "européens", "coûteux", "nouveaux", "rares", "stables", "ouverts", "solides"},
	verbs:      []string{"accélère", "retarde", "prolonge", "défend", "révise", "relance", "suspend", "partage"},
	first:      []string{"Claire", "Jean", "Marie", "Lucie", "Karim", "Hélène", "Antoine", "Sylvie", "Noé", "Inès"},
	last:       []string{"Dubreuil", "Morel", "Lenoir", "Vasseur", "Benhaddou", "Carpentier", "Rochat", "Guillou", "Marchetti", "Delcourt"},
	heads:      []string{"bar", "cor", "dul", "fen", "gri", "lam", "mor", "pel", "ros", "sar", "tav", "ver"},
	endings:    []string{"ade", "eau", "ière", "onne", "uche", "elle", "ist", "oir", "ance", "ul"},
}, {
	code: "en", outlet: "Courier",
	titles: []string{"$c plans $a $o for $n towns", "Why $c $v its $x project", "$c and $d fight over $x", "How $x changed the $o of $c"},
	plain: []string{
		"$c said on Tuesday it would invest $n million dollars in $o.",
		"In $x, the $o of $d remain more $a than expected, and $o follow.",
		"The decision $v a year of $a $o in which the price of $x rose $n percent.",
		"Managers expect $n orders before the summer, against $n a year ago.",
		"The market for $o is growing slowly while $c and $d compete for $x.",
		"About $n people work on the $o near $x.",
		"Nothing says that the $o will be $a within the first year.",
		"For customers the difference lies mostly in the $o and in $x.",
		"The regulator has studied the file for $n weeks and gives no $a date.",
	},
	said: []string{
		"“We want $a $o before the end of the year,” said $p, chief executive of $c.",
		"According to $p, “$x will not replace the $o.”",
		"“The $o are $a, and we have known it for $n days,” $p told reporters.",
		"Shares fell $n percent, which $p called “of no importance”.",
	},
	nouns:      []string{"factories", "networks", "batteries", "programs", "servers", "teams", "patents", "suppliers", "models", "records", "contracts", "workshops", "sensors", "ships", "warehouses", "turbines"},
	adjectives: []string{"fragile", "fast", "frugal", "local", "costly", "new", "rare", "stable", "open", "solid"},
	verbs:      []string{"speeds up", "delays", "extends", "defends", "revises", "revives", "suspends", "shares"},
	first:      []string{"Ann", "Paul", "Grace", "Omar", "Ruth", "Daniel", "Priya", "Hugh", "Nora", "Victor"},
	last:       []string{"Whitfield", "Okafor", "Lindqvist", "Harrow", "Castellan", "Brightwell", "Nakamori", "Petrov", "Ashdown", "Quill"},
	heads:      []string{"bar", "cor", "dul", "fen", "gri", "lam", "mor", "pel", "ros", "sar", "tav", "ver"},
	endings:    []string{"ton", "field", "wick", "by", "ham", "stead", "low", "er", "ing", "ock"},
}}

// writer writes one article.
type writer struct {
	tongue
	r                      *rand.Rand
	subject, rival, person string
}

func (w *writer) pick(from []string) string { return from[w.r.IntN(len(from))] }

func (w *writer) sentence(from []string) string {
	var b strings.Builder
	for i, part := range strings.Split(w.pick(from), "$") {
		if i == 0 {
			b.WriteString(part)
			continue
		}
		b.WriteString(w.word(part[0]))
		b.WriteString(part[1:])
	}
	return b.String()
}

func (w *writer) word(kind byte) string {
	switch kind {
	case 'c':
		return w.subject
	case 'd':
		return w.rival
	case 'p':
		return w.person
	case 'n':
		return fmt.Sprint(2 + w.r.IntN(900))
	case 'o':
		return w.pick(w.nouns)
	case 'a':
		return w.pick(w.adjectives)
	case 'v':
		return w.pick(w.verbs)
	}
	return w.pick(w.heads) + w.pick(w.heads) + w.pick(w.endings)
}
