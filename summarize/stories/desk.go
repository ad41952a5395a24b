package stories

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"lede/news"
	"lede/summarize/text"
)

const (
	// maxCompared is how many articles a new one is compared with in full:
	// those that share the most with it.
	maxCompared = 32
	// maxStory bounds a story: beyond, articles stand alone.
	maxStory = 60
	// feedShare is the part of the desk, one in so many, that one feed may have.
	feedShare = 8
	// maxIdle is from how many features on that no article has the desk is
	// put in order.
	maxIdle = 20000
	// maxCorrections is how often a feed may tell one story again.
	maxCorrections = 3
	// someArticles is added to the number of articles when the rarity of a
	// name is weighed, so that the first ten articles do not make all names rare.
	someArticles = 150
)

// Desk remembers the articles of the last days, by what they name. It is not
// safe for concurrent use.
type Desk struct {
	limit    int
	slots    []*entry // nil: free
	free     []int32
	at       map[news.ArticleID]int32
	stories  map[news.StoryID][]int32
	features map[string]int32    // "n…" part of a name, "s:fr:…" stem, "t:fr:…" word of a title
	postings [][]int32           // feature -> slots that have it
	idle     int                 // features that no article has
	feeds    map[news.FeedID]int // how many articles a feed has there
	titles   map[titleKey]int    // how often a feed has used a title

	// While matching: what is shared, by slot; and which features the article
	// in question adds, marked with the number of the question.
	score   []float64
	touched []int32
	asked   []uint32
	mine    []uint32 // the same for all features it has
	number  uint32
	logs    []float64 // of 0, 1, 2, …
}

type titleKey struct {
	feed  news.FeedID
	title string
}

// entry is an article on the desk.
type entry struct {
	Candidate
	names  []name
	stems  []part
	titled []part // the words of the title
	whole  string // the title, letters only
	column bool
	// numbers is how many numbers the text has.
	numbers int
}

// name is one name of a fingerprint.
type name struct {
	parts  []int32
	kind   kind
	titled bool // stands only in the title
	// doubtful: only ever at the start of a sentence, where any word has a capital.
	doubtful bool
	weight   float64 // by its place in the fingerprint, and its kind
}

type kind byte

const (
	other kind = iota
	company
	city
	country
	number
	event // what happened
)

// part is a stem.
type part struct {
	feature int32
	weight  float64
}

// NewDesk makes a desk for limit articles; of more the oldest are let go.
func NewDesk(limit int) *Desk {
	return &Desk{
		limit: max(limit, 1), at: map[news.ArticleID]int32{}, stories: map[news.StoryID][]int32{},
		features: map[string]int32{}, feeds: map[news.FeedID]int{}, titles: map[titleKey]int{},
	}
}

// Len is how many articles are on the desk.
func (d *Desk) Len() int { return len(d.at) }

// Has reports whether an article is on the desk.
func (d *Desk) Has(id news.ArticleID) bool {
	_, ok := d.at[id]
	return ok
}

// Add puts an article on the desk, in place of what was known of it.
func (d *Desk) Add(c Candidate) {
	d.Remove(c.Article)
	if d.feeds[c.Feed] >= max(1, d.limit/feedShare) {
		d.oldest(c.Feed)
	}
	if len(d.at) >= d.limit {
		d.renew((len(d.at) + 3) / 4)
	} else if d.idle > maxIdle && d.idle > len(d.features)/2 {
		d.renew(0)
	}
	e := d.read(c, true)
	var slot int32
	if n := len(d.free); n > 0 {
		slot, d.free = d.free[n-1], d.free[:n-1]
		d.slots[slot] = e
	} else {
		slot = int32(len(d.slots))
		d.slots = append(d.slots, e)
		d.score = append(d.score, 0)
	}
	d.at[c.Article] = slot
	d.feeds[c.Feed]++
	if c.Story != 0 {
		d.stories[c.Story] = append(d.stories[c.Story], slot)
	}
	d.titles[titleKey{c.Feed, e.whole}]++
	e.each(func(f int32) {
		if len(d.postings[f]) == 0 {
			d.idle--
		}
		d.postings[f] = append(d.postings[f], slot)
	})
}

// Remove takes an article off the desk.
func (d *Desk) Remove(id news.ArticleID) {
	slot, ok := d.at[id]
	if !ok {
		return
	}
	e := d.slots[slot]
	e.each(func(f int32) {
		if d.postings[f] = without(d.postings[f], slot); len(d.postings[f]) == 0 {
			d.idle++
		}
	})
	d.leave(e.Story, slot)
	key := titleKey{e.Feed, e.whole}
	if d.titles[key]--; d.titles[key] <= 0 {
		delete(d.titles, key)
	}
	if d.feeds[e.Feed]--; d.feeds[e.Feed] == 0 {
		delete(d.feeds, e.Feed)
	}
	d.slots[slot] = nil
	d.free = append(d.free, slot)
	delete(d.at, id)
}

// Tell notes that an article is part of a story, or of none (0).
func (d *Desk) Tell(id news.ArticleID, story news.StoryID) {
	slot, ok := d.at[id]
	if !ok || d.slots[slot].Story == story {
		return
	}
	d.leave(d.slots[slot].Story, slot)
	d.slots[slot].Story = story
	if story != 0 {
		d.stories[story] = append(d.stories[story], slot)
	}
}

