-- An archived category is out of the forms and stays in the past.
ALTER TABLE categories ADD COLUMN archived_at TEXT;
