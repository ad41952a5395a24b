package serve

import "strings"

// words are the sentences the server itself says, in one language.
type words struct {
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
	apology      string
	slow         string
}

var english = words{
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
	apology:      "lede: something went wrong in this session and it had to end. Sorry. It is in the server's log; other sessions go on.",
	slow:         "lede: the command took too long and was stopped",
}

var french = words{
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
	apology:      "lede : une erreur est survenue dans cette session, qui a dû se terminer. Pardon. Elle est notée dans le journal du serveur ; les autres sessions continuent.",
	slow:         "lede : la commande a duré trop longtemps et a été arrêtée",
}

// wordsFor chooses by a locale such as "fr_CA.UTF-8".
func wordsFor(locale string) words {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return french
	}
	return english
}
