import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlay as run, type Surroundings } from '../testing/command-line.js';
import { engines } from '../testing/engines.js';
import { newTarget, type Target } from '../testing/processes/target.js';
import { commands } from './commands.js';

const WHO = 'mira@example.com';
const PASSWORD = 'correct horse battery';

describe.each(engines)('the command line on $name', ({ name }) => {
  let target: Target;
  const outlay = (line: string, more: Partial<Surroundings> = {}) =>
    run(line.split(' '), { settings: target.settings, ...more });
  const json = async (line: string) => JSON.parse((await outlay(`${line} --json`)).out) as unknown;
  beforeAll(async () => {
    target = await newTarget(name);
  });
  afterAll(() => target.remove());

  it('says before the first start that there is nothing, or makes the tables', async () => {
    const doctor = await outlay('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.notes + doctor.out).toMatch(
      name === 'sqlite' ? /There is no database yet at .*outlay\.db/ : /is missing: start Outlay once/,
    );
    expect(await outlay('migrate')).toMatchObject({
      code: 0,
      last: expect.stringMatching(/^Brought the database up to date: 0001-books, /) as string,
    });
    expect((await outlay('migrate')).last).toBe('The database is up to date.');
  });

  it('adds a user with a password from standard input, and knows the address from then on', async () => {
    const added = await outlay(`user add ${WHO} --password-stdin --currency EUR --region de-AT`, {
      input: `${PASSWORD}\n`,
    });
    expect(added).toMatchObject({ code: 0, last: `Added ${WHO} (user 1).` });
    const again = await outlay(`user add --email ${WHO.toUpperCase()} --password other-long-phrase`);
    expect(again).toMatchObject({ code: 1, out: '', notes: 'There is an account with this email already.' });
    expect(await json('user list')).toMatchObject([{ id: 1, email: WHO, username: 'mira', sessions: 0 }]);
    expect((await outlay('user list')).last).toMatch(/^1 {3}mira@example\.com {2}mira/);
  });

  it('makes a password up where nobody can be asked, and asks twice where somebody can', async () => {
    const made = await outlay('user add b@example.com');
    expect(made.last).toMatch(/^[\w-]{20}$/);
    expect(made.notes).toMatch(/Added b@example\.com \(user \d\)/);
    const asked = await outlay('user add c@example.com', { answers: [PASSWORD, 'something else here'] });
    expect(asked).toMatchObject({ code: 1, out: '' });
    expect(asked.notes).toContain('These were two different passwords.');
  });

  it('refuses what a form would refuse, all at once', async () => {
    const { code, notes } = await outlay('user add nobody --password short --currency XXX --time-zone Moon');
    expect(code).toBe(1);
    expect(notes).toMatch(/address.*12 characters.*time zone.*currency/i);
  });

  it('prints a token as its last line, which the API takes', async () => {
    const { code, last } = await outlay(`token add --user ${WHO} --name backup --read-only --days 3`);
    expect(code).toBe(0);
    expect(last).toMatch(/^outlay_pat_[\w-]{43}$/);
    expect(await target.read((db) => db.all('SELECT name, scope FROM access_tokens'))).toEqual([
      { name: 'backup', scope: 'read' },
    ]);
  });

  it('lists and closes sessions, one or all', async () => {
    await target.read((db) =>
      db.run(`INSERT INTO sessions (id, user_id, status, user_agent, ip_prefix, created_at, last_used_at, absolute_expires_at)
        VALUES (7, 1, 'active', 'Firefox', '192.0.2', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z')`),
    );
    await target.read((db) =>
      db.run(`INSERT INTO refresh_tokens (token_hash, session_id, generation, status, issued_at, expires_at, key_id)
        VALUES ('${'0'.repeat(64)}', 7, 1, 'active', '2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z', 'k')`),
    );
    expect(await json(`session list --user ${WHO}`)).toMatchObject([{ id: 7, user_agent: 'Firefox' }]);
    expect(await outlay(`session close 8 --user ${WHO}`)).toMatchObject({ code: 1 });
    expect(await outlay(`session close 7 --user ${WHO}`)).toMatchObject({
      code: 0,
      last: 'Signed out 1 device.',
    });
    expect(await json(`session list --user ${WHO}`)).toEqual([]);
    expect(await outlay(`session close --user ${WHO}`)).toMatchObject({ code: 2, out: '' });
    expect((await outlay(`session close --user ${WHO} --all`)).last).toBe('Signed out 0 devices.');
  });

  it('prints links for a new password and for an invitation, each its last line', async () => {
    const reset = await outlay(`user reset-password ${WHO}`);
    expect(reset).toMatchObject({
      code: 0,
      last: expect.stringMatching(/^http:\/\/localhost:3000\/reset\/\S+$/) as string,
    });
    const invite = await outlay('user invite');
    expect(invite.last).toMatch(/^http:\/\/localhost:3000\/register\?invite=\S+$/);
    expect(invite.notes).toMatch(/REGISTRATION is open/);
    expect((await outlay('user reset-password x@example.com')).code).toBe(1);
  });

  it('disables and enables an account, and takes a lost second factor away', async () => {
    expect((await outlay(`user disable ${WHO}`)).last).toBe(`Disabled ${WHO}.`);
    expect((await outlay('user list')).out).toMatch(/^1 .*disabled$/m);
    expect((await outlay(`user enable --email ${WHO}`)).last).toBe(`Enabled ${WHO}.`);
    expect((await outlay('user list')).out).not.toMatch(/disabled/);
    expect((await outlay(`user disable-second-factor ${WHO}`)).last).toBe(`${WHO} has no second factor.`);
  });

  it('deletes an account only when told twice', async () => {
    expect((await outlay('user delete b@example.com')).notes).toMatch(/add --yes/);
    expect((await outlay('user delete b@example.com', { answers: ['no'] })).notes).toMatch(
      /Nothing was deleted/,
    );
    expect((await outlay('user delete b@example.com', { answers: ['b@example.com'] })).code).toBe(0);
    expect((await outlay('user delete b@example.com --yes')).notes).toBe(
      'There is no account with the address b@example.com.',
    );
  });

  it('seeds, and the doctor is content until something is wrong', { timeout: 60_000 }, async () => {
    const seeded = await outlay(
      `seed --email d@example.com --password ${PASSWORD.replaceAll(' ', '-')} --expenses 500 --years 2 --seed x`,
    );
    expect(seeded.last).toMatch(/^Seeded 500 expenses from \S+ to \S+ for d@example\.com \(new user \d\)/);
    const doctor = await outlay('doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.out).toMatch(/^ok {5}Kept totals equal a recount of the expenses$/m);
    expect(doctor.last).toMatch(/^\d+ checks in [\d.]+ s \(\w+\): all is well\.$/);
    await target.read((db) => db.run('UPDATE monthly_totals SET expense_count = expense_count + 1'));
    const wrong = await outlay('doctor');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/^WRONG {2}Kept totals equal a recount of the expenses\n {9}book \d+, /m);
    expect(wrong.last).toMatch(/: 1 found something wrong\.$/);
    expect(await json('doctor')).toMatchObject({ broken: 1 });
  });

  it('shows the settings and no secret', async () => {
    const { out } = await outlay('config');
    expect(out).toMatch(/^BCRYPT_COST +4$/m);
    expect(out).toMatch(/^APP_SECRET +given \(environment\)$/m);
    expect(out).not.toMatch(/thirty-two bytes/);
    expect(out).toMatch(/^METRICS_PORT +unset +\(default\)$/m);
    expect(out).toMatch(/^METRICS_HOST +127\.0\.0\.1 +\(default\)$/m);
    if (name === 'postgres') expect(out).toMatch(/^DATABASE_URL +postgres:\/\/\S+:\*\*\*@/m);
  });
});

