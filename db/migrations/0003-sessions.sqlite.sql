-- Sign-ins: one session a device, each with a chain of refresh tokens of which exactly one is active.
-- Secrets are never stored: only SHA-256 of a token, and typed forms only sealed with a key of the program.

CREATE TABLE sessions (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id             INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  status              TEXT NOT NULL CHECK (status IN ('active', 'revoked', 'expired')),
  ended_because       TEXT CHECK (ended_because IN ('logout', 'signed_out', 'reuse', 'password', 'cap', 'expired', 'deleted')),
  generation          INTEGER NOT NULL DEFAULT 1,
  user_agent          TEXT NOT NULL,
  ip_prefix           TEXT NOT NULL,
  created_at          TEXT NOT NULL,
  last_used_at        TEXT NOT NULL,
  absolute_expires_at TEXT NOT NULL,
  ended_at            TEXT,
  CONSTRAINT sessions_ended CHECK ((status = 'active') = (ended_at IS NULL))
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id, id DESC);
CREATE INDEX sessions_age ON sessions (absolute_expires_at);

CREATE TABLE refresh_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('active', 'rotated', 'revoked')),
  key_id     TEXT NOT NULL,
  issued_at  TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  rotated_at TEXT,
  reissues   INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT refresh_tokens_chain UNIQUE (session_id, generation)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX refresh_tokens_one_active ON refresh_tokens (session_id) WHERE status = 'active';

CREATE TABLE security_events (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL,
  device          TEXT NOT NULL,
  ip_prefix       TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  acknowledged_at TEXT
) STRICT;
CREATE INDEX security_events_of_user ON security_events (user_id, id DESC);
CREATE INDEX security_events_unread ON security_events (user_id, created_at)
  WHERE kind = 'refresh_token_reused' AND acknowledged_at IS NULL;
CREATE INDEX security_events_age ON security_events (created_at);

-- A form that was sent with an expired session, sealed, until its owner continues.
CREATE TABLE parked_forms (
  id_hash    TEXT NOT NULL PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  sealed     TEXT NOT NULL,
  created_at TEXT NOT NULL,
  claimed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_forms_age ON parked_forms (created_at);

-- Personal access tokens for scripts.
CREATE TABLE access_tokens (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id      INTEGER NOT NULL,
  book_id      INTEGER NOT NULL,
  name         TEXT NOT NULL,
  scope        TEXT NOT NULL CHECK (scope IN ('read', 'write')),
  token_hash   TEXT NOT NULL CONSTRAINT access_tokens_hash UNIQUE,
  created_at   TEXT NOT NULL,
  expires_at   TEXT,
  last_used_at TEXT,
  CONSTRAINT access_tokens_member FOREIGN KEY (book_id, user_id) REFERENCES book_members (book_id, user_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX access_tokens_of_user ON access_tokens (book_id, user_id);

-- What was answered to a request that carried a key, so that the same request sent again changes nothing.
CREATE TABLE idempotency_keys (
  book_id      INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  key          TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status       INTEGER NOT NULL,
  answer       TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  PRIMARY KEY (book_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- Scheduled work: whoever holds the lease does it.
CREATE TABLE job_leases (
  name       TEXT NOT NULL PRIMARY KEY,
  held_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
