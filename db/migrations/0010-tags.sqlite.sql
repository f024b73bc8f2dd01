-- Tags. Which an expense has stands in the expense itself (tag_ids, a JSON list of ids in ascending order), so that
-- reading and changing it is reading and changing one row. Triggers keep from it what lists and sums of a tag are read
-- from, for live expenses only: see docs/decisions/0071-tags.md.

CREATE TABLE tags (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id    INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  name_key   TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CONSTRAINT tags_pkey UNIQUE (book_id, id),
  CONSTRAINT tags_name_key UNIQUE (book_id, name_key)
) STRICT;
CREATE TRIGGER tags_added AFTER INSERT ON tags BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER tags_changed AFTER UPDATE ON tags BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER tags_removed AFTER DELETE ON tags BEGIN
  UPDATE books SET version = version + 1 WHERE id = OLD.book_id;
END;

-- category_key is 0 for expenses without a category, as in monthly_totals.
CREATE TABLE expense_tags (
  book_id      INTEGER NOT NULL,
  tag_id       INTEGER NOT NULL,
  spent_on     TEXT NOT NULL,
  expense_id   INTEGER NOT NULL,
  category_key INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (book_id, tag_id, spent_on, expense_id),
  CONSTRAINT expense_tags_tag FOREIGN KEY (book_id, tag_id) REFERENCES tags (book_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX expense_tags_by_category ON expense_tags (book_id, tag_id, category_key, spent_on, expense_id);

CREATE TABLE monthly_tag_totals (
  book_id       INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  tag_id        INTEGER NOT NULL,
  month         TEXT NOT NULL,
  category_key  INTEGER NOT NULL,
  total_minor   INTEGER NOT NULL,
  expense_count INTEGER NOT NULL,
  PRIMARY KEY (book_id, tag_id, month, category_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER expense_tags_added AFTER INSERT ON expense_tags BEGIN
  INSERT INTO monthly_tag_totals (book_id, tag_id, month, category_key, total_minor, expense_count)
  VALUES (NEW.book_id, NEW.tag_id, substr(NEW.spent_on, 1, 7), NEW.category_key, NEW.amount_minor, 1)
  ON CONFLICT (book_id, tag_id, month, category_key) DO UPDATE SET
    total_minor = total_minor + excluded.total_minor, expense_count = expense_count + 1;
END;
CREATE TRIGGER expense_tags_removed AFTER DELETE ON expense_tags BEGIN
  UPDATE monthly_tag_totals SET total_minor = total_minor - OLD.amount_minor, expense_count = expense_count - 1
  WHERE book_id = OLD.book_id AND tag_id = OLD.tag_id AND month = substr(OLD.spent_on, 1, 7)
    AND category_key = OLD.category_key;
  DELETE FROM monthly_tag_totals
  WHERE book_id = OLD.book_id AND tag_id = OLD.tag_id AND month = substr(OLD.spent_on, 1, 7)
    AND category_key = OLD.category_key AND expense_count = 0;
END;

CREATE TRIGGER expenses_tags_added AFTER INSERT ON expenses WHEN NEW.tag_ids <> '[]' AND NEW.deleted_at IS NULL BEGIN
  INSERT INTO expense_tags (book_id, tag_id, spent_on, expense_id, category_key, amount_minor)
  SELECT NEW.book_id, value, NEW.spent_on, NEW.id, COALESCE(NEW.category_id, 0), NEW.amount_minor
  FROM json_each(NEW.tag_ids);
END;
CREATE TRIGGER expenses_tags_removed AFTER DELETE ON expenses WHEN OLD.tag_ids <> '[]' AND OLD.deleted_at IS NULL BEGIN
  DELETE FROM expense_tags WHERE book_id = OLD.book_id AND spent_on = OLD.spent_on AND expense_id = OLD.id
    AND tag_id IN (SELECT value FROM json_each(OLD.tag_ids));
END;
CREATE TRIGGER expenses_tags_changed AFTER UPDATE ON expenses WHEN OLD.tag_ids <> '[]' OR NEW.tag_ids <> '[]' BEGIN
  DELETE FROM expense_tags WHERE OLD.deleted_at IS NULL AND book_id = OLD.book_id AND spent_on = OLD.spent_on
    AND expense_id = OLD.id AND tag_id IN (SELECT value FROM json_each(OLD.tag_ids));
  INSERT INTO expense_tags (book_id, tag_id, spent_on, expense_id, category_key, amount_minor)
  SELECT NEW.book_id, value, NEW.spent_on, NEW.id, COALESCE(NEW.category_id, 0), NEW.amount_minor
  FROM json_each(NEW.tag_ids) WHERE NEW.deleted_at IS NULL;
END;
