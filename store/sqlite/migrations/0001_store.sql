-- Times are Unix milliseconds UTC, 0 for "not set". Feeds and articles are
-- shared by all users; subscriptions, states, tags, journal and settings are
-- one user's.

CREATE TABLE users (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  key  TEXT UNIQUE,               -- SSH key fingerprint, NULL for the local user
  seen INTEGER NOT NULL DEFAULT 0
);
INSERT INTO users (id, name) VALUES (1, '');

CREATE TABLE feeds (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  url          TEXT NOT NULL UNIQUE,
  title        TEXT NOT NULL DEFAULT '',
  site_url     TEXT NOT NULL DEFAULT '',
  description  TEXT NOT NULL DEFAULT '',
  language     TEXT NOT NULL DEFAULT '',
  state        TEXT NOT NULL DEFAULT 'new',
  last_poll    INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0,
  next_poll    INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  status       INTEGER NOT NULL DEFAULT 0,
  problem      TEXT NOT NULL DEFAULT '',
  advice       TEXT NOT NULL DEFAULT '',
  fetch_state  TEXT NOT NULL DEFAULT '{}',
  leased_until INTEGER NOT NULL DEFAULT 0,
  followers    INTEGER NOT NULL DEFAULT 0, -- kept by triggers
  total        INTEGER NOT NULL DEFAULT 0, -- articles not purged, kept by triggers
  newest       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feeds_due ON feeds (next_poll) WHERE followers > 0 AND state <> 'disabled';

CREATE TABLE subscriptions (
  user     INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  feed     INTEGER NOT NULL REFERENCES feeds,
  title    TEXT NOT NULL DEFAULT '',       -- what the user calls it, '' as it calls itself
  folders  TEXT NOT NULL DEFAULT '[]',
  settings TEXT NOT NULL DEFAULT '{}',
  hidden   INTEGER NOT NULL DEFAULT 0,     -- of settings, for the river
  added    INTEGER NOT NULL DEFAULT 0,
  -- Left: kept so that coming back, or undo, finds everything as it was.
  gone     INTEGER NOT NULL DEFAULT 0,
  unread   BLOB,                           -- what was unread when it was left
  seen     INTEGER NOT NULL DEFAULT 0,     -- the newest article id then
  PRIMARY KEY (user, feed)
) WITHOUT ROWID;
CREATE INDEX subscriptions_feed ON subscriptions (feed, user) WHERE gone = 0;

CREATE TRIGGER subscriptions_insert AFTER INSERT ON subscriptions WHEN NEW.gone = 0 BEGIN
  UPDATE feeds SET followers = followers + 1 WHERE id = NEW.feed;
END;
CREATE TRIGGER subscriptions_update AFTER UPDATE OF gone ON subscriptions WHEN NEW.gone <> OLD.gone BEGIN
  UPDATE feeds SET followers = followers + OLD.gone - NEW.gone WHERE id = NEW.feed;
END;

CREATE TABLE articles (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  feed       INTEGER NOT NULL REFERENCES feeds,
  story      INTEGER,
  published  INTEGER NOT NULL,
  purged     INTEGER NOT NULL DEFAULT 0,   -- only its identity is left
  truncated  INTEGER NOT NULL DEFAULT 0,
  quotes     INTEGER NOT NULL DEFAULT 0,
  enclosed   INTEGER NOT NULL DEFAULT 0,
  digested   INTEGER NOT NULL DEFAULT 0,   -- version of the digester
  language   TEXT NOT NULL DEFAULT '',
  title      TEXT NOT NULL DEFAULT '',
  url        TEXT NOT NULL DEFAULT '',
  lede       TEXT NOT NULL DEFAULT '',
  companies  TEXT NOT NULL DEFAULT '',     -- ids by line: subjects, then mentions
  authors    TEXT NOT NULL DEFAULT '',     -- by line
  print      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX articles_timeline ON articles (published, id, feed, story) WHERE purged = 0;
CREATE INDEX articles_feed ON articles (feed, published, id, story) WHERE purged = 0;
CREATE INDEX articles_story ON articles (story, published, id, feed) WHERE purged = 0 AND story IS NOT NULL;
CREATE INDEX articles_digested ON articles (digested, published) WHERE purged = 0;

CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
  UPDATE feeds SET total = total + 1, newest = max(newest, NEW.published) WHERE id = NEW.feed;
END;
CREATE TRIGGER articles_purge AFTER UPDATE OF purged ON articles WHEN NEW.purged <> OLD.purged BEGIN
  UPDATE feeds SET total = total + OLD.purged - NEW.purged WHERE id = NEW.feed;
END;

-- What an entry is recognised by, within its feed: the first 64 bits of a hash
-- over kind and value of GUID, URL and print. Never deleted.
CREATE TABLE identities (
  feed    INTEGER NOT NULL,
  hash    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (feed, hash)
) WITHOUT ROWID;

-- What lists never need. The columns stand in the order of their size, so that
-- a fingerprint is read without the body behind it.
CREATE TABLE bodies (
  id     INTEGER PRIMARY KEY,
  print  BLOB,   -- fingerprint
  digest BLOB,
  more   BLOB,   -- the article's small fields
  body   BLOB    -- text and HTML, zstd
);

CREATE TABLE companies (
  id   INTEGER PRIMARY KEY,   -- 0 stands for "all articles" in unread and tallies
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  fold TEXT NOT NULL DEFAULT ''
);

CREATE TABLE mentions (
  company   INTEGER NOT NULL,
  published INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  feed      INTEGER NOT NULL,
  about     INTEGER NOT NULL,  -- 1 a subject, 0 named or implied; sources are not kept here
  PRIMARY KEY (company, published, article)
) WITHOUT ROWID;
CREATE INDEX mentions_article ON mentions (article, company, published, about);

-- How many articles of a feed (0: of all) name a company; kept by triggers.
CREATE TABLE company_feeds (
  feed    INTEGER NOT NULL,
  company INTEGER NOT NULL,
  total   INTEGER NOT NULL,
  about   INTEGER NOT NULL,
  PRIMARY KEY (feed, company)
) WITHOUT ROWID;
CREATE TRIGGER mentions_insert AFTER INSERT ON mentions BEGIN
  INSERT INTO company_feeds VALUES (NEW.feed, NEW.company, 1, NEW.about), (0, NEW.company, 1, NEW.about)
    ON CONFLICT DO UPDATE SET total = total + 1, about = about + NEW.about;
END;
CREATE TRIGGER mentions_delete AFTER DELETE ON mentions BEGIN
  UPDATE company_feeds SET total = total - 1, about = about - OLD.about
    WHERE feed IN (0, OLD.feed) AND company = OLD.company;
END;

-- What a user has not read, once under company 0 and once under each company
-- in it: "the next unread ones" is a walk along this table, whatever else is
-- stored. Read is what is not here.
CREATE TABLE unread (
  user      INTEGER NOT NULL,
  company   INTEGER NOT NULL,
  published INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  feed      INTEGER NOT NULL,
  about     INTEGER NOT NULL,  -- the company is its subject
  PRIMARY KEY (user, company, published, article)
) WITHOUT ROWID;
CREATE INDEX unread_feed ON unread (user, feed, published, article) WHERE company = 0;

-- How many unread articles of a feed (0: of all) name a company (0: all); kept
-- by triggers.
CREATE TABLE tallies (
  user    INTEGER NOT NULL,
  feed    INTEGER NOT NULL,
  company INTEGER NOT NULL,
  unread  INTEGER NOT NULL,
  about   INTEGER NOT NULL,
  PRIMARY KEY (user, feed, company)
) WITHOUT ROWID;
CREATE TRIGGER unread_insert AFTER INSERT ON unread BEGIN
  INSERT INTO tallies VALUES (NEW.user, NEW.feed, NEW.company, 1, NEW.about), (NEW.user, 0, NEW.company, 1, NEW.about)
    ON CONFLICT DO UPDATE SET unread = unread + 1, about = about + NEW.about;
END;
CREATE TRIGGER unread_delete AFTER DELETE ON unread BEGIN
  UPDATE tallies SET unread = unread - 1, about = about - OLD.about
    WHERE user = OLD.user AND feed IN (0, OLD.feed) AND company = OLD.company;
END;

CREATE TABLE states (
  user      INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  published INTEGER NOT NULL,
  starred   INTEGER NOT NULL DEFAULT 0,
  position  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user, article)
) WITHOUT ROWID;
CREATE INDEX states_starred ON states (user, published, article) WHERE starred = 1;
CREATE INDEX states_article ON states (article) WHERE starred = 1;

CREATE TABLE tags (
  user      INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  tag       TEXT NOT NULL,
  fold      TEXT NOT NULL,
  published INTEGER NOT NULL,
  PRIMARY KEY (user, article, tag)
) WITHOUT ROWID;
CREATE INDEX tags_fold ON tags (user, fold, published, article);

CREATE TABLE speakers (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  fold TEXT NOT NULL
);
CREATE TABLE quotes (
  article   INTEGER NOT NULL,
  place     INTEGER NOT NULL,  -- index into the digest's quotes
  speaker   INTEGER NOT NULL,  -- 0: nobody is named
  published INTEGER NOT NULL,
  PRIMARY KEY (article, place)
) WITHOUT ROWID;
CREATE INDEX quotes_speaker ON quotes (speaker, published, article);

-- Full text. Contentless: the words are indexed, the text itself is in bodies.
CREATE VIRTUAL TABLE words USING fts5(
  title, body, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE journal (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  user     INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  value    TEXT NOT NULL DEFAULT '',
  feed     INTEGER NOT NULL DEFAULT 0,
  articles BLOB,               -- exactly what was changed
  undone   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX journal_user ON journal (user, id) WHERE undone = 0;

CREATE TABLE settings (
  user  INTEGER NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (user, key)
) WITHOUT ROWID;

CREATE TABLE stories (id INTEGER PRIMARY KEY AUTOINCREMENT);

-- Larger steps of writing and fewer of merging: saving is a third faster.
INSERT INTO words (words, rank) VALUES ('hashsize', 4194304);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
