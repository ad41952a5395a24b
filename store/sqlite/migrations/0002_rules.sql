-- Rules that hide articles, and what each hides: worked out when articles come
-- in and when a rule begins, so that lists and counts cost what they did.
CREATE TABLE mutes (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  user    INTEGER NOT NULL,
  feed    INTEGER NOT NULL DEFAULT 0,   -- 0: all feeds
  article INTEGER NOT NULL DEFAULT 0,   -- its story is meant, 0: a query is
  query   TEXT NOT NULL DEFAULT '',
  title   TEXT NOT NULL DEFAULT '',
  at      INTEGER NOT NULL DEFAULT 0,
  gone    INTEGER NOT NULL DEFAULT 0    -- kept for undo
);
CREATE INDEX mutes_user ON mutes (user) WHERE gone = 0;

CREATE TABLE muted (
  user    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  rule    INTEGER NOT NULL,
  feed    INTEGER NOT NULL,
  unread  INTEGER NOT NULL DEFAULT 0,   -- it was, and will be when the rule ends
  PRIMARY KEY (user, article, rule)
) WITHOUT ROWID;
CREATE INDEX muted_rule ON muted (rule, article);

-- Articles in which a company is cited as a source: in no list and no count,
-- but on the page of the company.
CREATE TABLE sources (
  company   INTEGER NOT NULL,
  published INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  feed      INTEGER NOT NULL,
  PRIMARY KEY (company, published, article)
) WITHOUT ROWID;
CREATE INDEX sources_article ON sources (article, company, published);

-- What undo of a setting, a rule or a feed's settings needs.
ALTER TABLE journal ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN old TEXT NOT NULL DEFAULT '';
