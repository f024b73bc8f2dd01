-- Files that were read, and what will come of their rows. See docs/decisions/0046-import.md.

-- about: JSON, how the file was read; said: JSON, what a person said about it. change_id: the change that added the expenses.
CREATE TABLE imports (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  user_id      INTEGER NOT NULL,
  file_name    TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('open', 'done')),
  about        TEXT NOT NULL,
  said         TEXT NOT NULL,
  row_count    INTEGER NOT NULL,
  change_id    INTEGER,
  added_count  INTEGER NOT NULL DEFAULT 0,
  created_at   TEXT NOT NULL,
  committed_at TEXT,
  CONSTRAINT imports_pkey UNIQUE (book_id, id)
) STRICT;

-- The file itself while it may be read again.
CREATE TABLE import_files (
  book_id   INTEGER NOT NULL,
  import_id INTEGER NOT NULL,
  bytes     BLOB NOT NULL,
  PRIMARY KEY (book_id, import_id),
  CONSTRAINT import_files_import FOREIGN KEY (book_id, import_id) REFERENCES imports (book_id, id) ON DELETE CASCADE
) STRICT;

-- Rows by the page, as JSON: they are read and chosen by the page and never searched.
CREATE TABLE import_pages (
  book_id   INTEGER NOT NULL,
  import_id INTEGER NOT NULL,
  page      INTEGER NOT NULL,
  entries   TEXT NOT NULL,
  PRIMARY KEY (book_id, import_id, page),
  CONSTRAINT import_pages_import FOREIGN KEY (book_id, import_id) REFERENCES imports (book_id, id) ON DELETE CASCADE
) STRICT;

-- What was said about files of one shape, for the next of them.
CREATE TABLE import_shapes (
  book_id     INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  said        TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (book_id, fingerprint)
) STRICT;

CREATE INDEX expenses_external_id ON expenses (book_id, external_id) WHERE external_id IS NOT NULL;
