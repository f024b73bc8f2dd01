-- What is done by itself with expenses of a certain description. See docs/decisions/0092-rules.md.

-- A deleted one stays, to be taken back.
CREATE TABLE rules (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id     INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  matching    TEXT NOT NULL CHECK (matching IN ('contains', 'equals', 'starts')),
  text        TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 400),
  category_id INTEGER,
  tag_ids     TEXT NOT NULL DEFAULT '[]',
  description TEXT CHECK (length(description) BETWEEN 1 AND 400),
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT,
  CONSTRAINT rules_pkey UNIQUE (book_id, id),
  CONSTRAINT rules_category FOREIGN KEY (book_id, category_id) REFERENCES categories (book_id, id)
) STRICT;
CREATE INDEX rules_by_category ON rules (book_id, category_id);
