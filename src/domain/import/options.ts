import { DATE_ORDERS, type DateOrder } from './days.js';
import type { DecimalSign } from './figures.js';
import { READING_FIELDS, Refused, type ReadingField, type ReadingOptions } from './reading.js';

/** The reading fields that were said, checked one by one; columns from 0, -1 for none (`0`). */
export class Said {
  readonly #values: Readonly<Partial<Record<ReadingField, string>>>;

  constructor(options: ReadingOptions) {
    const entries = READING_FIELDS.map((field) => [field, String(options[field] ?? '')] as const);
    this.#values = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  }

  text(field: ReadingField): string | undefined {
    return this.#values[field];
  }

  delimiter(): string | undefined {
    const value = this.#values.delimiter;
    if (value === undefined) return undefined;
    if (value === 'tab' || value === '\\t') return '\t';
    if ([...value].length !== 1 || /["\n\r]/.test(value)) this.#refuse('delimiter');
    return value;
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
    if (!/^\d{1,7}$/.test(value)) this.#refuse('header_row');
    return Number(value);
  }

  /** Columns from 0; an empty list for `0`; undefined if nothing was said. */
  columns(field: ReadingField, width: number): number[] | undefined {
    const value = this.#values[field];
    if (value === undefined) return undefined;
    if (value.trim() === '0') return [];
    const columns = value.split(',').map((part) => part.trim());
    if (!columns.every((part) => /^\d{1,4}$/.test(part) && Number(part) >= 1 && Number(part) <= width))
      this.#refuse(field);
    return columns.map((part) => Number(part) - 1);
  }

  column(field: ReadingField, width: number): number | undefined {
    const columns = this.columns(field, width);
    if (columns && columns.length > 1) this.#refuse(field);
    return columns && (columns[0] ?? -1);
  }

  flagOut(): string[] | undefined {
    return this.#values.flag_out?.split(',').map((value) => value.trim().toLowerCase());
  }

  #oneOf<T extends string>(field: ReadingField, allowed: readonly T[]): T | undefined {
    const value = this.#values[field];
    const found = allowed.find((one) => one === value);
    if (value !== undefined && !found) this.#refuse(field);
    return found;
  }

  #refuse(field: ReadingField): never {
    throw new Refused('bad_option', { field, value: (this.#values[field] ?? '').slice(0, 100) });
  }
}
