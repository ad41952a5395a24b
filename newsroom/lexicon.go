package newsroom

import (
	"context"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"lede/news"
	"lede/newsroom/tour"
	"lede/summarize"
	"lede/summarize/companies"
)

// Lexicon knows companies. *companies.Lexicon is one.
type Lexicon interface {
	summarize.Tagger
	Company(id news.CompanyID) (news.Company, bool)
	Find(prefix string, limit int) []news.Company
	Len() int
}

// lookAtFile is how often the user's file of companies is looked at.
const lookAtFile = 2 * time.Second

// lexicons keeps the lexicon in force: the built-in one, the companies of the
// tour, and the user's, read again when their file changes.
type lexicons struct {
	room *Newsroom
	once sync.Once
	now  atomic.Pointer[Lexicon]
	// spared are the companies that a reader says an article does not mean.
	spared atomic.Pointer[map[news.ArticleID][]news.CompanyID]

	mu    sync.Mutex
	stamp fileStamp
	rules string            // the corrections in force, as stored
	base  companies.Entries // without what is the user's
	whole companies.Entries // with it
	known *known            // what the store is told of them, once somebody asked
	wrong bool              // what was said last of the user's file is a problem
}

// fileStamp tells versions of a file apart.
type fileStamp struct {
	modified time.Time
	size     int64
}

func stampOf(path string) fileStamp {
	info, err := os.Stat(path)
	if path == "" || err != nil {
		return fileStamp{}
	}
	return fileStamp{info.ModTime(), info.Size()}
}

// ready waits until there is a lexicon, and returns it. Nothing that draws a
// first screen may wait for it.
func (l *lexicons) ready() Lexicon {
	l.once.Do(func() {
		if own := l.room.o.Lexicon; own != nil {
			l.use(own)
			return
		}
		l.load()
	})
	return *l.now.Load()
}

// current is the lexicon, nil while it is not there yet.
func (l *lexicons) current() Lexicon {
	if p := l.now.Load(); p != nil {
		return *p
	}
	return nil
}

func (l *lexicons) use(x Lexicon) {
	l.now.Store(&x)
	l.room.digester.SetLexicon(x)
}

// load reads the user's file over the built-in companies. What cannot be read
// is told, and the rest holds.
func (l *lexicons) load() {
	l.mu.Lock()
	defer l.mu.Unlock()
	path := l.room.o.CompaniesFile
	l.stamp = stampOf(path)
	if l.base.Len() == 0 {
		invented, _ := companies.Parse("tour.yaml", tour.Companies())
		l.base = companies.BuiltinEntries().With(invented)
	}
	whole, wrong := l.base, false
	if l.stamp != (fileStamp{}) {
		own, problems := companies.Load(path)
		unfit, _ := own.Check(l.base)
		problems = append(problems, unfit...)
		for _, problem := range problems {
			l.room.log.Warn("companies", "problem", problem)
		}
		if wrong = len(problems) > 0; wrong {
			l.room.hub.publish(news.LocalUser, Notice{Text: problems[0].Error(), Problem: true})
		}
		whole = whole.With(own)
	}
	if l.wrong && !wrong { // the complaint must not stay on the screen
		l.room.hub.publish(news.LocalUser, Notice{Text: path + ": nothing is wrong any more"})
	}
	l.wrong = wrong
	raw, err := l.room.store.Setting(l.room.ctx, news.LocalUser, rulesSetting)
	if err != nil {
		l.room.log.Warn("corrections of companies cannot be read", "error", err)
	}
	l.rules = raw
	book := openRulebook(raw)
	l.spared.Store(book.spared())
	whole, problems := book.corrected(whole) // they are the latest word
	for _, problem := range problems {
		l.room.log.Warn("corrections of companies", "problem", problem)
	}
	l.whole, l.known = whole, nil
	l.use(companies.Compile(whole))
}

// spare leaves out what an article does not mean.
func (l *lexicons) spare(id news.ArticleID, found []news.Mention) []news.Mention {
	spared := l.spared.Load()
	if id == 0 || spared == nil || len((*spared)[id]) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(m news.Mention) bool { return slices.Contains((*spared)[id], m.Company) })
}

// heedRules reads the corrections again when another process has made some.
func (l *lexicons) heedRules(ctx context.Context) {
	if l.room.o.Lexicon != nil || l.current() == nil {
		return
	}
	raw, err := l.room.store.Setting(ctx, news.LocalUser, rulesSetting)
	l.mu.Lock()
	changed := err == nil && raw != l.rules
	l.mu.Unlock()
	if changed {
		l.load()
		poke(l.room.untagged)
	}
}

// ReadLexicon is the built-in companies with those of a user's file, which need
// not exist, and with corrections (see [StoredRules]); and what is wrong in the
// file: for reading articles without a newsroom.
func ReadLexicon(file, rules string) (Lexicon, []error) {
	book := openRulebook(rules)
	known := stampOf(file) != (fileStamp{})
	if !known && len(book.Rules) == 0 {
		return companies.Builtin(), nil
	}
	whole := companies.BuiltinEntries()
	var problems []error
	if known {
		var own companies.Entries
		own, problems = companies.Load(file)
		whole = whole.With(own)
	}
	whole, _ = book.corrected(whole)
	return companies.Compile(whole), problems
}

// watch makes the lexicon and reads the user's file again when it changes.
func (l *lexicons) watch(ctx context.Context) {
	l.ready()
	l.room.hub.publish(everybody, Changed{}) // what is offered, and names, are known now
	if l.room.o.Lexicon != nil || l.room.o.CompaniesFile == "" {
		return
	}
	for sleep(ctx, lookAtFile) {
		l.look(ctx)
	}
}

// look reads the user's file again when it has changed, and has the articles
// tagged that this concerns.
func (l *lexicons) look(ctx context.Context) {
	l.mu.Lock()
	changed := stampOf(l.room.o.CompaniesFile) != l.stamp
	l.mu.Unlock()
	if changed {
		l.load()
		l.room.log.Info("the companies were read again", "companies", l.ready().Len())
		l.room.tellCompanies(ctx)
	}
}

// Company is what the lexicon knows of a company. It never blocks.
func (s *Session) Company(id news.CompanyID) (news.Company, bool) {
	if l := s.room.lexicons.current(); l != nil {
		return l.Company(id)
	}
	return news.Company{}, false
}

// FindCompanies are companies by the beginning of a name, alias or ticker. It
// never blocks.
func (s *Session) FindCompanies(prefix string, limit int) []news.Company {
	if l := s.room.lexicons.current(); l != nil {
		return l.Find(prefix, limit)
	}
	return nil
}
