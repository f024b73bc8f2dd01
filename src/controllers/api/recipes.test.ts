import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExpenseJson, startTestApi, type TestApi, type TokensJson } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const run = promisify(execFile);
const RECIPES = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
const COMMANDS = [...RECIPES.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command]) => command!);
const EMAIL = 'recipes@example.com';
const PASSWORD = 'seven purple gardens';

describe.each(engines)('the recipes of docs/api.md on $name', (engine) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  it('work as they stand, one after the other', async () => {
    expect(COMMANDS.length).toBeGreaterThan(12);
    const script = COMMANDS.map((command, index) => `${command}echo; echo '--- ${String(index)}'`).join('\n');
    const env = { PATH: process.env['PATH'], OUTLAY: api.app.url, EMAIL, PASSWORD };
    const { stdout } = await run('sh', ['-eu', '-c', script], { env });
    const printed = stdout.split(/--- \d+\n/);
    expect(printed).toHaveLength(COMMANDS.length + 1);
    expect(printed.join('')).not.toContain('"errors"');

    const login = await api.stranger.post<TokensJson>('/auth/login', { email: EMAIL, password: PASSWORD });
    const stored = await api.stranger.as(login.body.access_token).all<ExpenseJson>('/expenses');
    expect(stored.map(({ amount, description, category }) => [amount, description, category])).toEqual([
      ['52.40', 'Train to Graz', null],
      ['3.20', 'Coffee', 'Food'],
      ['12.50', 'Lunch with Ana', null],
      ['850.00', 'Rent', null],
    ]);
    expect(printed.find((text) => text.includes('"matches":'))).toContain('{"matches":1,"change_id":null}');
    expect(printed.find((text) => text.includes('"text":"train"'))).toContain('"description":"Train"');
    const summary = printed.find((text) => text.includes('"this_month"'))!;
    expect(summary).toContain('"total":"918.10","count":4');
    const pages = printed.find((text) => (text.match(/"next_cursor"/g) ?? []).length > 1)!;
    expect(pages.match(/"spent_on"/g)).toHaveLength(4);
  }, 90_000);

  it('tell of no status that the document does not know, and of every refusal in it', () => {
    const told = [...RECIPES.matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap(([, statuses]) =>
      statuses!.split(', '),
    );
    const documented = api.stranger.contract
      .operations()
      .flatMap(({ operation }) => Object.keys(operation.responses ?? {}))
      .filter((status) => Number(status) >= 400 && status !== '500');
    expect(new Set(told)).toEqual(new Set([...documented, '405']));
  });
});
