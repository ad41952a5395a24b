-- Articles in which only a product or a person points to a company: in no list
-- and no count of the company, but found by implied: and on its page.
CREATE TABLE implied (
  company   INTEGER NOT NULL,
  published INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  feed      INTEGER NOT NULL,
  PRIMARY KEY (company, published, article)
) WITHOUT ROWID;
CREATE INDEX implied_article ON implied (article, company, published);

-- Which company belongs to which, by their slugs; the companies need not be in
-- the news. fold is the parent's name, to be found by.
CREATE TABLE families (
  child  TEXT PRIMARY KEY,
  parent TEXT NOT NULL,
  name   TEXT NOT NULL,
  fold   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX families_parent ON families (parent, child);

-- Articles whose companies are to be looked for again, because others are known
-- now: a queue that survives. gen grows with each change, so that what was asked
-- for while an article was read is not taken for done.
CREATE TABLE retag (
  published INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  gen       INTEGER NOT NULL,
  PRIMARY KEY (published, article)
) WITHOUT ROWID;
