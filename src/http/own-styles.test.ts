import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readOwnStyles } from './own-styles.js';

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