func (d *Desk) leave(story news.StoryID, slot int32) {
	if story == 0 {
		return
	}
	if d.stories[story] = without(d.stories[story], slot); len(d.stories[story]) == 0 {
		delete(d.stories, story)
	}
}

func without(list []int32, x int32) []int32 {
	if i := slices.Index(list, x); i >= 0 {
		last := len(list) - 1
		list[i] = list[last]
		return list[:last]
	}
	return list
}

// oldest takes the oldest article of a feed off the desk: a feed that has
// thousands must not drive out those of others.
func (d *Desk) oldest(feed news.FeedID) {
	var first *entry
	for _, e := range d.slots {
		if e != nil && e.Feed == feed && (first == nil || older(e.Candidate, first.Candidate) < 0) {
			first = e
		}
	}
	if first != nil {
		d.Remove(first.Article)
	}
}

// renew lets the n oldest articles go, and the features nobody has any more.
func (d *Desk) renew(n int) {
	all := make([]Candidate, 0, len(d.at))
	for _, e := range d.slots {
		if e != nil {
			all = append(all, e.Candidate)
		}
	}
	slices.SortFunc(all, older)
	fresh := NewDesk(d.limit)
	for _, c := range all[n:] {
		fresh.Add(c)
	}
	*d = *fresh
}

func older(a, b Candidate) int {
	return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.Article, b.Article))
}

// each calls f once for every feature of the article.
func (e *entry) each(f func(int32)) {
	all := make([]int32, 0, 128)
	for _, n := range e.names {
		all = append(all, n.parts...)
	}
	for _, list := range [][]part{e.stems, e.titled} {
		for _, p := range list {
			all = append(all, p.feature)
		}
	}
	slices.Sort(all)
	for _, x := range slices.Compact(all) {
		f(x)
	}
}

// feature is the number of a feature; without make, -1-n for the n-th unknown
// one, which no article on the desk has.
func (d *Desk) feature(key string, add bool, unknown *int32) int32 {
	if f, ok := d.features[key]; ok {
		return f
	}
	if !add {
		*unknown--
		return *unknown
	}
	f := int32(len(d.postings))
	d.idle++
	d.features[key] = f
	d.postings = append(d.postings, nil)
	return f
}

// read takes an article's fingerprint apart.
func (d *Desk) read(c Candidate, add bool) *entry {
	e := &entry{Candidate: c}
	unknown := int32(0)
	for i, key := range c.Fingerprint.Names[:min(len(c.Fingerprint.Names), maxNames)] {
		n := name{weight: rank(i)}
		key, n.titled = strings.CutPrefix(key, "^")
		if key, n.doubtful = strings.CutPrefix(key, "~"); n.doubtful {
			n.weight *= 0.4
		}
		if key == "" {
			continue
		}
		switch key[0] {
		case '@':
			n.kind, n.weight = company, n.weight*0.6
		case '!':
			n.kind, n.weight = event, n.weight*0.6
		case '#':
			n.kind, n.weight = number, n.weight*precision(key)
			if !n.titled {
				e.numbers++
			}
		case '+':
			n.kind, n.weight = city, n.weight*0.45
			if strings.HasPrefix(key, "++") {
				n.kind, n.weight = country, n.weight*0.3
			}
		}
		if n.kind != other {
			n.parts = []int32{d.feature("n"+key, add, &unknown)}
		} else {
			for w := range strings.FieldsSeq(key) {
				if len(n.parts) < maxRun && (len(w) > 1 || !strings.Contains(key, " ")) {
					n.parts = append(n.parts, d.feature("n"+bare(w), add, &unknown))
				}
			}
		}
		if len(n.parts) > 0 {
			e.names = append(e.names, n)
		}
	}
	for i, stem := range c.Fingerprint.Stems[:min(len(c.Fingerprint.Stems), maxStems)] {
		e.stems = append(e.stems, part{d.feature("s:"+c.Language+":"+stem, add, &unknown), rank(i)})
	}
	seen := map[string]bool{}
	for _, w := range text.Words(c.Title, news.Span{Start: 0, End: min(len(c.Title), 300)}) {
		word := w.Of(c.Title)
		lower := strings.TrimRight(strings.ToLower(word), "'’")
		if text.IsStop(c.Language, lower) || len(lower) < 2 {
			continue
		}
		if stem := fold(text.Stem(c.Language, lower)); !seen[stem] {
			seen[stem] = true
			e.titled = append(e.titled, part{d.feature("t:"+c.Language+":"+stem, add, &unknown), 1})
		}
	}
	e.whole = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, c.Title)
	e.column = column(c.Title)
	return e
}

// bare cuts the endings by which languages tell names apart: Bolivia, Bolivie.
func bare(word string) string {
	if len(word) < 6 {
		return word
	}
	return strings.TrimRight(word, "aeio")
}

// rank is how much the i-th most telling name counts.
func rank(i int) float64 { return 1 / (1 + float64(i)/12) }
