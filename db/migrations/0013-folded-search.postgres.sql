-- Search compares folded text now (accents do not count), with the amount and the tags of the expense behind it. What is
-- stored is folded anew by upkeep, in portions while people work; this row says how far it is.
CREATE TABLE refolding (
  name       TEXT NOT NULL PRIMARY KEY,
  book_id    BIGINT NOT NULL,
  last_id    BIGINT NOT NULL,
  done_at    TIMESTAMPTZ
);
INSERT INTO refolding (name, book_id, last_id) VALUES ('search-2', 0, 0);

-- As in 0004, with words of which one is enough: 'a1x636f66 AND (a1x6f6666 OR a1x63*)'.
CREATE OR REPLACE FUNCTION expense_search(query TEXT) RETURNS TABLE (rowid BIGINT)
LANGUAGE plpgsql STABLE ROWS 100 SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT id FROM expenses
  WHERE deleted_at IS NULL AND expense_search_tokens(book_id, id, search_text)
    @@ CAST(replace(replace(replace($1, '*', ':*'), ' AND ', ' & '), ' OR ', ' | ') AS TSQUERY);
END $$;
