import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { PASSWORD, DEVICE, type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { changePreferences, readPreferences } from './preferences.js';
import type { ProfileChange } from './profile-service.js';

describe.each(engines)('what people say about themselves on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const change = async (to: ProfileChange) => app.services.profiles.change(await mira.principal(), to);
  const said = async () => {
    const { username, timeZone, language, region, theme, weekStartsOn, currency } = await mira.principal();
    return { username, timeZone, language, region, theme, weekStartsOn, currency: currency.code };
  };
  const spend = async () =>
    app.services.expenses.record(await mira.principal(), {
      ...{ amountMinor: 1250n, description: 'Lunch', categoryId: null, spentOn: '2026-03-01' as Day },
    });

  it('is changed one by one, and the rest stays', async () => {
    const changes = [
      [{ username: ' Mira Marić ' }, { username: 'Mira Marić' }],
      [{ timeZone: 'Asia/Kolkata' }, { timeZone: 'Asia/Kolkata' }],
      [{ currency: 'JPY' }, { currency: 'JPY' }],
      [{ language: 'de' }, { language: 'de' }],
      [{ locale: 'de_at' }, { region: 'de-AT' }],
      [{ theme: 'dark' }, { theme: 'dark' }],
      [{ weekStartsOn: '7' }, { weekStartsOn: 7 }],
      [{}, {}],
      [{ weekStartsOn: '' }, { weekStartsOn: null }],
    ] as const;
    let expected = await said();
    for (const [to, after] of changes) {
      await change(to);
      expected = { ...expected, ...after };
      expect(await said()).toEqual(expected);
    }
  });

  it('is not changed at all when a part of it is nonsense, and each is told', async () => {
    const before = await said();
    const wrong = { username: '', timeZone: 'Mars/Olympus', currency: 'XXX', language: 'tlh' };
    const looks = { locale: 'nowhere at all', theme: 'neon', weekStartsOn: '8' };
    await expect(change({ ...wrong, ...looks })).rejects.toMatchObject({
      fields: {
        username: { key: 'fault.username.empty' },
        time_zone: { key: 'fault.time_zone.unknown' },
        currency: { key: 'fault.currency.unknown' },
        language: { key: 'fault.language.unknown' },
        locale: { key: 'fault.region.unknown' },
        theme: { key: 'fault.theme.unknown' },
        week_starts_on: { key: 'fault.week_start.unknown' },
      },
    });
    for (const [field, to] of [
      ['username', { username: 'x'.repeat(41) }],
      ['time_zone', { timeZone: 'Mars/Olympus' }],
      ['currency', { currency: '' }],
      ['theme', { theme: '' }],
      ['language', { language: 'tlh' }],
      ['locale', { locale: 'nowhere at all' }],
      ['week_starts_on', { weekStartsOn: 0 }],
    ] as const) {
      const refusal: unknown = await change({ username: 'Owen', ...to }).catch((error: unknown) => error);
      expect(Object.keys((refusal as { fields: object }).fields)).toEqual([field]);
    }
    expect(await said()).toEqual(before);
  });

  it('has a currency that is any other until there are expenses', async () => {
    const { profiles } = app.services;
    expect(await profiles.hasExpenses(await mira.principal())).toBe(false);
    await change({ currency: 'JPY' });
    await spend();
    expect(await profiles.hasExpenses(await mira.principal())).toBe(true);
    await expect(change({ currency: 'EUR' })).rejects.toMatchObject({
      fields: { currency: { key: 'fault.currency.other_digits', params: { old: 'JPY', new: 'EUR' } } },
    });
    await change({ currency: 'KRW' });
    expect((await said()).currency).toBe('KRW');
  });

  it('is judged by what the book says, which another window may have changed meanwhile', async () => {
    const early = await mira.principal();
    await change({ currency: 'JPY' });
    await spend();
    await app.services.profiles.change(early, { username: 'Mira' });
    expect(await said()).toMatchObject({ username: 'Mira', currency: 'JPY' });
    await expect(app.services.profiles.change(early, { currency: 'EUR' })).rejects.toMatchObject({
      fields: { currency: { key: 'fault.currency.other_digits', params: { old: 'JPY', new: 'EUR' } } },
    });
    expect((await said()).currency).toBe('JPY');
  });

  it('is nobody’s any more once the account is gone', async () => {
    const principal = await mira.principal();
    expect(await app.services.profiles.find(principal)).toMatchObject({ email: mira.email });
    await app.services.accounts.deleteAccount(principal, PASSWORD, DEVICE);
    await expect(app.services.profiles.find(principal)).rejects.toMatchObject({
      code: 'unauthenticated',
      said: { key: 'error.account_gone' },
    });
  });
});

describe('preferences', () => {
  const usual = { language: 'en', region: 'en-US', theme: 'system', weekStartsOn: null } as const;

  it('that are stored and unknown are the usual ones', () => {
    const stored = { language: 'de', locale: 'de-AT', theme: 'dark', weekStartsOn: 1 };
    expect(readPreferences(stored)).toEqual({
      language: 'de',
      region: 'de-AT',
      theme: 'dark',
      weekStartsOn: 1,
    });
    expect(
      readPreferences({ language: 'tlh', locale: 'nowhere', theme: 'neon', weekStartsOn: null }),
    ).toEqual(usual);
  });

  it.each([
    [undefined, 5],
    [null, null],
    ['', null],
    [1, 1],
    ['7', 7],
    [0, undefined],
    [8, undefined],
    ['12', undefined],
    ['x1', undefined],
    ['1x', undefined],
  ])('begin the week as asked: %j', (asked, weekStartsOn) => {
    const changed = changePreferences({ ...usual, weekStartsOn: 5 }, { weekStartsOn: asked });
    expect(changed).toEqual(
      weekStartsOn === undefined
        ? { ok: false, fault: { week_starts_on: { key: 'fault.week_start.unknown' } } }
        : { ok: true, value: { ...usual, weekStartsOn } },
    );
  });
});
