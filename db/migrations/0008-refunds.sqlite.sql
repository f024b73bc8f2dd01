-- Refunds: an amount may be negative, never zero. SQLite cannot alter a CHECK, so the table is made anew, its rows are
-- copied in their order and its indexes made once at the end; one million expenses take some seconds. The search index
-- is keyed by the ids, which stay. With it come the columns that later nouns need: which import or recurring expense a
-- row came from, the bank's own id, and its tags (a JSON list of ids in ascending order, see 0010).
DROP VIEW expense_search_tokens;

CREATE TABLE new_expenses (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  category_id  INTEGER,
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0 AND amount_minor BETWEEN -999999999999999 AND 999999999999999),
  description  TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 400),
  search_text  TEXT NOT NULL,
  spent_on     TEXT NOT NULL CHECK (spent_on IS strftime('%Y-%m-%d', spent_on) AND spent_on BETWEEN '1900-01-01' AND '2199-12-31'),
  version      INTEGER NOT NULL DEFAULT 1,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  deleted_at   TEXT,
  form_key     TEXT,
  recurring_id INTEGER,
  import_id    INTEGER,
  external_id  TEXT,
  tag_ids      TEXT NOT NULL DEFAULT '[]',
  CONSTRAINT expenses_category FOREIGN KEY (book_id, category_id) REFERENCES categories (book_id, id)
) STRICT;

INSERT INTO new_expenses (id, book_id, category_id, amount_minor, description, search_text, spent_on, version,
                          created_at, updated_at, deleted_at, form_key)
SELECT id, book_id, category_id, amount_minor, description, search_text, spent_on, version,
       created_at, updated_at, deleted_at, form_key
FROM expenses ORDER BY id;

-- No id is ever given twice, not even that of a row that is gone.
CREATE TEMPORARY TABLE last_expense AS SELECT seq FROM sqlite_sequence WHERE name = 'expenses';
DROP TABLE expenses;
ALTER TABLE new_expenses RENAME TO expenses;
DELETE FROM sqlite_sequence WHERE name = 'expenses';
INSERT INTO sqlite_sequence (name, seq) SELECT 'expenses', seq FROM last_expense;
DROP TABLE last_expense;

CREATE INDEX expenses_newest ON expenses (book_id, spent_on DESC, id DESC, category_id, amount_minor, deleted_at)
  WHERE deleted_at IS NULL;
CREATE INDEX expenses_by_category ON expenses (book_id, category_id, spent_on DESC, id DESC);
CREATE INDEX expenses_trash ON expenses (book_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX expenses_trash_age ON expenses (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE UNIQUE INDEX expenses_form_key ON expenses (book_id, form_key) WHERE form_key IS NOT NULL;

-- As in 0002 and 0004.
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

CREATE VIEW expense_search_tokens AS
SELECT id, (
  SELECT group_concat('a' || gram || CASE WHEN chance < 131071 THEN ' b' || gram || CASE WHEN chance < 16383
    THEN ' c' || gram || CASE WHEN chance < 2047 THEN ' d' || gram ELSE '' END ELSE '' END ELSE '' END, ' ')
  FROM (SELECT book_id || 'x' || hex(substr(search_text, place, 3)) AS gram
        FROM expense_search_positions WHERE place <= length(search_text))) AS tokens
FROM (SELECT id, book_id, search_text,
             ((id + 611953) % 1048573) * ((id + 611953) % 1048573) % 1048573 AS chance
      FROM expenses WHERE deleted_at IS NULL);

-- FTS5 takes out what it is given: the very tokens that were put in, hence BEFORE, while the row is as it was.
CREATE TRIGGER expense_search_added AFTER INSERT ON expenses WHEN NEW.deleted_at IS NULL BEGIN
  INSERT INTO expense_search (rowid, tokens) SELECT id, tokens FROM expense_search_tokens WHERE id = NEW.id;
END;
CREATE TRIGGER expense_search_removed BEFORE DELETE ON expenses WHEN OLD.deleted_at IS NULL BEGIN
  INSERT INTO expense_search (expense_search, rowid, tokens)
  SELECT 'delete', id, tokens FROM expense_search_tokens WHERE id = OLD.id;
END;
CREATE TRIGGER expense_search_changing BEFORE UPDATE OF id, book_id, search_text, deleted_at ON expenses
WHEN OLD.deleted_at IS NULL AND (NEW.deleted_at IS NOT NULL OR NEW.search_text <> OLD.search_text
  OR NEW.book_id <> OLD.book_id OR NEW.id <> OLD.id) BEGIN
  INSERT INTO expense_search (expense_search, rowid, tokens)
  SELECT 'delete', id, tokens FROM expense_search_tokens WHERE id = OLD.id;
END;
CREATE TRIGGER expense_search_changed AFTER UPDATE OF id, book_id, search_text, deleted_at ON expenses
WHEN NEW.deleted_at IS NULL AND (OLD.deleted_at IS NOT NULL OR NEW.search_text <> OLD.search_text
  OR NEW.book_id <> OLD.book_id OR NEW.id <> OLD.id) BEGIN
  INSERT INTO expense_search (rowid, tokens) SELECT id, tokens FROM expense_search_tokens WHERE id = NEW.id;
END;
