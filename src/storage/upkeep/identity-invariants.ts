import { bySql, type Invariant } from './invariant.js';

/** Of users, the books they own, and their sessions. */
export const IDENTITY_INVARIANTS: readonly Invariant[] = [
  bySql(
    'Every book has exactly one owner',
    `SELECT 'book ' || books.id || ' has ' || COUNT(book_members.user_id) AS breach
     FROM books LEFT JOIN book_members ON book_members.book_id = books.id AND book_members.role = 'owner'
     GROUP BY books.id HAVING COUNT(book_members.user_id) <> 1`,
  ),
  bySql(
    'Every user owns a book',
    `SELECT 'user ' || users.id || ' owns ' || COUNT(book_members.book_id) AS breach
     FROM users LEFT JOIN book_members ON book_members.user_id = users.id AND book_members.role = 'owner'
     WHERE users.deleted_at IS NULL
     GROUP BY users.id HAVING COUNT(book_members.book_id) <> 1`,
  ),
  bySql(
    'Every active session has exactly one active refresh token',
    `SELECT 'session ' || sessions.id || ' has ' || COUNT(refresh_tokens.token_hash) AS breach
     FROM sessions
     LEFT JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id AND refresh_tokens.status = 'active'
     WHERE sessions.status = 'active'
     GROUP BY sessions.id HAVING COUNT(refresh_tokens.token_hash) <> 1`,
  ),
  bySql(
    'No ended session has an active refresh token',
    `SELECT 'session ' || sessions.id || ' is ' || sessions.status AS breach
     FROM sessions JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id
     WHERE sessions.status <> 'active' AND refresh_tokens.status = 'active'`,
  ),
  bySql(
    'A session counts as many generations as its newest refresh token',
    `SELECT 'session ' || sessions.id || ' counts ' || sessions.generation || ', its tokens '
            || COALESCE(MAX(refresh_tokens.generation), 0) AS breach
     FROM sessions LEFT JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id
     GROUP BY sessions.id, sessions.generation
     HAVING COALESCE(MAX(refresh_tokens.generation), 0) <> sessions.generation`,
  ),
  bySql(
    'An active refresh token is the newest of its session',
    `SELECT 'session ' || refresh_tokens.session_id || ', generation ' || refresh_tokens.generation AS breach
     FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
     WHERE refresh_tokens.status = 'active' AND refresh_tokens.generation <> sessions.generation`,
  ),
];
