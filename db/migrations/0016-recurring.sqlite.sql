-- Expenses that come back, and what became of each of their days. See docs/decisions/0091-recurring.md.

-- user_id: whose time zone says which day it is. next_on: the next day that nothing was done for; NULL while paused and
-- after the last one. A deleted one stays for the expenses that it added.
CREATE TABLE recurring (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id        INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  user_id        INTEGER NOT NULL,
  category_id    INTEGER,
  amount_minor   INTEGER NOT NULL CHECK (amount_minor <> 0 AND amount_minor BETWEEN -999999999999999 AND 999999999999999),
  description    TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 400),
  tag_ids        TEXT NOT NULL DEFAULT '[]',
  interval_count INTEGER NOT NULL CHECK (interval_count BETWEEN 1 AND 99),
  every          TEXT NOT NULL CHECK (every IN ('day', 'week', 'month', 'year')),
  starts_on      TEXT NOT NULL CHECK (starts_on IS strftime('%Y-%m-%d', starts_on) AND starts_on BETWEEN '1900-01-01' AND '2199-12-31'),
  ends_on        TEXT CHECK (ends_on IS strftime('%Y-%m-%d', ends_on)),
  mode           TEXT NOT NULL CHECK (mode IN ('add', 'remind')),
  next_on        TEXT CHECK (next_on IS strftime('%Y-%m-%d', next_on)),
  paused_at      TEXT,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  deleted_at     TEXT,
  CONSTRAINT recurring_pkey UNIQUE (book_id, id),
  CONSTRAINT recurring_rests CHECK (next_on IS NULL OR (paused_at IS NULL AND deleted_at IS NULL)),
  CONSTRAINT recurring_category FOREIGN KEY (book_id, category_id) REFERENCES categories (book_id, id)
) STRICT;
CREATE INDEX recurring_due ON recurring (next_on, book_id, id) WHERE next_on IS NOT NULL;
CREATE INDEX recurring_by_category ON recurring (book_id, category_id);
CREATE TRIGGER recurring_added AFTER INSERT ON recurring BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER recurring_changed AFTER UPDATE ON recurring BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER recurring_removed AFTER DELETE ON recurring BEGIN
  UPDATE books SET version = version + 1 WHERE id = OLD.book_id;
END;

-- Each day of each once, by its key: whoever claims it first does what is to be done, in the same transaction.
-- waiting: its owner is asked. late_at: it was added after its day, and nobody has read about it yet.
CREATE TABLE recurring_occurrences (
  book_id      INTEGER NOT NULL,
  recurring_id INTEGER NOT NULL,
  occurs_on    TEXT NOT NULL CHECK (occurs_on IS strftime('%Y-%m-%d', occurs_on)),
  status       TEXT NOT NULL CHECK (status IN ('waiting', 'added', 'skipped')),
  expense_id   INTEGER,
  late_at      TEXT,
  created_at   TEXT NOT NULL,
  PRIMARY KEY (book_id, recurring_id, occurs_on),
  CONSTRAINT recurring_occurrences_expense CHECK ((status = 'added') = (expense_id IS NOT NULL)),
  CONSTRAINT recurring_occurrences_recurring FOREIGN KEY (book_id, recurring_id) REFERENCES recurring (book_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX recurring_occurrences_waiting ON recurring_occurrences (book_id, occurs_on) WHERE status = 'waiting';
CREATE INDEX recurring_occurrences_late ON recurring_occurrences (book_id, occurs_on) WHERE late_at IS NOT NULL;
