-- The second lock: authenticator apps, passkeys, recovery codes, and what is sent by mail. A secret that must be read
-- again is sealed with a key of the program; all others are kept as their SHA-256 only.

ALTER TABLE users ADD COLUMN disabled_at TEXT;

-- When the person at this session last proved who they are: by signing in, or when asked again.
ALTER TABLE sessions ADD COLUMN proved_at TEXT;

-- last_step is the last 30 seconds whose code was taken: a code counts once. confirmed_at NULL: not yet turned on.
CREATE TABLE totp_secrets (
  user_id      INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  sealed       TEXT NOT NULL,
  last_step    INTEGER NOT NULL DEFAULT 0,
  created_at   TEXT NOT NULL,
  confirmed_at TEXT
) STRICT;

CREATE TABLE recovery_codes (
  user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash  TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at    TEXT,
  PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- backup says what the device told: 'none' (bound to it), 'eligible', 'backed_up' (synced).
CREATE TABLE passkeys (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  credential_id TEXT NOT NULL CONSTRAINT passkeys_credential UNIQUE,
  public_key    TEXT NOT NULL,
  counter       INTEGER NOT NULL,
  transports    TEXT NOT NULL,
  backup        TEXT NOT NULL CHECK (backup IN ('none', 'eligible', 'backed_up')),
  created_at    TEXT NOT NULL,
  last_used_at  TEXT
) STRICT;
CREATE INDEX passkeys_of_user ON passkeys (user_id, id);

-- Challenges of passkeys are made without being stored; which of them were answered is.
CREATE TABLE used_challenges (
  challenge_hash TEXT NOT NULL PRIMARY KEY,
  used_at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_challenges_age ON used_challenges (used_at);

-- Whoever gave the right password and owes the second step. password_mark tells whether it is still that password.
CREATE TABLE sign_in_challenges (
  challenge_hash TEXT NOT NULL PRIMARY KEY,
  user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  password_mark  TEXT NOT NULL,
  tries          INTEGER NOT NULL DEFAULT 0,
  expires_at     TEXT NOT NULL,
  passed_at      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_challenges_of_user ON sign_in_challenges (user_id);
CREATE INDEX sign_in_challenges_age ON sign_in_challenges (expires_at);

CREATE TABLE password_resets (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX password_resets_of_user ON password_resets (user_id);
CREATE INDEX password_resets_age ON password_resets (expires_at);

CREATE TABLE email_changes (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  email      TEXT NOT NULL,
  email_key  TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX email_changes_of_user ON email_changes (user_id);
CREATE INDEX email_changes_age ON email_changes (expires_at);

CREATE TABLE invites (
  token_hash TEXT NOT NULL PRIMARY KEY,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at    TEXT,
  user_id    INTEGER REFERENCES users (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invites_age ON invites (expires_at);
CREATE INDEX invites_of_user ON invites (user_id) WHERE user_id IS NOT NULL;

-- Mail on its way. Whoever sends one claims its row first, so that it is never sent twice; sealed, because links that
-- act are in it, and emptied once it has gone.
CREATE TABLE mail_queue (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id    INTEGER REFERENCES users (id) ON DELETE CASCADE,
  sealed     TEXT NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  due_at     TEXT NOT NULL,
  claimed_at TEXT,
  sent_at    TEXT,
  failed_at  TEXT
) STRICT;
CREATE INDEX mail_queue_due ON mail_queue (due_at) WHERE claimed_at IS NULL AND sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX mail_queue_of_user ON mail_queue (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX mail_queue_age ON mail_queue (created_at);
