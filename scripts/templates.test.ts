import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What a linter holds in code, held in the templates: nothing unescaped, nothing inline, nothing from elsewhere.
const templates = findTemplates().map((path) => ({ path, text: readFileSync(path, 'utf8') }));

function findTemplates(): string[] {
  const files = readdirSync('views', { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ejs')).map((file) => join('views', file));
}

/** "file:line: text" of each line that matches. */
function linesWith(pattern: RegExp): string[] {
  return templates.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
      .filter(({ line }) => pattern.test(line))
      .map(({ line, at }) => `${at}: ${line.trim()}`),
  );
}

test('there are templates to look at', () => {
  expect(templates.length).toBeGreaterThan(5);
});

test('raw output is for includes, and for what the renderer made itself', () => {
  expect(linesWith(/<%-(?!\s*(include|html)\()(?! (page\.body|page\.messages|csrf|idempotency) %>)/)).toEqual(
    [],
  );
});

test('no template carries a style attribute, a style element, an inline script or an event handler', () => {
  expect(linesWith(/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=/)).toEqual([]);
});

test('no template loads anything from another host', () => {
  expect(linesWith(/(src|href|action)="(https?:)?\/\/(?!www\.w3\.org)/)).toEqual([]);
});
