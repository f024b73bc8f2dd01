import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlay as run } from '../testing/command-line.js';
import { engines } from '../testing/engines.js';
import { Member } from '../testing/processes/member.js';
import { type Program, startProgram } from '../testing/processes/program.js';
import { newTarget, type Target } from '../testing/processes/target.js';

describe.each(engines)('commands beside a running server on $name', { timeout: 60_000 }, ({ name }) => {
  let target: Target;
  let program: Program;
  const outlay = (line: string) => run(line.split(' '), { settings: target.settings });
  beforeAll(async () => {
    target = await newTarget(name);
    program = await startProgram(target.settings);
  }, 60_000);
  afterAll(async () => {
    await program.end('SIGTERM');
    await target.remove();
  });

  it('an account made by a command signs in at once, and a session closed by one is over at once', async () => {
    await outlay('user add a@example.com --password plum-violin-harbour');
    const member = new Member(() => program.url);
    const { status, body } = await member.send('POST', '/auth/login', {
      body: { email: 'a@example.com', password: 'plum-violin-harbour' },
    });
    expect(status).toBe(200);
    member.accessToken = String(body['access_token']);
    expect((await member.send('GET', '/users/me')).status).toBe(200);
    expect((await outlay('session close --user a@example.com --all')).last).toBe('Signed out 1 device.');
    expect((await member.send('GET', '/users/me')).status).toBe(401);
    const { last } = await outlay('token add --user a@example.com');
    member.accessToken = last;
    expect((await member.send('GET', '/users/me')).status).toBe(200);
    expect((await outlay('doctor')).code).toBe(0);
  });

  it('migrate finds nothing left to do: the server has brought the database up to date', async () => {
    expect(await outlay('migrate')).toMatchObject({
      code: 0,
      last: 'The database is up to date.',
      notes: '',
    });
  });

  it.runIf(name === 'sqlite')(
    'what would replace the database waits for the server to be stopped',
    async () => {
      const line = 'seed --email s@example.com --password plum-violin-harbour --expenses 5 --years 1';
      const { code, notes } = await outlay(line);
      expect(code).toBe(1);
      expect(notes).toMatch(/^Another Outlay process uses .*outlay\.db\. SQLite is for one process: /);
    },
  );
});
