package newsboat

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"lede/feeds/clean"
	"lede/feeds/opml"
	"lede/news"
)

// Magic is how a cache begins, as every SQLite file.
const Magic = "SQLite format 3\x00"

// Cache is a copy of newsboat's articles. newsboat's own file is read once, to
// make the copy, and neither opened as a database nor locked: a newsboat that
// is open does not notice.
type Cache struct {
	dir     string
	db      *sql.DB
	columns map[string]bool // of rss_item: older versions have fewer
}

// ErrDamaged is what a cache says of which a part cannot be read.
var ErrDamaged = errors.New("newsboat's cache is damaged")

// copies is how often a file is copied that changes meanwhile.
const copies = 5

// OpenCache copies a cache.db and opens the copy. Close removes it.
func OpenCache(ctx context.Context, path string) (*Cache, error) {
	dir, err := os.MkdirTemp("", "lede-newsboat-")
	if err != nil {
		return nil, fmt.Errorf("there is no place for a copy of %s: %w", path, err)
	}
	c := &Cache{dir: dir}
	if err := c.open(ctx, path); err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}

// Close removes the copy.
func (c *Cache) Close() error {
	var err error
	if c.db != nil {
		err = c.db.Close()
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

func (c *Cache) open(ctx context.Context, path string) error {
	copied := filepath.Join(c.dir, "cache.db")
	if err := still(ctx, path, copied); err != nil {
		return err
	}
	if f, err := os.Open(copied); err == nil {
		head := make([]byte, len(Magic))
		_, _ = io.ReadFull(f, head)
		_ = f.Close()
		if string(head) != Magic {
			return fmt.Errorf("%s is no cache of newsboat: it is not an SQLite file", path)
		}
	}
	// Nobody else has the copy, and it need not survive anything.
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: copied}).EscapedPath()+
		"?_pragma=cache_size(-4096)&_pragma=synchronous(off)&_pragma=temp_store(file)&_pragma=trusted_schema(off)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(2) // one reads articles, the other their feeds
	c.db = db
	for table, needed := range map[string][]string{
		"rss_feed": {"rssurl", "url", "title"},
		"rss_item": {"guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread"},
	} {
		have, err := c.columnsOf(ctx, table)
		if err != nil {
			return fmt.Errorf("%s cannot be read: %w", path, err)
		}
		for _, name := range needed {
			if !have[name] {
				return fmt.Errorf("%s is no cache of newsboat: it has no %s.%s", path, table, name)
			}
		}
		if table == "rss_item" {
			c.columns = have
		}
	}
	// Without newsboat's own index every feed would read the whole table.
	var indexed bool
	err = db.QueryRowContext(ctx, "SELECT count(*) > 0 FROM sqlite_schema WHERE type = 'index' AND name = 'idx_feedurl'").Scan(&indexed)
	if err == nil && !indexed {
		_, err = db.ExecContext(ctx, "CREATE INDEX idx_feedurl ON rss_item(feedurl)")
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	return nil
}

func (c *Cache) columnsOf(ctx context.Context, table string) (map[string]bool, error) {
	rows, err := c.db.QueryContext(ctx, "SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		have[name] = true
	}
	return have, rows.Err()
}

// still copies a database, and what its writer has beside it, at a moment when
// nobody writes.
func still(ctx context.Context, path, to string) error {
	beside := []string{"", "-journal", "-wal"}
	state := func() (string, error) {
		var b strings.Builder
		for _, end := range beside {
			info, err := os.Stat(path + end)
			switch {
			case end != "" && errors.Is(err, os.ErrNotExist):
				b.WriteString("none ")
			case err != nil:
				return "", fmt.Errorf("%s cannot be read: %w", path, reason(err))
			case info.IsDir():
				return "", fmt.Errorf("%s is a directory", path)
			default:
				fmt.Fprint(&b, info.Size(), info.ModTime().UnixNano(), " ")
			}
		}
		return b.String(), nil
	}
	for range copies {
		before, err := state()
		if err != nil {
			return err
		}
		for _, end := range beside {
			if err := copyFile(ctx, path+end, to+end); err != nil && (end == "" || !errors.Is(err, os.ErrNotExist)) {
				return fmt.Errorf("%s cannot be copied: %w", path+end, reason(err))
			}
		}
		after, err := state()
		if err != nil {
			return err
		}
		if before == after {
			return nil
		}
	}
	return fmt.Errorf("%s changes all the time; wait until newsboat has reloaded its feeds, or close it", path)
}

func copyFile(ctx context.Context, from, to string) error {
	_ = os.Remove(to) // of the try before
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, stoppable{ctx, in})
	return errors.Join(err, out.Close())
}

// stoppable is a reader that ends when its context does.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

// Source is a feed of the cache.
type Source struct {
	Written string // its address as the urls file has it
	Feed    news.Feed
	Items   int
	Problem string // why it cannot be followed, "" when it can
}

