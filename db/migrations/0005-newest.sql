-- The list's index again, with deleted_at in it: without that, SQLite looks into every row of a sum over days, although
-- the index holds live expenses only. Sums over the edges of a range are now read from the index alone on both engines.
DROP INDEX expenses_newest;
CREATE INDEX expenses_newest ON expenses (book_id, spent_on DESC, id DESC, category_id, amount_minor, deleted_at)
  WHERE deleted_at IS NULL;
