package news

// Digest is what was found in an article. It says nothing the article did not
// say: everything is a span of the article's text.
type Digest struct {
	// Version of the digester; a stored digest of an older one is made again.
	Version     int
	Language    string // ISO 639-1, "" unknown
	Sentences   []Span
	Summary     []SummarySentence // up to five, in text order
	Quotes      []Quote           // in text order
	Companies   []Mention         // by score, highest first
	Boilerplate []Boilerplate     // in text order
	Terms       []Term            // by weight, highest first
	// Fingerprint is what stories are clustered by.
	Fingerprint Fingerprint
	Words       int // of the text without boilerplate
}

// SummarySentence is one sentence of an extractive summary.
type SummarySentence struct {
	Span
	Sentence int     // index into Digest.Sentences
	Rank     int     // 1 is the most important: a summary of n are the ranks 1…n
	Score    float64 // 0–1
	// Why names the features that chose it, strongest first.
	Why []Evidence
}

// Evidence is one reason for a decision, with its weight.
type Evidence struct {
	Cue    string
	Weight float64
}

// QuoteKind tells a quoted whole from a quoted fragment.
type QuoteKind string

// The kinds of quotes.
const (
	Direct   QuoteKind = "direct"   // a whole of at least four words
	Mixed    QuoteKind = "mixed"    // a quoted part of a reported sentence
	Fragment QuoteKind = "fragment" // a few quoted words
)

// Quote is something somebody said. Span lies inside the quotation marks.
type Quote struct {
	Span
	Text       string // normalised: one line, no marks
	Speaker    *Speaker
	Cue        string // "a déclaré", "said", "selon", …
	CueSpan    Span
	Kind       QuoteKind
	Confidence float64
	// AlsoAt are further places of the same words (standfirst and body).
	AlsoAt []Span
}

// Speaker is who said it. Name is resolved ("Mustafa Suleyman"), AsWritten is
// what stands at Span ("Suleyman", "il").
type Speaker struct {
	Span
	Name         string
	AsWritten    string
	Role         string
	Organisation string
}

// Salience is a company's part in an article.
type Salience string

// The parts a company can have.
const (
	About    Salience = "about"    // a subject of the article
	Mentions Salience = "mentions" // named in passing
	Source   Salience = "source"   // the newspaper or agency cited
	Implied  Salience = "implied"  // only a product or a person points to it
)

// Mention is a company found in an article.
type Mention struct {
	Company  CompanyID
	Name     string
	Salience Salience
	Score    float64 // 0–1: how much the article is about it
	Spans    []MentionSpan
}

// MentionSpan is one place where a company is named.
type MentionSpan struct {
	Span
	Why      string // name, ticker, product, person, cue
	Evidence []Evidence
}

// Company is an entry of the lexicon.
type Company struct {
	ID       CompanyID
	Name     string
	Aliases  []string
	Tickers  []string
	Sector   string
	Country  string // ISO 3166-1 alpha-2
	Parent   CompanyID
	Products []string
	People   []string
}

// Boilerplate is text that is not the article: related links, newsletter
// prompts, bylines, captions.
type Boilerplate struct {
	Span
	Why string // related, newsletter, byline, caption, share, legal, recurring, …
}

// Term is a word or name that says what the article is about.
type Term struct {
	Text   string
	Weight float64
}

// Fingerprint tells whether two articles are about one event. Names are
// language-independent (people, companies, places, numbers), Stems are not.
type Fingerprint struct {
	Names []string
	Stems []string
}

// Story is a cluster of articles about one event.
type Story struct {
	ID       StoryID
	Title    string // of its first article
	Articles []ArticleID
}
