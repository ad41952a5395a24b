package serve

import (
	"cmp"
	"fmt"
	"strings"
)

// words are the sentences the server itself says, in one language.
type words struct {
	prefix       string // before what is no answer
	needTerminal string
	dumb         string
	badCommand   string
	tooMany      string
	full         string
	noAccount    string
	goingDown    string // with how long
	wentDown     string
	idleSoon     string // with how long
	idleOver     string
	longSoon     string // with how long
	longOver     string
	kicked       string
	invited      string
	badCode      string
	joinUsage    string
	joinKey      string
	joined       string // with the name
	apology      string
	slow         string
	arrivedOne   string
	arrived      string // with how many
	states       map[string]string
}

var english = words{
	prefix:       "lede: ",
	needTerminal: "lede: the interface needs a terminal: use ssh -t, or name a command, for example: ssh HOST list --json",
	dumb:         "lede: this terminal (TERM=%s) cannot show the interface; commands work, for example: ssh HOST brief",
	badCommand:   "lede: the command cannot be read: %s",
	tooMany:      "lede: you have too many sessions open; close one and try again",
	full:         "lede: this server takes no new readers; ask whoever runs it",
	noAccount:    "lede: your account cannot be opened just now; try again, or ask whoever runs this server",
	goingDown:    "The server is going down; this session ends in %s. Nothing is lost.",
	wentDown:     "lede: the server has gone down; nothing is lost.",
	idleSoon:     "Nothing was pressed for a long time; this session ends in %s. Any key keeps it.",
	idleOver:     "lede: the session has ended because nothing was pressed for a long time.",
	longSoon:     "This session has been open for very long; it ends in %s. Come back at once if you like.",
	longOver:     "lede: the session has ended because it was open for very long; come back at once if you like.",
	kicked:       "lede: this session was ended by whoever runs the server.",
	invited:      "lede: this server takes readers by invitation; if you have a code: ssh HOST join CODE",
	badCode:      "lede: this code is unknown, used already or too old; ask whoever runs this server for another",
	joinUsage:    "lede: say it with the code: ssh HOST join CODE",
	joinKey:      "lede: an account needs a key of yours; come by your own name, not as a guest: ssh NAME@HOST join CODE",
	joined:       "lede: you are in, as %s. The interface: ssh -t HOST",
	apology:      "lede: something went wrong in this session and it had to end. Sorry. It is in the server's log; other sessions go on.",
	slow:         "lede: the command took too long and was stopped",
	arrivedOne:   "lede: 1 new article",
	arrived:      "lede: %d new articles",
}

var french = words{
	prefix:       "lede : ",
	needTerminal: "lede : l'interface demande un terminal : utilisez ssh -t, ou donnez une commande, par exemple : ssh HÔTE list --json",
	dumb:         "lede : ce terminal (TERM=%s) ne peut pas afficher l'interface ; les commandes fonctionnent, par exemple : ssh HÔTE brief",
	badCommand:   "lede : la commande est illisible : %s",
	tooMany:      "lede : vous avez trop de sessions ouvertes ; fermez-en une et recommencez",
	full:         "lede : ce serveur n'accepte plus de nouveaux lecteurs ; voyez avec la personne qui s'en occupe",
	noAccount:    "lede : votre compte ne peut pas être ouvert pour l'instant ; réessayez, ou voyez avec la personne qui s'occupe du serveur",
	goingDown:    "Le serveur s'arrête ; cette session se termine dans %s. Rien n'est perdu.",
	wentDown:     "lede : le serveur s'est arrêté ; rien n'est perdu.",
	idleSoon:     "Aucune touche depuis longtemps ; cette session se termine dans %s. N'importe quelle touche la garde.",
	idleOver:     "lede : la session s'est terminée, aucune touche depuis longtemps.",
	longSoon:     "Cette session est ouverte depuis très longtemps ; elle se termine dans %s. Revenez aussitôt si vous voulez.",
	longOver:     "lede : la session s'est terminée car elle était ouverte depuis très longtemps ; revenez aussitôt si vous voulez.",
	kicked:       "lede : cette session a été fermée par la personne qui s'occupe du serveur.",
	invited:      "lede : ce serveur accueille ses lecteurs sur invitation ; si vous avez un code : ssh HÔTE join CODE",
	badCode:      "lede : ce code est inconnu, déjà utilisé ou trop ancien ; demandez-en un autre à la personne qui s'occupe du serveur",
	joinUsage:    "lede : donnez le code : ssh HÔTE join CODE",
	joinKey:      "lede : un compte demande une clé ; venez sous votre nom, pas en invité : ssh NOM@HÔTE join CODE",
	joined:       "lede : vous voilà, sous le nom de %s. L'interface : ssh -t HÔTE",
	apology:      "lede : une erreur est survenue dans cette session, qui a dû se terminer. Pardon. Elle est notée dans le journal du serveur ; les autres sessions continuent.",
	slow:         "lede : la commande a duré trop longtemps et a été arrêtée",
	arrivedOne:   "lede : 1 nouvel article",
	arrived:      "lede : %d nouveaux articles",
	states:       map[string]string{"new": "nouveau", "failing": "en échec", "disabled": "arrêté"},
}

// wordsFor chooses by a locale such as "fr_CA.UTF-8".
func wordsFor(locale string) words {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return french
	}
	return english
}

// state is how the state of a feed is said.
func (w words) state(s string) string { return cmp.Or(w.states[s], s) }

// news says how many articles have come.
func (w words) news(n int) string {
	if n == 1 {
		return w.arrivedOne
	}
	return fmt.Sprintf(w.arrived, n)
}

func (w words) nothingPressed() string     { return w.idleSoon }
func (w words) nothingPressedOver() string { return w.idleOver }
func (w words) longSession() string        { return w.longSoon }
func (w words) longSessionOver() string    { return w.longOver }
