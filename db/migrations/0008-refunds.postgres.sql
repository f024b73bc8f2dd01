-- Refunds: an amount may be negative, never zero. With it come the columns that later nouns need: which import or
-- recurring expense a row came from, the bank's own id, and its tags (a JSON list of ids in ascending order, see 0010).
ALTER TABLE expenses
  DROP CONSTRAINT expenses_amount_minor_check,
  ADD CONSTRAINT expenses_amount_minor_check
    CHECK (amount_minor <> 0 AND amount_minor BETWEEN -999999999999999 AND 999999999999999),
  ADD COLUMN recurring_id BIGINT,
  ADD COLUMN import_id BIGINT,
  ADD COLUMN external_id TEXT COLLATE "C",
  ADD COLUMN tag_ids TEXT COLLATE "C" NOT NULL DEFAULT '[]';
