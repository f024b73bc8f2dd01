-- How often an event happened: failed proofs of one place since the last sign-in are one event.
ALTER TABLE security_events ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
