-- Which filled-in form an expense came from (a hash of its key and its fields): the same form sent twice, by an
-- impatient finger or after a connection broke, is the same expense. On the expense itself, so that adding one is one
-- statement and one row.
ALTER TABLE expenses ADD COLUMN form_key TEXT COLLATE "C";
CREATE UNIQUE INDEX expenses_form_key ON expenses (book_id, form_key) WHERE form_key IS NOT NULL;
