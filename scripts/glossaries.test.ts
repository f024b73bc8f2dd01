import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ar } from '../src/messages/ar/index.js';
import { de } from '../src/messages/de/index.js';
import { es } from '../src/messages/es/index.js';
import { fr } from '../src/messages/fr/index.js';
import { ja } from '../src/messages/ja/index.js';
import { ptBR } from '../src/messages/pt-BR/index.js';

test.each(Object.entries({ de, fr, es, 'pt-BR': ptBR, ja, ar }))(
  'the pages keep to the glossary of %s',
  (name, texts) => {
    const text = readFileSync(new URL(`../docs/glossaries/${name}.md`, import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([a-z._]+)`\s*\|[^|]*\| (.*?)\s*\|$/gm)];
    expect(rows.length).toBeGreaterThan(10);
    for (const [, key, word] of rows) expect([key, texts[key as keyof typeof texts]]).toEqual([key, word]);
  },
);