describe('every command', () => {
  const settings = { DATABASE_URL: 'sqlite::memory:' };

  it.each(commands.map(({ name }) => name))('%s tells how it is used', async (name) => {
    const { code, out } = await run([...name.split(' '), '--help'], { settings });
    expect(code).toBe(0);
    expect(out).toContain(`Usage: outlay ${name}`);
  });

  it.each([
    ['nonsense', /unknown command/],
    ['user add --nonsense', /unknown option '--nonsense'/],
    ['user add', /^Missing: --email/],
    ['user add a@b.example c', /too many arguments/],
    ['seed --email a@b.example', /^Missing: --password, --expenses, --years/],
    [
      'seed --email e --password p --expenses 1e6 --years 1',
      /--expenses must be a whole number from 1 to 10000000, not "1e6"/,
    ],
    ['token add', /^Missing: --user/],
    ['restore x.gz --to outlay.db', /^--to must be sqlite:PATH or postgres:/],
    ['copy --from outlay.db --to sqlite:o.db', /^--from must be sqlite:PATH or postgres:/],
  ])('outlay %s is used wrongly: exit code 2, and why', async (line, why) => {
    const { code, out, notes } = await run(line.split(' '), { settings });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(notes).toMatch(why);
  });

  it('says what is wrong with the configuration, with exit code 1', async () => {
    const { code, notes } = await run(['config'], { settings: { ...settings, PORT: 'eighty' } });
    expect(code).toBe(1);
    expect(notes).toMatch(/^The configuration cannot be used:\n {2}PORT is "eighty"/);
  });
});
