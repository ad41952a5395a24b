-- Several actions that are undone as one: the number of the first of them, which
-- says what they were; 0: an action by itself.
ALTER TABLE journal ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
