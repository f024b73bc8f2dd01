-- Since when the person at this session is not asked before an expired access token is renewed; NULL: they are asked.
ALTER TABLE sessions ADD COLUMN stays_since TEXT;
