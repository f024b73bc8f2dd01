import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** The packages that are read together with a module, by itself or by what it imports in turn. */
function packagesWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const imports = /^(?:import|export)(?! type)(?:[^;']* from)? ?'([^']+)'/gm;
  const named = [...readFileSync(file, 'utf8').matchAll(imports)].map(([, name]) => name!);
  return new Set(
    named.flatMap((name) =>
      name.startsWith('.')
        ? [...packagesWith(join(dirname(file), name.replace(/\.js$/, '.ts')), seen)]
        : [name],
    ),
  );
}

test('the server reads what most installations never need only when it is needed (0020)', () => {
  const packages = packagesWith('src/serve.ts');
  expect(packages).toContain('express');
  expect(packages).toContain('pino');
  for (const rare of [
    ...['pg', 'better-sqlite3', 'nodemailer', '@simplewebauthn/server', 'qrcode', 'prom-client'],
    '@asteasolutions/zod-to-openapi',
  ])
    expect(packages, rare).not.toContain(rare);
});
