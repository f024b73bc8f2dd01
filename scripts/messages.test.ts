import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isArgumentElement,
  isPluralElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import ejs from 'ejs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { CATALOGS } from '../src/messages/catalog.js';
import { LANGUAGES } from '../src/messages/language.js';

// Every key has its text in every language, with the same parameters and tags and all plural forms; every key is used,
// and templates, which the compiler does not read, use them as they are.

interface Shape {
  readonly params: Set<string>;
  readonly tags: Set<string>;
  /** The plural forms of each parameter that chooses one. */
  readonly plurals: Map<string, Set<string>>;
}

function shapeOf(text: string): Shape {
  const shape: Shape = { params: new Set(), tags: new Set(), plurals: new Map() };
  const visit = (nodes: readonly MessageFormatElement[]) => {
    for (const node of nodes) {
      if (isTagElement(node)) {
        shape.tags.add(node.value);
        visit(node.children);
      } else if (isPluralElement(node)) {
        shape.params.add(node.value);
        // `=0` says one number in words of its own; it is no form of the language, and stands in for none.
        const forms = Object.keys(node.options).filter((form) => !form.startsWith('='));
        shape.plurals.set(node.value, new Set(forms));
        for (const option of Object.values(node.options)) visit(option.value);
      } else if (isArgumentElement(node)) shape.params.add(node.value);
    }
  };
  visit(parse(text));
  return shape;
}

const keys = Object.keys(CATALOGS.en) as (keyof typeof CATALOGS.en)[];
const english = new Map(keys.map((key) => [key as string, shapeOf(CATALOGS.en[key])]));

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  test('are those of the English ones, with the same parameters and tags', () => {
    const catalog = CATALOGS[language];
    expect(Object.keys(catalog).sort()).toEqual([...keys].sort());
    const others = keys.filter((key) => {
      const [own, theirs] = [shapeOf(catalog[key]), english.get(key)!];
      return !same(own.params, theirs.params) || !same(own.tags, theirs.tags);
    });
    expect(others).toEqual([]);
  });

  test('have the plural forms of the language and no others', () => {
    // French, Spanish and Portuguese have one for round millions, where `other` reads the same here.
    const needed = new Set(forms.filter((form) => form !== 'many' || ['ar'].includes(language)));
    const faulty = keys.filter((key) =>
      [...shapeOf(CATALOGS[language][key]).plurals.values()].some((options) => !same(options, needed)),
    );
    expect(faulty).toEqual([]);
  });
});

function same(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));

/** All strings of a source file, and its templates as patterns: `color.${value}` is /^color\..+$/. */
function stringsOf(text: string): { literals: string[]; patterns: RegExp[] } {
  const literals: string[] = [];
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) literals.push(node.text);
    if (ts.isTemplateExpression(node) && /^[a-z_]+\./.test(node.head.text)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      patterns.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest));
  return { literals, patterns };
}

const views = filesIn('views', /\.ejs$/).map((path) => {
  const template = new ejs.Template(readFileSync(path, 'utf8'), { strict: true, _with: false });
  template.generateSource();
  return { path, source: template.source };
});

test('every key is used', () => {
  const sources = filesIn('src', /\.ts$/)
    .filter((path) => !/\.test\.ts$|src.messages.(?!message|said)/.test(path))
    .map((path) => readFileSync(path, 'utf8'));
  const manifest = readFileSync('public/outlay.webmanifest', 'utf8').matchAll(/message:([\w.]+)/g);
  const found = [...sources, ...views.map(({ source }) => source)].map(stringsOf);
  const literals = new Set([
    ...found.flatMap((each) => each.literals),
    ...[...manifest].map(([, key]) => key),
  ]);
  const patterns = found.flatMap((each) => each.patterns);
  const unused = keys.filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});

test('templates use keys that there are, with their parameters and tags', () => {
  const faults: string[] = [];
  for (const { path, source } of views) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) check(node, node.expression.text);
      ts.forEachChild(node, visit);
    };
    const check = ({ arguments: [key, params, hrefs] }: ts.CallExpression, name: string) => {
      if (!['t', 'html'].includes(name) || !key || !ts.isStringLiteralLike(key)) return;
      const shape = english.get(key.text);
      if (!shape) return void faults.push(`${path}: ${key.text} is no key`);
      if (!same(namesOf(params), shape.params)) faults.push(`${path}: ${key.text} has other parameters`);
      const links = new Set([...shape.tags].filter((tag) => !['b', 'code', 'kbd'].includes(tag)));
      if (name === 'html' && !same(namesOf(hrefs), links)) faults.push(`${path}: ${key.text} has other tags`);
      if (name === 't' && shape.tags.size > 0) faults.push(`${path}: ${key.text} has tags, use html()`);
    };
    visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  }
  expect(faults).toEqual([]);
});

function namesOf(node: ts.Expression | undefined): Set<string> {
  if (!node || !ts.isObjectLiteralExpression(node)) return new Set();
  return new Set(node.properties.map((property) => (property.name as ts.Identifier).text));
}
