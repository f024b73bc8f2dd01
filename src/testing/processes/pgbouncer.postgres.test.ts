import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../browser.js';
import { brokenInvariants, compareWithLedger } from './ledger.js';
import { Member } from './member.js';
import { type PgBouncer, pgBouncerProgram, startPgBouncer } from './pgbouncer.js';
import { type Program, startProgram } from './program.js';
import { refreshRace } from './refresh-race.js';
import { newTarget, type Target } from './target.js';
import { Answers, Writer } from './writer.js';

/** Said in the report where the program is missing. */
const title = `PgBouncer in transaction mode${pgBouncerProgram ? '' : ' (not installed: apt-get install pgbouncer)'}`;

describe.skipIf(!pgBouncerProgram)(title, { timeout: 60_000 }, () => {
  let target: Target;
  let pooler: PgBouncer;
  let programs: Program[];
  beforeAll(async () => {
    target = await newTarget('postgres');
    pooler = await startPgBouncer(target.databaseUrl);
    const settings = { ...target.settings, TRUST_PROXY: '1' };
    // One is told that there is a pooler, the other one has to notice.
    programs = await Promise.all([
      startProgram({ ...settings, DATABASE_URL: `${pooler.url}?pgbouncer=true` }),
      startProgram({ ...settings, DATABASE_URL: pooler.url }),
    ]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.end('SIGTERM')));
    await pooler.stop();
    await target.remove();
  });

  it('stands between two processes and one database, from the first migration on', async () => {
    for (const { url } of programs) {
      const browser = new Browser(url);
      await browser.register();
      await browser.submit('Add expense', { amount: '12.50', description: 'Lunch', spent_on: '2026-03-05' });
      expect(browser.page?.screen.getByRole('link', { name: '$12.50' })).toBeTruthy();
      expect((await browser.get('/reports?year=2026')).html).toContain('$12.50');
      await browser.press(browser.page!.screen.getByRole('button', { name: 'Log out' }));
    }
  });

  it('mixes nothing up while writers write through four shared connections', async () => {
    const answers = new Answers();
    const newWriter = async (_: unknown, index: number) => {
      const { url } = programs[index % programs.length]!;
      return new Writer(await Member.register(() => url), answers, () => Promise.resolve());
    };
    const writers = await Promise.all(Array.from({ length: 8 }, newWriter));
    const writing = writers.map((writer) => writer.run());
    await answers.acknowledgedMore(200);
    for (const writer of writers) writer.finish();
    await Promise.all(writing);
    expect([...answers.statuses.keys()].sort()).toEqual([200, 201, 204]);
    const ledgers = writers.map(({ told }) => told);
    const wrong = await target.read((db) => compareWithLedger(db, ledgers));
    expect(wrong.filter((sentence) => !sentence.startsWith('Lunch'))).toEqual([]);
  });

  it('keeps rotation exact: one successor for each token', async () => {
    const addresses = programs.map(({ url }) => url);
    const { forks, statuses } = await refreshRace(target, addresses, { tokens: 10, presentations: 12 });
    expect({ forks, statuses }).toEqual({ forks: 0, statuses: new Map([[200, 120]]) });
    const broken = await target.read(brokenInvariants);
    expect(broken.filter((sentence) => !sentence.startsWith('a session was ended'))).toEqual([]);
  });

  it('counts wrong passwords', async () => {
    const member = await Member.register(() => programs[0]!.url);
    const attempt = (index: number) =>
      new Member(() => programs[index % 2]!.url).send('POST', '/auth/login', {
        body: { email: 'nobody@example.com', password: 'not the right one' },
      });
    for (const index of [0, 1, 2, 3, 4]) expect((await attempt(index)).status).toBe(401);
    expect((await attempt(5)).status).toBe(429);
    expect((await member.send('GET', '/users/me')).status).toBe(200);
  });
});