// Sources are the feeds of the cache, in the order of their addresses.
func (c *Cache) Sources(ctx context.Context) ([]Source, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT f.rssurl, f.url, f.title, (SELECT count(*) FROM rss_item i WHERE i.feedurl = f.rssurl)
		FROM rss_feed f WHERE f.rssurl NOT LIKE 'query:%' ORDER BY f.rssurl`)
	if err != nil {
		return nil, fmt.Errorf("newsboat's cache cannot be read: %w", err)
	}
	defer rows.Close()
	var all []Source
	for rows.Next() {
		var s Source
		var site, title sql.NullString
		if err := rows.Scan(&s.Written, &site, &title, &s.Items); err != nil {
			return nil, fmt.Errorf("newsboat's cache cannot be read: %w", err)
		}
		if s.Problem = refused(s.Written); s.Problem == "" {
			if address, err := opml.Address(s.Written); err != nil {
				s.Problem = err.Error()
			} else {
				s.Feed.URL = address
			}
		}
		s.Feed.Title = clean.Title(title.String)
		s.Feed.SiteURL, _ = clean.URL(site.String, nil)
		all = append(all, s)
	}
	return all, rows.Err()
}

// Item is an article of the cache with what was done to it. Its entry is as the
// network gave it.
type Item struct {
	Entry    news.Entry
	Unread   bool
	Deleted  bool
	Flags    string // letters, each once
	Enqueued bool
}

// maxContent is how much of an article is read, in bytes.
const maxContent = 4 << 20

// Items calls each with the articles of a feed, as many at once as size says, in
// the order newsboat met them. The address is the one the cache has. Of a damaged cache those
// come that can be read, and then ErrDamaged.
func (c *Cache) Items(ctx context.Context, written string, size int, each func([]Item) error) error {
	column := func(name, otherwise string) string {
		if c.columns[name] {
			return name
		}
		return otherwise
	}
	rows, err := c.db.QueryContext(ctx, `SELECT guid, title, author, url, pubDate, substr(content, 1, ?), unread, `+
		strings.Join([]string{column("enclosure_url", "''"), column("enclosure_type", "''"), column("enqueued", "0"), column("flags", "''"),
			column("deleted", "0"), column("content_mime_type", "''")}, ", ")+
		` FROM rss_item WHERE feedurl = ? ORDER BY id`, maxContent, written) // the order of the index: nothing is sorted
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer rows.Close()
	var part []Item
	for rows.Next() {
		item, err := scanItem(rows)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if part = append(part, item); len(part) < size {
			continue
		}
		if err := each(part); err != nil {
			return err
		}
		part = nil
	}
	damage := rows.Err()
	if damage != nil && ctx.Err() == nil {
		damage = fmt.Errorf("%w: %w", ErrDamaged, damage)
	}
	if len(part) > 0 && ctx.Err() == nil {
		if err := each(part); err != nil {
			return err
		}
	}
	return damage
}

func scanItem(rows *sql.Rows) (Item, error) {
	var guid, title, author, link, content, enclosure, enclosureType, flags, mime sql.NullString
	var published, unread, enqueued, deleted sql.NullInt64
	err := rows.Scan(&guid, &title, &author, &link, &published, &content, &unread, &enclosure, &enclosureType, &enqueued, &flags, &deleted, &mime)
	if err != nil {
		return Item{}, err
	}
	e := news.Entry{GUID: guid.String, Title: title.String, Link: link.String, ContentHTML: content.String}
	// Without a guid newsboat makes one of the link and the date, or of the title.
	if rest, made := strings.CutPrefix(e.GUID, e.Link); e.Link == "" && e.GUID == e.Title || e.Link != "" && made && dated(rest) {
		e.GUID = ""
	}
	if strings.HasPrefix(strings.ToLower(mime.String), "text/plain") {
		e.ContentHTML = "<p>" + strings.ReplaceAll(html.EscapeString(content.String), "\n\n", "</p><p>") + "</p>"
	}
	if author.String != "" {
		e.Authors = []string{author.String}
	}
	if t := published.Int64; t > 0 && t < 1<<34 {
		e.Published = time.Unix(t, 0).UTC()
	}
	if enclosure.String != "" {
		e.Enclosures = []news.Enclosure{{URL: enclosure.String, Type: enclosureType.String}}
	}
	return Item{Entry: e, Unread: unread.Int64 != 0, Deleted: deleted.Int64 != 0, Enqueued: enqueued.Int64 != 0, Flags: letters(flags.String)}, nil
}

// dated reports whether a text begins as the dates of RSS do, such as "Tue, 24
// Nov 2026", or those of Atom.
func dated(s string) bool {
	return len(s) >= 10 && (s[3] == ',' || s[4] == '-' && s[7] == '-')
}

func letters(flags string) string {
	var out []rune
	for _, r := range flags {
		if (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return string(out)
}
