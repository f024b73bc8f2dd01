import { DATE_ORDERS, type DateOrder } from './days.js';
import { type Encoding, encodingNamed } from './encoding.js';
import type { DecimalSign } from './figures.js';
import { READING_FIELDS, Refused, type ReadingField, type ReadingOptions } from './reading.js';

/**
 * The reading fields that were said; columns from 0, -1 for none (`0`). A value that cannot be counts as not said, until
 * `check` tells of all of them at once.
 */
export class Said {
  readonly #values: Readonly<Partial<Record<ReadingField, string>>>;
  readonly #refused = new Set<ReadingField>();

  constructor(options: ReadingOptions) {
    const entries = READING_FIELDS.map((field) => [field, String(options[field] ?? '')] as const);
    this.#values = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  }

  text(field: ReadingField): string | undefined {
    return this.#values[field];
  }

  /** Notes a value that fits nothing in the file. */
  refuse(field: ReadingField): undefined {
    this.#refused.add(field);
    return undefined;
  }

  /** @throws Refused that names every field whose value cannot be */
  check(): void {
    if (this.#refused.size > 0) throw new Refused('bad_option', { fields: [...this.#refused].join(',') });
  }

  encoding(): Encoding | undefined {
    const value = this.#values.encoding;
    return value === undefined ? undefined : (encodingNamed(value) ?? this.refuse('encoding'));
  }

  delimiter(): string | undefined {
    const value = this.#values.delimiter;
    if (value === undefined) return undefined;
    if (value === 'tab' || value === '\\t') return '\t';
    return [...value].length === 1 && !/["\n\r]/.test(value) ? value : this.refuse('delimiter');
  }

  dateOrder(): DateOrder | undefined {
    return this.#oneOf('date_order', DATE_ORDERS);
  }

  decimal(): DecimalSign | undefined {
    return this.#oneOf('decimal', ['.', ',']);
  }

  sign(): 'negative' | 'positive' | undefined {
    return this.#oneOf('sign', ['negative', 'positive']);
  }

  headerLine(): number | undefined {
    const value = this.#values.header_row;
    if (value === undefined) return undefined;
    return /^\d{1,7}$/.test(value) ? Number(value) : this.refuse('header_row');
  }

  /** Columns from 0; an empty list for `0`; undefined if nothing was said. */
  columns(field: ReadingField, width: number): number[] | undefined {
    const value = this.#values[field];
    if (value === undefined) return undefined;
    if (value.trim() === '0') return [];
    const columns = value.split(',').map((part) => part.trim());
    const areThere = columns.every(
      (part) => /^\d{1,4}$/.test(part) && Number(part) >= 1 && Number(part) <= width,
    );
    return areThere ? columns.map((part) => Number(part) - 1) : this.refuse(field);
  }

  column(field: ReadingField, width: number): number | undefined {
    const columns = this.columns(field, width);
    if (columns && columns.length > 1) return this.refuse(field);
    return columns && (columns[0] ?? -1);
  }

  flagOut(): string[] | undefined {
    return this.#values.flag_out?.split(',').map((value) => value.trim().toLowerCase());
  }

  #oneOf<T extends string>(field: ReadingField, allowed: readonly T[]): T | undefined {
    const value = this.#values[field];
    const found = allowed.find((one) => one === value);
    return value === undefined ? undefined : (found ?? this.refuse(field));
  }
}
