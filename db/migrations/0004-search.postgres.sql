-- The index behind "description contains": every place of a description (search_text) gives a token of the book and the
-- three characters that begin there, as hexadecimal UTF-8; at the end of the text two or one. So a search reads only
-- its own book, and one or two letters are found as the beginning of tokens. See docs/decisions/0010-search.md.
--
-- Level a holds every live expense; b, c and d hold a fixed eighth, a 64th and a 512th of them, chosen by id, so that a
-- search with too many matches is estimated from few rows. The same shares are in src/storage/search-tokens.ts.
--
-- Tokens and index are PostgreSQL's own: no extension, and the same finds as on SQLite.
CREATE FUNCTION expense_search_tokens(book_id BIGINT, id BIGINT, search_text TEXT) RETURNS TSVECTOR
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
DECLARE
  chance CONSTANT BIGINT := ((id + 611953) % 1048573) * ((id + 611953) % 1048573) % 1048573;
  gram TEXT;
  a TEXT := '';
  b TEXT := '';
  c TEXT := '';
  d TEXT := '';
BEGIN
  FOR place IN 1..length(search_text) LOOP
    gram := book_id || 'x' || encode(convert_to(substr(search_text, place, 3), 'UTF8'), 'hex');
    a := a || ' a' || gram;
    IF chance < 131071 THEN b := b || ' b' || gram; END IF;
    IF chance < 16383 THEN c := c || ' c' || gram; END IF;
    IF chance < 2047 THEN d := d || ' d' || gram; END IF;
  END LOOP;
  RETURN array_to_tsvector(string_to_array(ltrim(a || b || c || d), ' '));
END $$;

-- New entries wait in a list that every search reads too, so it is kept short; without one, adding costs six times more.
CREATE INDEX expenses_search ON expenses USING gin (expense_search_tokens(book_id, id, search_text))
  WITH (gin_pending_list_limit = 128) WHERE deleted_at IS NULL;

-- The ids of the live expenses that have all of the tokens: 'a1x636f66 a1x6f6666', or 'a1x63*' for a beginning.
-- On SQLite the table of that name is asked in the same words. A function that the planner does not look into: what it
-- guesses of a text search would make it read the whole table beside.
CREATE FUNCTION expense_search(query TEXT) RETURNS TABLE (rowid BIGINT)
LANGUAGE plpgsql STABLE ROWS 100 SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT id FROM expenses
  WHERE deleted_at IS NULL AND expense_search_tokens(book_id, id, search_text)
    @@ CAST(replace(replace($1, '*', ':*'), ' ', ' & ') AS TSQUERY);
END $$;
