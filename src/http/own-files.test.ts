import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readOwnScript, readOwnStyles } from './own-files.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const styles = readOwnStyles(root);

it('every part of the style sheet stands in it once', () => {
  for (const file of readdirSync(join(root, 'public/styles'))) {
    const part = readFileSync(join(root, 'public/styles', file), 'utf8');
    expect(styles.split(part), file).toHaveLength(2);
  }
});

it('the style sheet asks for no other file', () => {
  expect(styles).not.toMatch(/@import/);
});

it('every part of the script stands in it once, and the browser gets no word for ESLint', () => {
  const script = readOwnScript(root);
  for (const file of readdirSync(join(root, 'public/scripts'))) {
    const part = readFileSync(join(root, 'public/scripts', file), 'utf8');
    expect(script.split(part.replace(/^\/\* global .*\n/, '')), file).toHaveLength(2);
  }
  expect(script).not.toMatch(/@import|\* (global|exported) /);
});
