import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExpenseJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const run = promisify(execFile);
const GUIDE = readFileSync(new URL('../../../docs/quick-add.md', import.meta.url), 'utf8');
const COMMANDS = [...GUIDE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command]) => command!);

describe.each(engines)('the requests of docs/quick-add.md on $name', (engine) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  it('add what they say with a personal token, also when the second is sent again', async () => {
    const { api: mira } = await api.register();
    const made = await mira.post<{ token: string }>('/tokens', { name: 'phone', scope: 'write' });
    expect(COMMANDS).toHaveLength(2);
    const env = { PATH: process.env['PATH'], OUTLAY: api.app.url, TOKEN: made.body.token };
    await run('sh', ['-eu', '-c', [...COMMANDS, COMMANDS[1]].join('\n')], { env });
    const stored = await mira.all<ExpenseJson>('/expenses');
    expect(stored.map(({ amount, description, category }) => [amount, description, category])).toEqual([
      ['3.20', 'coffee', null],
      ['12.50', 'lunch', 'Food'],
    ]);
  });

  it('name the path and the codes that there are', async () => {
    const { api: mira } = await api.register();
    for (const [, path] of GUIDE.matchAll(/https:\/\/outlay\.example\.com\/api\/v1(\/[\w/]+)/g))
      expect(api.stranger.contract.document.paths).toHaveProperty([path!]);
    const codes = (await mira.post<{ errors: { code: string }[] }>('/expenses/quick', { text: '#food' })).body
      .errors;
    for (const { code } of codes) expect(GUIDE).toContain(`\`${code}\``);
  });
});
