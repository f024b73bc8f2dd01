-- The index behind "description contains": every place of a description (search_text) gives a token of the book and the
-- three characters that begin there, as hexadecimal UTF-8; at the end of the text two or one. So a search reads only
-- its own book, and one or two letters are found as the beginning of tokens. See docs/decisions/0010-search.md.
--
-- Level a holds every live expense; b, c and d hold a fixed eighth, a 64th and a 512th of them, chosen by id, so that a
-- search with too many matches is estimated from few rows. The same shares are in src/storage/search-tokens.ts.
--
-- FTS5 is used for its posting lists only: no text (content), no positions (detail), no ranking (columnsize).
CREATE VIRTUAL TABLE expense_search USING fts5 (tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii');

-- 1, 2, 3…: the places in the longest description, whose 200 characters can unfold to 18 each.
CREATE TABLE expense_search_positions (place INTEGER PRIMARY KEY) STRICT;
WITH RECURSIVE counted (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM counted WHERE place < 4000)
INSERT INTO expense_search_positions SELECT place FROM counted;

-- How many expenses have each token: for the check of the index (npm run doctor).
CREATE VIRTUAL TABLE expense_search_terms USING fts5vocab (expense_search, row);

-- The tokens of each live expense.
CREATE VIEW expense_search_tokens AS
SELECT id, (
  SELECT group_concat('a' || gram || CASE WHEN chance < 131071 THEN ' b' || gram || CASE WHEN chance < 16383
    THEN ' c' || gram || CASE WHEN chance < 2047 THEN ' d' || gram ELSE '' END ELSE '' END ELSE '' END, ' ')
  FROM (SELECT book_id || 'x' || hex(substr(search_text, place, 3)) AS gram
        FROM expense_search_positions WHERE place <= length(search_text))) AS tokens
FROM (SELECT id, book_id, search_text,
             ((id + 611953) % 1048573) * ((id + 611953) % 1048573) % 1048573 AS chance
      FROM expenses WHERE deleted_at IS NULL);

INSERT INTO expense_search (rowid, tokens) SELECT id, tokens FROM expense_search_tokens;

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
