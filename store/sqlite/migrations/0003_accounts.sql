-- Accounts: one person may have several keys; roles; invitations; and the feeds
-- that everybody sees.

ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'reader'; -- reader, editor, admin, guest
UPDATE users SET role = 'admin' WHERE id = 1;

CREATE TABLE keys (
  print TEXT PRIMARY KEY,              -- SSH key fingerprint
  user  INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name  TEXT NOT NULL DEFAULT '',      -- the comment of the key
  added INTEGER NOT NULL DEFAULT 0,
  used  INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX keys_user ON keys (user, print);
-- users.key stays because it cannot be dropped; it is no longer read.
INSERT INTO keys (print, user, added, used) SELECT key, id, seen, seen FROM users WHERE key IS NOT NULL;
UPDATE users SET key = NULL;

-- Codes that make one account each. Only a hash is kept: who reads this file
-- cannot come in with it.
CREATE TABLE invites (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  hash    BLOB NOT NULL UNIQUE,
  name    TEXT NOT NULL DEFAULT '',
  role    TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made    INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used    INTEGER NOT NULL DEFAULT 0,
  used_by INTEGER NOT NULL DEFAULT 0
);

-- The feeds of the house. Each account has a subscription of its own to them,
-- so that what is read, hidden or left there is private.
CREATE TABLE house (
  feed     INTEGER PRIMARY KEY REFERENCES feeds,
  title    TEXT NOT NULL DEFAULT '',
  folders  TEXT NOT NULL DEFAULT '[]',
  settings TEXT NOT NULL DEFAULT '{}',
  made_by  INTEGER NOT NULL,
  made     INTEGER NOT NULL
);
-- 0: the user's own; 1: from the house; 2: the house has let go of it.
ALTER TABLE subscriptions ADD COLUMN house INTEGER NOT NULL DEFAULT 0;
