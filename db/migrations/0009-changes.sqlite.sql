-- What happened to the expenses of a book, and what they were before, so that it can be undone.
-- See docs/decisions/0070-changes-and-undo.md.

-- subject: JSON, what the change is told by and what undoing it must make again (a category that was deleted).
-- task: JSON, what is left to do of a change of many expenses; held_until: by whom it is being done, until when.
CREATE TABLE changes (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id       INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  user_id       INTEGER NOT NULL,
  kind          TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  subject       TEXT NOT NULL,
  expense_count INTEGER NOT NULL,
  undoes_id     INTEGER,
  created_at    TEXT NOT NULL,
  undone_at     TEXT,
  task          TEXT,
  held_until    TEXT,
  CONSTRAINT changes_pkey UNIQUE (book_id, id)
) STRICT;
CREATE INDEX changes_unfinished ON changes (book_id, held_until) WHERE task IS NOT NULL;

-- An expense as it was at a version that a change ended. Version 0: it was not there, the change added it.
-- state_after: which version the expense stood for afterwards; one higher, or after an undo that which came back.
CREATE TABLE expense_versions (
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  expense_id   INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  change_id    INTEGER NOT NULL,
  state_after  INTEGER NOT NULL,
  category_id  INTEGER,
  amount_minor INTEGER,
  description  TEXT,
  spent_on     TEXT,
  tag_ids      TEXT,
  deleted_at   TEXT,
  PRIMARY KEY (book_id, expense_id, version),
  CONSTRAINT expense_versions_values CHECK ((version = 0) = (amount_minor IS NULL)),
  CONSTRAINT expense_versions_change FOREIGN KEY (book_id, change_id) REFERENCES changes (book_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX expense_versions_of_change ON expense_versions (book_id, change_id, expense_id);

-- Whoever removes an expense for good, removes what it was.
CREATE TRIGGER expenses_versions_removed AFTER DELETE ON expenses BEGIN
  DELETE FROM expense_versions WHERE book_id = OLD.book_id AND expense_id = OLD.id;
END;
