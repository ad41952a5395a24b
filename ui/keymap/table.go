package keymap

var everywhere = []Context{Everywhere}

// table is the one table. Its order is the order of help.
var table = []Row{
	{Action: Down, Keys: []string{"j", "down"}, In: everywhere, En: "move down", Fr: "descendre"},
	{Action: Up, Keys: []string{"k", "up"}, In: everywhere, En: "move up", Fr: "monter"},
	{Action: Open, Keys: []string{"enter", "l", "right"}, In: everywhere, En: "open, expand", Fr: "ouvrir, déplier"},
	{Action: Back, Keys: []string{"h", "left"}, In: everywhere, En: "back, collapse", Fr: "revenir, replier"},
	{Action: NextGroup, Keys: []string{"J", "}"}, In: everywhere, En: "next group (day, folder); in an article, the next article", Fr: "groupe suivant (jour, dossier) ; dans un article, l’article suivant"},
	{Action: PrevGroup, Keys: []string{"K", "{"}, In: everywhere, En: "previous group; in an article, the previous article", Fr: "groupe précédent ; dans un article, l’article précédent"},
	{Action: NextUnread, Keys: []string{"n"}, In: everywhere, En: "next unread", Fr: "prochain non lu"},
	{Action: PrevUnread, Keys: []string{"p", "N"}, In: everywhere, En: "previous unread", Fr: "non lu précédent"},
	{Action: NextFeed, Keys: []string{"]"}, In: everywhere, En: "the articles of the next feed", Fr: "les articles du flux suivant"},
	{Action: PrevFeed, Keys: []string{"["}, In: everywhere, En: "the articles of the previous feed", Fr: "les articles du flux précédent"},
	{Action: NextUnreadFeed, Keys: []string{"ctrl+n"}, In: everywhere, En: "the next feed with unread articles", Fr: "le flux suivant qui a des non lus"},
	{Action: PrevUnreadFeed, Keys: []string{"ctrl+p"}, In: everywhere, En: "the previous feed with unread articles", Fr: "le flux précédent qui a des non lus"},
	{Action: River, Keys: []string{"H"}, In: everywhere, En: "all articles: no feed, company or search narrows them", Fr: "tous les articles : ni flux, ni entreprise, ni recherche"},
	{Action: NextMatch, Keys: []string{"n"}, In: []Context{Searching}, En: "next match", Fr: "occurrence suivante"},
	{Action: PrevMatch, Keys: []string{"N"}, In: []Context{Searching}, En: "previous match", Fr: "occurrence précédente"},
	{Action: Top, Keys: []string{"g", "home"}, In: everywhere, En: "to the top", Fr: "tout en haut"},
	{Action: Bottom, Keys: []string{"G", "end"}, In: everywhere, En: "to the bottom", Fr: "tout en bas"},
	{Action: HalfDown, Keys: []string{"d", "ctrl+d"}, In: everywhere, En: "half a page down", Fr: "une demi-page plus bas"},
	{Action: HalfUp, Keys: []string{"u", "ctrl+u"}, In: everywhere, En: "half a page up", Fr: "une demi-page plus haut"},
	{Action: PageDown, Keys: []string{"pgdown", "ctrl+f"}, In: everywhere, En: "a page down", Fr: "une page plus bas"},
	{Action: PageUp, Keys: []string{"pgup", "ctrl+b"}, In: everywhere, En: "a page up", Fr: "une page plus haut"},
	{Action: Advance, Keys: []string{"space"}, In: everywhere, En: "a page on; at the end, the next unread article", Fr: "page suivante ; à la fin, l’article non lu suivant"},
	{Action: NextPane, Keys: []string{"tab"}, In: everywhere, En: "next pane", Fr: "panneau suivant"},
	{Action: PrevPane, Keys: []string{"shift+tab"}, In: everywhere, En: "previous pane", Fr: "panneau précédent"},
	{Action: Sidebar, Keys: []string{"B"}, In: everywhere, En: "show or hide the sidebar", Fr: "montrer ou cacher la colonne"},
	{Action: Places, Keys: []string{"$"}, In: everywhere, En: "choose a folder, feed or view in the sidebar; again: back", Fr: "choisir un dossier, un flux ou une vue dans la colonne ; encore : retour"},
	{Action: Zen, Keys: []string{"z"}, In: everywhere, En: "zen: only the article", Fr: "zen : seulement l’article"},

	{Action: AllCompanies, Keys: []string{"0"}, In: everywhere, En: "news of all companies", Fr: "toutes les entreprises"},
	{Action: Company1, Keys: []string{"1"}, In: everywhere, En: "only the 1st pinned company; again: all", Fr: "seulement la 1re entreprise épinglée ; encore : toutes"},
	{Action: Company2, Keys: []string{"2"}, In: everywhere, En: "only the 2nd pinned company", Fr: "seulement la 2e entreprise"},
	{Action: Company3, Keys: []string{"3"}, In: everywhere, En: "only the 3rd pinned company", Fr: "seulement la 3e entreprise"},
	{Action: Company4, Keys: []string{"4"}, In: everywhere, En: "only the 4th pinned company", Fr: "seulement la 4e entreprise"},
	{Action: Company5, Keys: []string{"5"}, In: everywhere, En: "only the 5th pinned company", Fr: "seulement la 5e entreprise"},
	{Action: Company6, Keys: []string{"6"}, In: everywhere, En: "only the 6th pinned company", Fr: "seulement la 6e entreprise"},
	{Action: Company7, Keys: []string{"7"}, In: everywhere, En: "only the 7th pinned company", Fr: "seulement la 7e entreprise"},
	{Action: Company8, Keys: []string{"8"}, In: everywhere, En: "only the 8th pinned company", Fr: "seulement la 8e entreprise"},
	{Action: Company9, Keys: []string{"9"}, In: everywhere, En: "only the 9th pinned company", Fr: "seulement la 9e entreprise"},
	{Action: PickCompany, Keys: []string{"c"}, In: everywhere, En: "pick companies by typing", Fr: "choisir des entreprises en tapant"},
	{Action: AboutOnly, Keys: []string{"="}, In: everywhere, En: "articles about the company, or all that mention it", Fr: "articles sur l’entreprise, ou tous ceux qui la citent"},

	{Action: PinCompany, Keys: []string{"P"}, In: everywhere, En: "pin the company shown to a digit, or unpin it", Fr: "épingler à un chiffre l’entreprise affichée, ou la détacher"},
	{Action: Correct, Keys: []string{"!"}, In: everywhere, En: "correct a company that was found here (choose it with i first)", Fr: "corriger une entreprise trouvée ici (la choisir avec i)"},
	{Action: Corrections, Keys: []string{"%"}, In: everywhere, En: "what was corrected about companies; x takes one back", Fr: "ce qui a été corrigé sur les entreprises ; x en retire une"},
	{Action: Follow, Keys: []string{"W"}, In: everywhere, En: "follow a company that is in no list, or never: the one offered, or chosen with i", Fr: "suivre une entreprise hors liste, ou jamais : celle proposée, ou choisie avec i"},
	{Action: CompanyPage, Keys: []string{"I"}, In: everywhere, En: "page of the company: days, quotes, who is named with it", Fr: "page de l’entreprise : ses jours, citations et voisines"},

	{Action: Summary, Keys: []string{"s"}, In: everywhere, En: "summary: box, only, off", Fr: "résumé : encadré, seul, sans"},
	{Action: SummaryLength, Keys: []string{"S"}, In: everywhere, En: "length of the summary, 1 to 5 sentences", Fr: "longueur du résumé, 1 à 5 phrases"},
	{Action: Quotes, Keys: []string{"e"}, In: everywhere, En: "quotes of this article; Enter goes to the place", Fr: "citations de l’article ; Entrée mène à l’endroit"},
	{Action: QuoteBook, Keys: []string{"Q"}, In: everywhere, En: "quote book: who said what", Fr: "carnet : qui a dit quoi"},
	{Action: Briefing, Keys: []string{"b"}, In: everywhere, En: "briefing since the last visit", Fr: "point depuis la dernière visite"},
	{Action: Why, Keys: []string{"i"}, In: everywhere, En: "why: what companies, quotes and summary rest on", Fr: "pourquoi : sur quoi reposent entreprises, citations et résumé"},
	{Action: Links, Keys: []string{"U"}, In: everywhere, En: "links of this article", Fr: "liens de l’article"},
	{Action: FullText, Keys: []string{"x"}, In: everywhere, En: "fetch the full text from the site (undone, the feed’s is back)", Fr: "chercher le texte entier sur le site (annulé, celui du flux revient)"},
	{Action: OpenBrowser, Keys: []string{"o"}, In: everywhere, En: "open in the browser (over SSH: copy the link)", Fr: "ouvrir dans le navigateur (par SSH : copier le lien)"},
	{Action: OpenAndMark, Keys: []string{"O"}, In: everywhere, En: "the same, and mark as read", Fr: "de même, et marquer comme lu"},
	{Action: CopyLink, Keys: []string{"y"}, In: everywhere, En: "copy the link", Fr: "copier le lien"},
	{Action: CopyMarkdown, Keys: []string{"Y"}, In: everywhere, En: "copy the article as Markdown", Fr: "copier l’article en Markdown"},
	{Action: SaveArticle, Keys: []string{"w"}, In: everywhere, En: "save the article as a Markdown file", Fr: "enregistrer l’article en fichier Markdown"},
	{Action: Pipe, Keys: []string{"|"}, In: everywhere, En: "give the article to a program, as Markdown", Fr: "donner l’article à un programme, en Markdown"},

	{Action: ToggleRead, Keys: []string{"a"}, In: everywhere, En: "mark as read or unread", Fr: "marquer comme lu ou non lu"},
	{Action: MarkAll, Keys: []string{"A"}, In: everywhere, En: "mark all shown as read", Fr: "tout marquer comme lu"},
	{Action: MarkEverything, Keys: []string{"C"}, In: everywhere, En: "mark all articles of all feeds as read", Fr: "marquer comme lus tous les articles de tous les flux"},
	{Action: MuteStory, Keys: []string{"D"}, In: everywhere, En: "mute the story: its articles go, later ones too", Fr: "taire le sujet : ses articles disparaissent, les suivants aussi"},
	{Action: MuteQuery, Keys: []string{"m"}, In: everywhere, En: "mute what a query finds, everywhere or in a feed", Fr: "taire ce qu’une recherche trouve, partout ou dans un flux"},
	{Action: Mutes, Keys: []string{"X"}, In: everywhere, En: "what is muted, and how much each rule hides", Fr: "ce qui est tu, et combien chaque règle cache"},
	{Action: ShowMuted, Keys: []string{"M"}, In: everywhere, En: "show what is muted too; again: not", Fr: "montrer aussi ce qui est tu ; encore : non"},
	{Action: Undo, Keys: []string{"Z"}, In: everywhere, En: "undo what was done last; again: what was before it", Fr: "annuler ce qui a été fait en dernier ; encore : ce qui précède"},
	{Action: Star, Keys: []string{"f"}, In: everywhere, En: "star or unstar", Fr: "ajouter ou enlever l’étoile"},
	{Action: Starred, Keys: []string{"F"}, In: everywhere, En: "starred articles; again: back", Fr: "articles à étoile ; encore : retour"},
	{Action: Tag, Keys: []string{"t"}, In: everywhere, En: "tag", Fr: "ajouter une étiquette"},
	{Action: Untag, Keys: []string{"T"}, In: everywhere, En: "remove a tag", Fr: "enlever une étiquette"},
	{Action: UnreadOnly, Keys: []string{"v"}, In: everywhere, En: "unread only, or read ones too", Fr: "non lus seulement, ou les lus aussi"},
	{Action: Order, Keys: []string{";"}, In: everywhere, En: "turn the list round: the oldest articles first; again: back", Fr: "retourner la liste : les plus anciens d’abord ; encore : retour"},
	{Action: Sort, Keys: []string{"."}, In: everywhere, En: "sort by date, title or feed; remembered for the place", Fr: "trier par date, titre ou flux ; retenu pour l’endroit"},
	{Action: Ledes, Keys: []string{"L"}, In: everywhere, En: "first summary sentence under the titles", Fr: "première phrase du résumé sous les titres"},

	{Action: Search, Keys: []string{"/"}, In: everywhere, En: "search; Esc clears. Among feeds: find one by typing", Fr: "chercher ; Échap efface. Parmi les flux : en trouver un en tapant"},
	{Action: SaveView, Keys: []string{"V"}, In: everywhere, En: "save this search and filter as a view", Fr: "enregistrer cette recherche comme vue"},
	{Action: Refresh, Keys: []string{"r"}, In: everywhere, En: "refresh the feed shown, or what is due", Fr: "actualiser le flux affiché, ou ce qui est échu"},
	{Action: RefreshAll, Keys: []string{"R"}, In: everywhere, En: "refresh all feeds", Fr: "actualiser tous les flux"},
	{Action: Starter, Keys: []string{"+"}, In: everywhere, En: "add the starter pack of feeds", Fr: "ajouter les flux de départ"},
	{Action: Feeds, Keys: []string{"E"}, In: everywhere, En: "feeds: add, remove, edit, health", Fr: "flux : ajouter, enlever, modifier, santé"},
	{Action: Command, Keys: []string{":"}, In: everywhere, En: "command line", Fr: "ligne de commande"},
	{Action: Help, Keys: []string{"?", "f1"}, In: everywhere, En: "help; type to search it", Fr: "aide ; tapez pour y chercher"},
	{Action: Escape, Keys: []string{"esc"}, In: everywhere, En: "cancel, back", Fr: "annuler, revenir"},
	{Action: Quit, Keys: []string{"q"}, In: everywhere, En: "back; on the first screen, quit", Fr: "revenir ; au premier écran, quitter"},
	{Action: QuitNow, Keys: []string{"ctrl+q"}, In: everywhere, En: "quit, wherever one is", Fr: "quitter, où que l’on soit"},
	{Action: Suspend, Keys: []string{"ctrl+z"}, In: everywhere, En: "suspend", Fr: "suspendre"},
	{Action: Redraw, Keys: []string{"ctrl+l"}, In: everywhere, En: "draw the screen again", Fr: "redessiner l’écran"},

	{Action: ViewRename, Keys: []string{"m"}, In: []Context{SideList}, En: "rename the view", Fr: "renommer la vue"},
	{Action: ViewRemove, Keys: []string{"x", "delete"}, In: []Context{SideList}, En: "remove the view", Fr: "enlever la vue"},
	{Action: ViewUp, Keys: []string{"<"}, In: []Context{SideList}, En: "move the view up", Fr: "monter la vue"},
	{Action: ViewDown, Keys: []string{">"}, In: []Context{SideList}, En: "move the view down", Fr: "descendre la vue"},
	{Action: QuietFeeds, Keys: []string{"v"}, In: []Context{SideList}, En: "only feeds with unread articles, or all", Fr: "seulement les flux qui ont des non lus, ou tous"},

	{Action: FeedAdd, Keys: []string{"a"}, In: []Context{FeedScreen}, En: "add a feed or a page that has one", Fr: "ajouter un flux, ou une page qui en a un"},
	{Action: FeedRemove, Keys: []string{"x", "delete"}, In: []Context{FeedScreen}, En: "remove the feed", Fr: "enlever le flux"},
	{Action: FeedRename, Keys: []string{"m"}, In: []Context{FeedScreen}, En: "rename the feed", Fr: "renommer le flux"},
	{Action: FeedFolder, Keys: []string{"t"}, In: []Context{FeedScreen}, En: "put the feed into folders", Fr: "ranger le flux dans des dossiers"},
}

// Rows is the table, in the order of help.
func Rows() []Row { return append([]Row(nil), table...) }

// RowOf finds the row of an action.
func RowOf(a Action) (Row, bool) {
	for _, r := range table {
		if r.Action == a {
			return r, true
		}
	}
	return Row{}, false
}
