-- Search compares folded text now (accents do not count), with the amount and the tags of the expense behind it. What is
-- stored is folded anew by upkeep, in portions while people work; this row says how far it is.
CREATE TABLE refolding (
  name       TEXT NOT NULL PRIMARY KEY,
  book_id    INTEGER NOT NULL,
  last_id    INTEGER NOT NULL,
  done_at    TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO refolding (name, book_id, last_id) VALUES ('search-2', 0, 0);
