// Package query is lede's one query language: search, saved views, mute rules
// and the command line all speak it. It parses text into a small tree; every
// store plans that tree in its own way.
//
//	microsoft "capital expenditure" (company:openai OR speaker:altman) -lang:de newer:3d unread
package query

import "time"

// Node is a parsed query: And, Or, Not or Term.
type Node interface{ node() }

type (
	// And matches when all parts do; an empty And matches everything.
	And []Node
	// Or matches when any part does; an empty Or matches nothing.
	Or []Node
	// Not negates.
	Not struct{ Node Node }
	// Term is one condition.
	Term struct {
		Field Field
		// Value as written, without quotes: a word, a company id or name, …
		Value string
		// Phrase: the words must follow each other.
		Phrase bool
		// Prefix: the last word may go on (for full text and title).
		Prefix bool
		// Below: the companies that belong to the company, too. A company that is
		// written so ("Canal+") is meant itself.
		Below bool
		// When is the limit of newer: (published at or after) and older:
		// (published before), resolved at parse time.
		When time.Time
		// ID for the fields that have no spelling.
		ID int64
		// Column in the source, 1-based, in code points.
		Column int
	}
)

func (And) node()  {}
func (Or) node()   {}
func (Not) node()  {}
func (Term) node() {}

// Field is what a term looks at.
type Field string

// The fields of the language. The last ones have no spelling: the program
// builds them.
const (
	FieldText    Field = ""        // full text: title, body; diacritics folded
	FieldCompany Field = "company" // as a subject or named; by id, name or alias-free prefix
	FieldAbout   Field = "about"   // company as a subject
	FieldImplied Field = "implied" // only a product or a person points to the company
	FieldSpeaker Field = "speaker" // who is quoted; by any part of the name
	FieldFeed    Field = "feed"    // by a part of the title or URL
	FieldFolder  Field = "folder"
	FieldLang    Field = "lang"
	FieldTag     Field = "tag"
	FieldAuthor  Field = "author"
	FieldTitle   Field = "title"
	FieldNewer   Field = "newer"
	FieldOlder   Field = "older"
	FieldUnread  Field = "unread"
	FieldRead    Field = "read"
	FieldStarred Field = "starred"
	FieldHas     Field = "has" // quote, summary, enclosure
	// FieldSort is no condition but the order of what is found: date, title or feed,
	// negated the other way round. It stands last at the top of a query, once.
	FieldSort    Field = "sort"
	FieldFeedID  Field = "#feed"
	FieldArticle Field = "#article"
	// FieldArticles is any of the articles of Value, a JSON list of IDs.
	FieldArticles Field = "#articles"
	// FieldStory is the article ID and all of its story.
	FieldStory Field = "#story"
	// FieldUntil is what came no later than the article ID.
	FieldUntil Field = "#until"
	// FieldMuted is what the rule ID hides; 0: any rule. It is met only by
	// filters that show what is muted.
	FieldMuted Field = "#muted"
)

// Error is a query that cannot be understood, with where and why.
type Error struct {
	Column  int // 1-based, in code points
	Message string
}

func (e *Error) Error() string { return e.Message }
