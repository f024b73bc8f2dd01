import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDecimals } from './figures.js';
import { readFile } from './read-file.js';
import type { Reading, ReadingOptions, ReadRow } from './reading.js';

interface Expected {
  readonly format: string;
  readonly rows: number;
  readonly out: number;
  readonly out_total: string;
  readonly in: number;
  readonly in_total: string;
  readonly ask: readonly string[];
  readonly answers?: ReadingOptions;
  readonly skipped?: number;
  readonly currency?: string;
  readonly unreadable: readonly { readonly text: string }[];
  readonly entries: readonly {
    readonly date: string;
    readonly amount: string;
    readonly text: string;
    readonly category?: string;
    readonly id?: string;
    readonly tags?: readonly string[];
  }[];
}

const places = ['../shared/corpora/import', '../../shared/corpora/import', '/work/shared/corpora/import'];
const corpus = places.map((place) => resolve(place)).find((place) => existsSync(`${place}/expected.json`));
const expectations = corpus
  ? (JSON.parse(readFileSync(`${corpus}/expected.json`, 'utf8')) as Record<string, Expected>)
  : {};

describe('The files that banks and programs wrote', () => {
  it.skipIf(corpus)('are missing here: ../shared/corpora is not there', (context) => context.skip());

  for (const [name, expected] of Object.entries(expectations))
    it(`${name} is read as it must be`, () => {
      const bytes = readFileSync(`${corpus}/${name}`);
      const first = reading(bytes, {});
      expect(first.questions.map(({ field }) => field)).toEqual(expected.ask);
      const read = expected.answers ? reading(bytes, expected.answers) : first;
      expect(read.questions).toEqual([]);
      check(read, expected);
      // What was found, said again, must not change anything.
      expect(reading(bytes, read.values)).toEqual(read);
    });
});

function reading(bytes: Uint8Array, options: ReadingOptions): Reading {
  const read = readFile(bytes, options);
  if (!read.ok) throw new Error(`${read.code} ${JSON.stringify(read.params)}`);
  return read;
}

function check(read: Reading, expected: Expected): void {
  const entries = read.rows.filter(({ kind }) => kind === 'expense' || kind === 'income');
  expect(read.format).toBe(expected.format);
  expect(entries.map((row) => `${row.day} ${fixed(row.amount)}`)).toEqual(
    expected.entries.map((entry) => `${entry.date} ${entry.amount}`),
  );
  entries.forEach((row, at) => checkRow(row, expected.entries[at]!, expected));
  const unreadable = read.rows.filter(({ kind }) => kind === 'unreadable');
  expect(unreadable.map(({ description }) => description)).toEqual(
    expected.unreadable.map(({ text }) => expect.stringContaining(text) as string),
  );
  expect(unreadable.every(({ reasons }) => reasons.length > 0)).toBe(true);
  if (expected.skipped !== undefined)
    expect(read.rows.filter(({ kind }) => kind === 'skipped')).toHaveLength(expected.skipped);
  const sum = (kind: string) =>
    entries.filter((row) => row.kind === kind).reduce((total, row) => addDecimals(total, row.amount!), '0');
  expect({ out: fixed(negated(sum('expense'))), in: fixed(sum('income')) }).toEqual({
    out: expected.out_total,
    in: expected.in_total,
  });
  expect(entries.filter(({ kind }) => kind === 'expense')).toHaveLength(expected.out);
  expect(new Set(read.rows.map(({ line }) => line)).size).toBe(read.rows.length);
}

function checkRow(row: ReadRow, entry: Expected['entries'][number], expected: Expected): void {
  expect(row.description).toContain(entry.text.replace(/\s+/g, ' '));
  if (entry.category) expect(row.category).toBe(entry.category);
  if (entry.id) expect(row.externalId).toBe(entry.id);
  if (entry.tags) expect(row.tags).toEqual(entry.tags);
  if (expected.currency) expect(row.currency).toBe(expected.currency);
}

function fixed(amount: string | null): string {
  const [whole, decimals = ''] = (amount ?? 'none').split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount === '0' ? amount : `-${amount}`;
}
