-- Articles by title, for lists in that order. lede_title is a function of lede.
CREATE TABLE titles (
  key     TEXT NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE TRIGGER titles_insert AFTER INSERT ON articles WHEN NEW.purged = 0 BEGIN
  INSERT INTO titles VALUES (lede_title(NEW.title), NEW.id);
END;
CREATE TRIGGER titles_update AFTER UPDATE OF title, purged ON articles WHEN NEW.title <> OLD.title OR NEW.purged <> OLD.purged BEGIN
  DELETE FROM titles WHERE key = lede_title(OLD.title) AND article = OLD.id;
  INSERT INTO titles SELECT lede_title(NEW.title), NEW.id WHERE NEW.purged = 0;
END;
INSERT INTO titles SELECT lede_title(title), id FROM articles WHERE purged = 0 ORDER BY 1, 2;
