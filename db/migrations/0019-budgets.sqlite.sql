-- What a person means to spend in a month. See docs/decisions/0090-budgets.md.

-- A step: from its month on that much a month, until the next step. category_id NULL: for everything; amount_minor NULL:
-- no budget from then on. One that was removed stays until the next change of the same budget, so that it can come back.
CREATE TABLE budgets (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  category_id  INTEGER,
  from_month   TEXT NOT NULL CHECK (from_month IS strftime('%Y-%m', from_month || '-01') AND from_month BETWEEN '1900-01' AND '2199-12'),
  amount_minor INTEGER CHECK (amount_minor BETWEEN 1 AND 999999999999999),
  carry_over   INTEGER NOT NULL CHECK (carry_over IN (0, 1)),
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  removed_at   TEXT,
  CONSTRAINT budgets_pkey UNIQUE (book_id, id),
  CONSTRAINT budgets_ended CHECK (amount_minor IS NOT NULL OR carry_over = 0),
  CONSTRAINT budgets_category FOREIGN KEY (book_id, category_id) REFERENCES categories (book_id, id)
) STRICT;
CREATE UNIQUE INDEX budgets_of_category ON budgets (book_id, category_id, from_month) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX budgets_of_all ON budgets (book_id, from_month) WHERE removed_at IS NULL AND category_id IS NULL;
CREATE TRIGGER budgets_added AFTER INSERT ON budgets BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER budgets_changed AFTER UPDATE ON budgets BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER budgets_deleted AFTER DELETE ON budgets BEGIN
  UPDATE books SET version = version + 1 WHERE id = OLD.book_id;
END;
