import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = join(ROOT, 'src/testing/generated-client/script.ts.txt');

interface Script {
  useTheApi(origin: string): Promise<object>;
}

describe.each(engines)('a client generated from the document alone, on $name', (engine) => {
  // Inside the package, so that it finds node_modules.
  const folder = join(ROOT, `.cache/generated-client-${engine.name}`);
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
    mkdirSync(folder, { recursive: true });
    const document = JSON.stringify(api.stranger.contract.document);
    writeFileSync(join(folder, 'schema.d.ts'), astToString(await openapiTS(document)));
    copyFileSync(SCRIPT, join(folder, 'script.ts'));
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // The same text on both engines, and seconds of work.
  if (engine.name === 'sqlite')
    it('type-checks, mistakes included', () => {
      const program = ts.createProgram([join(folder, 'script.ts')], {
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2023,
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        noEmit: true,
        types: [],
      });
      const faults = ts
        .getPreEmitDiagnostics(program)
        .map((each) => ts.flattenDiagnosticMessageText(each.messageText, '\n'));
      expect(faults).toEqual([]);
    }, 90_000);

  it('registers, adds, pages, reports, refreshes and logs out', async () => {
    const script = (await import(join(folder, 'script.ts'))) as Script;
    expect(await script.useTheApi(api.app.url)).toEqual({ added: 25, pages: 3, total: '43.00', ended: true });
  }, 60_000);
});
