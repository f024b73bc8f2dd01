import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { DEVICE, PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

type Credential = 'access cookie' | 'Bearer' | 'form' | 'refresh cookie' | 'personal token';

/** What still opens the account after each event: everything of that sign-in goes at once, in every shape. */
const LEFT: Readonly<Record<string, readonly Credential[]>> = {
  nothing: ['access cookie', 'Bearer', 'form', 'refresh cookie', 'personal token'],
  'logging out': ['personal token'],
  'signing out from another device': ['personal token'],
  '"Sign out everywhere else" on another device': ['personal token'],
  'a new password on another device': [],
  'a stolen refresh token': ['personal token'],
  'twenty newer sign-ins': ['personal token'],
  'deleting the account': [],
};

describe.each(engines)('what opens an account on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());

  const events: Readonly<Record<string, (mira: Person) => Promise<unknown>>> = {
    nothing: () => Promise.resolve(),
    'logging out': (mira) => copyOf(mira).send('/logout'),
    'signing out from another device': async (mira) => {
      const { sessionId } = await mira.principal();
      return (await mira.elsewhere()).send(`/account/sessions/${String(sessionId)}/revoke`);
    },
    '"Sign out everywhere else" on another device': async (mira) =>
      (await mira.elsewhere()).send('/account/sessions/revoke-others'),
    'a new password on another device': async (mira) =>
      (await mira.elsewhere()).send('/account/password', {
        current_password: PASSWORD,
        new_password: 'a much better battery',
      }),
    'a stolen refresh token': async (mira) => {
      const thief = copyOf(mira);
      await mira.send('/refresh');
      clock.advance(21 * SECOND);
      await thief.send('/refresh');
    },
    'twenty newer sign-ins': async (mira) => {
      for (let device = 0; device < 20; device += 1) {
        clock.advance(1);
        await copyOf(mira).signIn();
      }
    },
    'deleting the account': (mira) => copyOf(mira).send('/account/delete', { password: PASSWORD }),
  };
  const copyOf = (person: Person) => {
    const copy = new Person(app, person.username, person.email);
    for (const [name, value] of person.cookies) copy.cookies.set(name, value);
    return copy;
  };
  const apiAnswers = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${app.url}/api/v1/users/me`, { headers })).status === 200;
  };
  const works = async (mira: Person, personalToken: string, _csrf: string) => {
    const accessToken = mira.accessToken;
    const shown = (await mira.get('/expenses', { follow: false })).status === 200;
    const sent = await mira.post('/categories', { _csrf, name: 'Late' }, { follow: false });
    return {
      'access cookie': shown,
      Bearer: await apiAnswers(accessToken),
      form: sent.headers.get('location') === '/categories',
      'refresh cookie': (await mira.send('/refresh')).headers.get('location') === '/expenses',
      'personal token': await apiAnswers(personalToken),
    };
  };

  it.each(Object.entries(LEFT))('after %s: %j', async (event, left) => {
    const mira = await signUp(app);
    const input = { name: 'Script', scope: 'read', expiresInDays: null } as const;
    const { token } = await app.services.accessTokens.make(await mira.principal(), input, DEVICE);
    const _csrf = await tokenFor(mira);
    await events[event]!(mira);
    const answers = Object.entries(await works(mira, token, _csrf));
    expect(answers.filter(([, open]) => open).map(([credential]) => credential)).toEqual(left);
    const late = await app.db.all(
      `SELECT categories.id FROM categories JOIN book_members ON book_members.book_id = categories.book_id
       JOIN users ON users.id = book_members.user_id WHERE users.email = $1 AND categories.name = 'Late'`,
      [mira.email],
    );
    expect(late).toHaveLength(left.includes('form') ? 1 : 0);
  });
});
