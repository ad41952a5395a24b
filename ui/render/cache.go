package render

import (
	"container/list"
	"sync"

	"lede/news"
)

// Key is what a rendered article depends on.
type Key struct {
	ID     news.ArticleID
	Print  string
	Length int // of the body: it grows when the full text was fetched
	Digest int // version of the digester
	Found  int // quotes and companies: they change when the lexicon does
	Width  int
	Wide   int
	Theme  string
	Evenly bool // justified
	Words  Words
}

// KeyOf is the key of an article in a theme and a width.
func KeyOf(a *news.Article, d *news.Digest, o Options) Key {
	return Key{
		ID: a.ID, Print: a.Print, Length: len(a.HTML) + len(a.Text), Digest: d.Version,
		Found: len(d.Quotes)<<16 + len(d.Companies), Width: o.Width, Wide: o.Wide, Theme: o.Theme.ID(), Evenly: o.Justify, Words: o.Words,
	}
}

// Cache keeps rendered articles, those used last, up to a number of lines. All
// sessions of a process may share one.
type Cache struct {
	mu      sync.Mutex
	most    int
	lines   int
	known   map[Key]*list.Element
	order   *list.List // newest first
	pending map[Key]*work
}

type kept struct {
	key     Key
	article *Article
}

type work struct {
	done    chan struct{}
	article *Article
}

// NewCache makes a cache for up to most lines, about a kilobyte each.
func NewCache(most int) *Cache {
	return &Cache{most: most, known: map[Key]*list.Element{}, order: list.New(), pending: map[Key]*work{}}
}

// Shared is the cache of all sessions of this process.
var Shared = NewCache(8_000)

// Get returns what is there already, without waiting.
func (c *Cache) Get(k Key) (*Article, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.known[k]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*kept).article, true
}

// Render returns a rendered article, from the cache or made now. Several who
// want the same one wait for one of them.
func (c *Cache) Render(a *news.Article, d *news.Digest, o Options) *Article {
	k := KeyOf(a, d, o)
	if r, ok := c.Get(k); ok {
		return r
	}
	c.mu.Lock()
	if w, ok := c.pending[k]; ok {
		c.mu.Unlock()
		<-w.done
		return w.article
	}
	w := &work{done: make(chan struct{})}
	c.pending[k] = w
	c.mu.Unlock()

	w.article = render(a, d, o)

	c.mu.Lock()
	delete(c.pending, k)
	c.put(k, w.article)
	c.mu.Unlock()
	close(w.done)
	return w.article
}

// render keeps those who wait from waiting for ever: an article that breaks the
// layout is shown as plain text.
func render(a *news.Article, d *news.Digest, o Options) (r *Article) {
	defer func() {
		if recover() != nil {
			bare := *a
			bare.HTML = ""
			r = Render(&bare, d, o)
		}
	}()
	return Render(a, d, o)
}

func (c *Cache) put(k Key, r *Article) {
	if _, ok := c.known[k]; ok || len(r.Lines) > c.most {
		return
	}
	c.known[k] = c.order.PushFront(&kept{k, r})
	c.lines += len(r.Lines) + 8
	for c.lines > c.most {
		last := c.order.Back()
		if last == nil {
			return
		}
		old := c.order.Remove(last).(*kept)
		delete(c.known, old.key)
		c.lines -= len(old.article.Lines) + 8
	}
}
