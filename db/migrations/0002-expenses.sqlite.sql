-- Expenses and the totals that are kept beside them, in the same transaction, by triggers:
-- a page reads month x category totals instead of adding up years of rows.

CREATE TABLE expenses (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  category_id  INTEGER,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 1 AND 999999999999999),
  description  TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 400),
  search_text  TEXT NOT NULL,
  spent_on     TEXT NOT NULL CHECK (spent_on IS strftime('%Y-%m-%d', spent_on) AND spent_on BETWEEN '1900-01-01' AND '2199-12-31'),
  version      INTEGER NOT NULL DEFAULT 1,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT,
  CONSTRAINT expenses_category FOREIGN KEY (book_id, category_id) REFERENCES categories (book_id, id)
) STRICT;
-- The list, newest first; the last two columns let sums over a few days be read from the index alone.
CREATE INDEX expenses_newest ON expenses (book_id, spent_on DESC, id DESC, category_id, amount_minor) WHERE deleted_at IS NULL;
-- The list of one category; not partial, so that the foreign key finds trashed rows by it too.
CREATE INDEX expenses_by_category ON expenses (book_id, category_id, spent_on DESC, id DESC);
CREATE INDEX expenses_trash ON expenses (book_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX expenses_trash_age ON expenses (deleted_at) WHERE deleted_at IS NOT NULL;

-- category_key is the category's id, or 0 for expenses without one (a key cannot be null).
CREATE TABLE monthly_totals (
  book_id       INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  month         TEXT NOT NULL,
  category_key  INTEGER NOT NULL,
  total_minor   INTEGER NOT NULL,
  expense_count INTEGER NOT NULL,
  PRIMARY KEY (book_id, month, category_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER expenses_added AFTER INSERT ON expenses WHEN NEW.deleted_at IS NULL BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
  INSERT INTO monthly_totals (book_id, month, category_key, total_minor, expense_count)
  VALUES (NEW.book_id, substr(NEW.spent_on, 1, 7), COALESCE(NEW.category_id, 0), NEW.amount_minor, 1)
  ON CONFLICT (book_id, month, category_key) DO UPDATE SET
    total_minor = total_minor + excluded.total_minor, expense_count = expense_count + 1;
END;

CREATE TRIGGER expenses_removed AFTER DELETE ON expenses WHEN OLD.deleted_at IS NULL BEGIN
  UPDATE books SET version = version + 1 WHERE id = OLD.book_id;
  UPDATE monthly_totals SET total_minor = total_minor - OLD.amount_minor, expense_count = expense_count - 1
  WHERE book_id = OLD.book_id AND month = substr(OLD.spent_on, 1, 7) AND category_key = COALESCE(OLD.category_id, 0);
  DELETE FROM monthly_totals
  WHERE book_id = OLD.book_id AND month = substr(OLD.spent_on, 1, 7) AND category_key = COALESCE(OLD.category_id, 0)
    AND expense_count = 0;
END;

CREATE TRIGGER expenses_changed AFTER UPDATE ON expenses BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
  UPDATE monthly_totals SET total_minor = total_minor - OLD.amount_minor, expense_count = expense_count - 1
  WHERE OLD.deleted_at IS NULL
    AND book_id = OLD.book_id AND month = substr(OLD.spent_on, 1, 7) AND category_key = COALESCE(OLD.category_id, 0);
  INSERT INTO monthly_totals (book_id, month, category_key, total_minor, expense_count)
  SELECT NEW.book_id, substr(NEW.spent_on, 1, 7), COALESCE(NEW.category_id, 0), NEW.amount_minor, 1
  WHERE NEW.deleted_at IS NULL
  ON CONFLICT (book_id, month, category_key) DO UPDATE SET
    total_minor = total_minor + excluded.total_minor, expense_count = expense_count + 1;
  DELETE FROM monthly_totals
  WHERE book_id = OLD.book_id AND month = substr(OLD.spent_on, 1, 7) AND category_key = COALESCE(OLD.category_id, 0)
    AND expense_count = 0;
END;
