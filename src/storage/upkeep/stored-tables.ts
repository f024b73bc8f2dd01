/** A table whose rows are somebody's records: backups, restores and copies go through this list and no other. */
export interface StoredTable {
  readonly name: string;
  /** Columns that triggers count up while other tables are filled: set once more at the end. */
  readonly countedByTriggers?: readonly string[];
}

/** In the order in which they can be filled: what others point at comes first. */
export const STORED_TABLES: readonly StoredTable[] = [
  { name: 'users' },
  { name: 'books', countedByTriggers: ['version'] },
  { name: 'book_members' },
  { name: 'categories' },
  { name: 'tags' },
  { name: 'changes' },
  { name: 'expenses' },
  { name: 'expense_versions' },
  { name: 'recurring' },
  { name: 'recurring_occurrences' },
  { name: 'budgets' },
  { name: 'rules' },
  { name: 'imports' },
  { name: 'import_pages' },
  { name: 'import_shapes' },
  { name: 'sessions' },
  { name: 'refresh_tokens' },
  { name: 'access_tokens' },
  { name: 'security_events' },
  { name: 'parked_forms' },
  { name: 'idempotency_keys' },
  { name: 'totp_secrets' },
  { name: 'recovery_codes' },
  { name: 'passkeys' },
  { name: 'invites' },
];

/** Kept by triggers from the tables above: never stored, but compared once those are there again. */
export const DERIVED_TABLES: readonly string[] = ['monthly_totals', 'expense_tags', 'monthly_tag_totals'];

/** Neither, and why. */
export const LEFT_OUT_TABLES: Readonly<Record<string, string>> = {
  schema_migrations: 'a backup names the last step; a restore makes the tables step by step',
  job_leases: 'of the processes that run now',
  rate_limits: 'attempts of the last minutes',
  refolding: 'how far the text of searches has been folded anew; after a restore that begins again',
  import_files: 'files that can be chosen once more',
  used_challenges: 'void within minutes',
  sign_in_challenges: 'void within minutes',
  password_resets: 'links that are void after half an hour',
  email_changes: 'links that are void after a while; nobody should confirm an old one',
  mail_queue: 'mails on their way: nobody should get them twice',
  sqlite_sequence: 'kept beside the tables, as sequences',
};

/** SQLite keeps the index of searches in tables; PostgreSQL in an index. */
export const SEARCH_TABLES = /^expense_search/;
