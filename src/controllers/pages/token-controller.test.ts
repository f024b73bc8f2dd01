import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.js';
import { signUp, type Person } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const run = promisify(execFile);

describe.each(engines)('the page of access tokens on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app);
  });
  afterAll(() => app.close());

  const make = async (fields: Record<string, string>) => {
    await mira.get('/account/tokens');
    return mira.submit('A new token', fields);
  };

  it('makes a token, shows it once, and the line beside it adds an expense', async () => {
    const page = await make({ name: 'Phone shortcut', scope: 'write', expires: '90' });
    expect(page.status).toBe(200);
    const token = page.screen.getByLabelText<HTMLInputElement>('Token').value;
    const line = page.screen.getByLabelText<HTMLTextAreaElement>('Add an expense with it').value;
    expect(token).toMatch(/^outlay_pat_/);
    expect(line).toContain(token);
    const { stdout } = await run('sh', ['-c', line]);
    expect(JSON.parse(stdout)).toMatchObject({ amount: '12.50', description: 'Lunch', currency: 'USD' });
    const later = await mira.get('/account/tokens');
    expect(later.html).not.toContain(token);
    expect(later.screen.getByText('Phone shortcut')).toBeTruthy();
    expect(later.html).toMatch(/Read and write · Until .* · Last used just now/);
  });

  it('makes one token when its page is loaded again, which sends the form again', async () => {
    const open = await mira.get('/account/tokens');
    const valueOf = (name: string) => open.document.querySelector<HTMLInputElement>(`[name=${name}]`)!.value;
    const sent = {
      _csrf: valueOf('_csrf'),
      idempotency_key: valueOf('idempotency_key'),
      name: 'Laptop',
      scope: 'read',
      expires: '90',
    };
    const first = await mira.post('/account/tokens', sent);
    const again = await mira.post('/account/tokens', sent);
    const shown = [first, again].map((page) => page.screen.getByLabelText<HTMLInputElement>('Token').value);
    expect(shown[1]).toBe(shown[0]);
    expect((await mira.get('/account/tokens')).screen.getAllByText('Laptop')).toHaveLength(1);
  });

  it('gives a line that reads for a token that may only read', async () => {
    const page = await make({ name: 'Backup', scope: 'read', expires: 'never' });
    const line = page.screen.getByLabelText<HTMLTextAreaElement>('List this month with it').value;
    expect(line).not.toContain(' -d ');
    const { stdout } = await run('sh', ['-c', line]);
    expect(JSON.parse(stdout)).toHaveProperty('data');
  });

  it.each([
    [{ name: '', scope: 'write', expires: '90' }, 'Enter a name.'],
    [{ name: 'x', scope: 'admin', expires: '90' }, 'Choose read or write.'],
    [{ name: 'x', scope: 'read', expires: '1.5' }, /Choose 1 to 3,650 days/],
    [{ name: '\u202e', scope: 'read', expires: '90' }, /name/],
  ])('gives the form back with %j', async (fields, message) => {
    const page = await mira.send('/account/tokens', fields);
    expect(page.status).toBe(422);
    expect(page.screen.getAllByText(message).length).toBeGreaterThan(0);
    expect(page.screen.getByLabelText<HTMLInputElement>('Name').value).toBe(fields.name);
  });

  it('revokes a token at once, and only an own one', async () => {
    const page = await make({ name: 'Old phone', scope: 'write', expires: '30' });
    const token = page.screen.getByLabelText<HTMLInputElement>('Token').value;
    const { data } = (await (await api('/tokens', mira.accessToken)).json()) as {
      data: { id: number; name: string }[];
    };
    const { id } = data.find(({ name }) => name === 'Old phone')!;
    const tom = await signUp(app);
    expect((await tom.send(`/account/tokens/${String(id)}/revoke`)).status).toBe(404);
    expect((await api('/expenses', token)).status).toBe(200);
    expect((await mira.send(`/account/tokens/${String(id)}/revoke`)).status).toBe(303);
    expect((await api('/expenses', token)).status).toBe(401);
  });

  const api = (path: string, token: string) =>
    fetch(`${app.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
});

describe('the page of the API', () => {
  it('needs no session, and says where the description is without any script', async () => {
    const app = await startTestApp(engines[0]!);
    try {
      const html = await (await fetch(`${app.url}/docs`)).text();
      expect(html).toContain('href="/api/openapi.json"');
      expect(html).not.toMatch(/<script(?! src=)|style=|https?:\/\/(?!127)/);
    } finally {
      await app.close();
    }
  });
});
