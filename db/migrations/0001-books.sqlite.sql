-- Users, their books and categories. See ../README.md for the dialect that both engines speak.
-- Every record of a book carries book_id in its keys, so that a record can never point into another book
-- and a distributed PostgreSQL can place all of a book on one node.

CREATE TABLE users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  username      TEXT NOT NULL CHECK (length(username) BETWEEN 1 AND 80),
  email         TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  email_key     TEXT NOT NULL CONSTRAINT users_email_key UNIQUE,
  password_hash TEXT NOT NULL CHECK (length(password_hash) >= 60),
  time_zone     TEXT NOT NULL,
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL,
  deleted_at    TEXT
) STRICT;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

-- version counts every change of what a book shows; triggers bump it, caches use it as a key.
CREATE TABLE books (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL,
  currency   TEXT NOT NULL CHECK (length(currency) = 3),
  version    INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE book_members (
  book_id    INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role       TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  created_at TEXT NOT NULL,
  PRIMARY KEY (book_id, user_id)
) STRICT;
CREATE INDEX book_members_user ON book_members (user_id);
CREATE UNIQUE INDEX book_members_one_owned ON book_members (user_id) WHERE role = 'owner';

CREATE TABLE categories (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id    INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  name_key   TEXT NOT NULL,
  color      TEXT NOT NULL,
  icon       TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CONSTRAINT categories_pkey UNIQUE (book_id, id),
  CONSTRAINT categories_name_key UNIQUE (book_id, name_key)
) STRICT;

CREATE TRIGGER categories_added AFTER INSERT ON categories BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER categories_changed AFTER UPDATE ON categories BEGIN
  UPDATE books SET version = version + 1 WHERE id = NEW.book_id;
END;
CREATE TRIGGER categories_removed AFTER DELETE ON categories BEGIN
  UPDATE books SET version = version + 1 WHERE id = OLD.book_id;
END;
