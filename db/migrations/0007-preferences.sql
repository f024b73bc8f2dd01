-- How each person reads: the language of the words, the region of numbers and days (BCP 47), light or dark, and the day
-- on which a week begins (1 Monday … 7 Sunday; NULL: as usual in the region).
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE users ADD COLUMN locale TEXT NOT NULL DEFAULT 'en-US';
ALTER TABLE users ADD COLUMN theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark'));
ALTER TABLE users ADD COLUMN week_starts_on INTEGER CHECK (week_starts_on BETWEEN 1 AND 7);
