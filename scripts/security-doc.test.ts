import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| ([12]) +\| (.+?) +\| (\S.*?) +\| (.+?) +\|$/gm)].map(
  ([, id = '', level, words = '', verdict = '', shown = '']) => ({
    id,
    level,
    words,
    verdict,
    files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);

describe('the page on security', () => {
  test('names each requirement once, in the order of the standard', () => {
    expect(rows.length).toBeGreaterThan(150);
    const order = (id: string) => id.split('.').map(Number);
    const sorted = rows
      .map(({ id }) => id)
      .sort((a, b) => {
        const [x, y] = [order(a), order(b)];
        return x[0]! - y[0]! || x[1]! - y[1]! || x[2]! - y[2]!;
      });
    expect(rows.map(({ id }) => id)).toEqual(sorted);
    expect(new Set(sorted).size).toBe(sorted.length);
  });

  test('shows every one by files that are there', () => {
    const missing = rows.flatMap(({ id, files }) =>
      files.length === 0
        ? [`${id}: nothing named`]
        : files.filter((file) => !existsSync(join(ROOT, file))).map((file) => `${id}: ${file}`),
    );
    expect(missing).toEqual([]);
  });

  test('counts what is met, and names what is not', () => {
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    expect(count('met') + count('host') + count('**not met**')).toBe(rows.length);
    expect(text).toContain(
      `${String(count('met'))} are met, ${String(count('host'))} are the host's, ${String(count('**not met**'))} are not met`,
    );
    const unmet = rows.filter(({ verdict }) => verdict === '**not met**').map(({ id }) => id);
    const named = /are not met: (.*?), each/.exec(text)?.[1]?.match(/\d+\.\d+\.\d+/g);
    expect(named).toEqual(unmet);
  });
});

describe('the cases that a stranger could try', () => {
  const counts = { A: 21, R: 22, J: 10, C: 10, K: 9, Z: 5, I: 12, E: 2, B: 4 };
  const cases = [...text.matchAll(/^\| ([A-Z]\d\d) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, id = '', , shown = '']) => ({
      id,
      files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    }),
  );

  test('are all there, in their order', () => {
    const ids = Object.entries(counts).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(2, '0')),
    );
    expect(ids).toHaveLength(95);
    expect(cases.map(({ id }) => id)).toEqual(ids);
  });

  test('are each held by a test that says so', () => {
    const unheld = cases.flatMap(({ id, files }) =>
      files.length > 0 && files.every((file) => readFileSync(join(ROOT, file), 'utf8').includes(id))
        ? []
        : [id],
    );
    expect(unheld).toEqual([]);
  });
});
