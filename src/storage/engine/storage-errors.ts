import { AppError } from '../../domain/errors.js';
import { message } from '../../messages/message.js';

/** A rule of the schema that a statement would have broken. Catch these and answer in the user's words. */
export abstract class StorageError extends Error {}

interface Broken {
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly constraint?: string | undefined;
}

/** Names where the driver told them: `table.column`, else the constraint, else nothing. */
const where = ({ table, columns, constraint }: Broken) =>
  columns?.length ? `${table ?? ''}(${columns.join(', ')})` : (constraint ?? table ?? 'unnamed');

/** Another row has that key already. */
export class UniqueViolation extends StorageError {
  override readonly name = 'UniqueViolation';
  /** The table, or undefined when the engine did not say. */
  readonly table: string | undefined;
  /** The columns of the key, in its order: the same on both engines, except for an index on an expression. */
  readonly columns: readonly string[];
  /** PostgreSQL: the name of the constraint or index. SQLite names it only for an index on an expression. */
  readonly constraint: string | undefined;

  constructor(broken: Broken, options?: ErrorOptions) {
    super(`A unique key exists already: ${where(broken)}`, options);
    this.table = broken.table;
    this.columns = broken.columns ?? [];
    this.constraint = broken.constraint;
  }

  /** Whether the key of `table` that holds `column` is the one that was broken. */
  isOn(table: string, column: string): boolean {
    return this.table === table && this.columns.includes(column);
  }
}

/** A row points at one that does not exist, or one that is pointed at would go. SQLite does not say which. */
export class ForeignKeyViolation extends StorageError {
  override readonly name = 'ForeignKeyViolation';
  readonly constraint: string | undefined;

  constructor(broken: Broken = {}, options?: ErrorOptions) {
    super(`A foreign key does not hold: ${where(broken)}`, options);
    this.constraint = broken.constraint;
  }
}

/** A value that its column does not take: CHECK, NOT NULL, or not of the column's type. */
export class CheckViolation extends StorageError {
  override readonly name = 'CheckViolation';
  readonly constraint: string | undefined;

  constructor(broken: Broken = {}, options?: ErrorOptions) {
    super(`A value is not allowed there: ${where(broken)}`, options);
    this.constraint = broken.constraint;
  }
}

/** A number that is too large to be stored, or too large to be given as a `number`. */
export class OutOfRange extends StorageError {
  override readonly name = 'OutOfRange';
}

/** The kept total of a month and a category would not fit into 64 bits any more; nothing was stored. */
export class TotalTooLarge extends AppError {
  constructor(reason: unknown) {
    const said = message('fault.amount.month_too_large');
    super('invalid', said, { fields: { amount: said } });
    this.cause = reason;
  }
}

/**
 * The database is away, locked or too slow. Nothing was stored, unless `outcomeUnknown`: then the connection
 * broke while a change was being stored, and asking again (with the same idempotency key) tells.
 */
export class DatabaseUnavailable extends AppError {
  readonly outcomeUnknown: boolean;

  constructor(reason: unknown, { outcomeUnknown = false, retryAfterSeconds = 5 } = {}) {
    super('unavailable', message('error.database_busy'), { retryAfterSeconds });
    this.cause = reason;
    this.outcomeUnknown = outcomeUnknown;
  }
}

/** The database cannot be used until somebody changes something; `message` is one line that says what. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}
