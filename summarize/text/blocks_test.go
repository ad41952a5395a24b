package text

import (
	"strings"
	"testing"

	"lede/news"
)

const prose = "Le conseil a tranché jeudi soir après de longues heures de débat, et la décision prendra effet dès le mois prochain."

// kinds writes a document's blocks as one letter each: T title, H heading, P
// paragraph, I item, B boilerplate.
func kinds(d *Document) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		switch {
		case x.Boiler != "":
			b.WriteByte('B')
		case x.Title:
			b.WriteByte('T')
		case x.Kind == news.Heading:
			b.WriteByte('H')
		case x.Kind == news.ListItem:
			b.WriteByte('I')
		case x.Kind == news.TableRow:
			b.WriteByte('R')
		case x.Kind == news.Code:
			b.WriteByte('C')
		default:
			b.WriteByte('P')
		}
	}
	return b.String()
}

func TestBlocks(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"title first", "Un titre sans point\n" + prose, "TP"},
		{"heading between", prose + "\nUn long débat\n" + prose, "PHP"},
		{"box of one link, then a heading", prose + "\nPour aller plus loin\nPourquoi la mairie a perdu le contrôle de son budget en dix ans\nUn long débat\n" + prose, "PBBHP"},
		{"box of two links", prose + "\nLire aussi :\nPourquoi la mairie a perdu le contrôle de son budget en dix ans\n« Rien ne va plus » : comment le maire a perdu la main sur la ville\n" + prose, "PBBBP"},
		{"link and title on one line", prose + "\nÀ lire aussi : La mairie au bord de la faillite\n" + prose, "PBP"},
		{"box at the end", prose + "\nSur le même sujet\nDix ans de dettes", "PBB"},
		{"no link after the opener", prose + "\nLire aussi\n" + prose, "PBP"},
		{"english prompts", "The council voted on Thursday night after long hours of debate.\nRead more: What the vote means for the city\nSign up for our daily newsletter.\nADVERTISEMENT\nThe decision will take effect next month, the mayor's office told residents.", "PBBBP"},
		{"bylines", "By Anna Gray\nThe council voted on Thursday night after long hours of debate.\nReporting by Tom Reed; Editing by Lea Moss", "BPB"},
		{"french byline", "Par Anne Morel, le 3 mai 2024\n" + prose, "BP"},
		{"captions", prose + "\nPhoto : Agence du Port\n" + prose, "PBP"},
		{"syndication", "The council voted on Thursday night after long hours of debate.\nThe post City votes appeared first on City Desk.", "PB"},
		{"share bar", prose + "\nFacebook Twitter LinkedIn E-mail\n12 commentaires\n" + prose, "PBBP"},
		{"place and date", "Brennac, le 3 mai 2024\n" + prose + "\n2024\n" + prose, "BPHP"},
		{"credit behind a stroke", prose + "\nAnne Morel / AFP\n" + prose, "PBP"},
		{"cookies", "Nous et nos partenaires utilisons des cookies.\nTout accepter\n" + prose, "BBP"},
		{"author below", "The council voted on Thursday night after long hours of debate.\n" + "The decision will take effect next month, the mayor's office told residents.\nAnna Gray is a senior reporter at The Lantern covering ports.", "PPB"},
		{"somebody who is something in the text", "The council voted on Thursday night after long hours of debate.\n" + "The decision will take effect next month, the mayor's office told residents.\nAnna Gray is a member of the council that voted for the bridge.", "PPP"},
		{"short quoted line", prose + "\nAnne Morel insiste : « Nous irons au bout. »\n" + prose, "PPP"},
		{"list", prose + "\n- des pommes\n- des poires\n" + prose, "PIIP"},
		{"code", "The loop is short and easy to read for anyone who has seen one before.\nfor (i = 0; i < n; i++) { a[i] = b[i]; }", "PC"},
		{"table", "Ville\tHabitants\nLyon\t500000\n" + prose, "RRP"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			title := ""
			if tt.want[0] != 'T' {
				title = "Something else entirely"
			}
			d := Analyse(&news.Article{Title: title, Text: tt.in})
			if got := kinds(d); got != tt.want {
				t.Errorf("blocks %s, want %s", got, tt.want)
			}
		})
	}
}

func TestHardWrapped(t *testing.T) {
	in := "The council voted on Thursday night after a debate that\nwent on for hours. The mayor left before the end, and a\nsmall crowd waited outside in the rain for the result.\n\nNobody spoke to the press, although many had asked for a\nword. The next session is planned for early spring."
	d := Analyse(&news.Article{Title: "Vote", Text: in})
	if len(d.Blocks) != 2 || len(d.Sentences) != 4 {
		t.Fatalf("%d blocks and %d sentences, want 2 and 4", len(d.Blocks), len(d.Sentences))
	}
}

func TestInlineBoilerplate(t *testing.T) {
	in := "Le port rouvre lundi (Lire aussi : Un hiver sans bateaux) après trois semaines de travaux."
	d := Analyse(&news.Article{Title: "Port", Text: in})
	if len(d.Boilerplate) != 1 || d.Boilerplate[0].Of(in) != "(Lire aussi : Un hiver sans bateaux)" {
		t.Errorf("boilerplate %v", d.Boilerplate)
	}
	if d.Blocks[0].Boiler != "" {
		t.Error("the whole paragraph was taken for boilerplate")
	}
}

func TestLinkedBlocks(t *testing.T) {
	in := prose + "\n\nUn hiver sans bateaux\n\n" + prose
	a, b := len(prose)+2, len(prose)+2+len("Un hiver sans bateaux")
	d := Analyse(&news.Article{Title: "Port", Text: in, Blocks: []news.Block{
		{Span: news.Span{Start: 0, End: len(prose)}, Kind: news.Paragraph},
		{Span: news.Span{Start: a, End: b}, Kind: news.Paragraph, Linked: b - a},
		{Span: news.Span{Start: b + 2, End: len(in)}, Kind: news.Paragraph},
	}})
	if got := kinds(d); got != "PBP" {
		t.Errorf("blocks %s, want PBP: a paragraph that is all link is a related link", got)
	}
}
