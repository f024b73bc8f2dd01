import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../../domain/calendar.js';
import { AppError } from '../../../domain/errors.js';
import type { Database } from '../../../storage/engine/database.js';
import { openDatabase } from '../../../storage/engine/open-database.js';
import { DAY, HOUR, TestClock } from '../../../testing/clock.js';
import { engines, type TestDatabase } from '../../../testing/engines.js';
import { DEVICE } from '../../../testing/person.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { DoctorService } from '../../upkeep/doctor-service.js';
import { ChangeService } from '../changes/change-service.js';
import { DueRound } from './due-round.js';
import { RECURRING_MAX, type RecurringInput } from './recurring-input.js';

const day = (text: string) => text as Day;
const rent: RecurringInput = {
  amountMinor: 90_000n,
  description: 'Rent',
  categoryId: null,
  tags: [],
  interval: 1,
  every: 'month',
  startsOn: day('2026-01-31'),
  endsOn: null,
  mode: 'add',
};

describe.each(engines)('recurring expenses on $name', (engine) => {
  let database: TestDatabase;
  let app: TestApp;
  let clock: TestClock;
  let mira: Principal;

  beforeEach(async () => {
    database = await engine.create({ file: true });
    clock = new TestClock('2026-01-31T12:00:00.000Z');
    app = await startTestApp(engine, { clock, database, env: { LOG_LEVEL: 'silent' } });
    mira = await meet('mira', 'UTC');
  });
  afterEach(async () => {
    for await (const { invariant, breaches } of new DoctorService(app.db).examine())
      expect(breaches, invariant).toEqual([]);
    await app.close();
    await database.close();
  });

  async function meet(name: string, timeZone: string): Promise<Principal> {
    const registration = { username: name, email: `${name}@a.example`, password: 'quite a long phrase' };
    const tokens = await app.services.accounts.register(registration, DEVICE);
    await app.db.run('UPDATE users SET time_zone = $1 WHERE username = $2', [timeZone, name]);
    return (await app.services.sessions.authenticate(tokens.accessToken))!;
  }

  const services = () => app.services;
  const add = (input: Partial<RecurringInput> = {}, who = mira) =>
    services().recurring.add(who, { ...rent, ...input });
  /** The days on which expenses stand, oldest first. */
  const days = async (who = mira, description = 'Rent') => {
    const rows = await app.db.all<{ spent_on: Day }>(
      'SELECT spent_on FROM expenses WHERE book_id = $1 AND description = $2 AND deleted_at IS NULL ORDER BY spent_on, id',
      [who.bookId, description],
    );
    return rows.map(({ spent_on }) => spent_on);
  };
  const goTo = (instant: string) => clock.advance(Date.parse(instant) - clock.now().getTime());
  const faultsOf = (work: Promise<unknown>) =>
    work.then(
      () => [],
      (error: unknown) => (error instanceof AppError ? [error.code, ...Object.keys(error.fields)] : [error]),
    );

  it('are added on the first day, when that is today', async () => {
    const added = await add({ tags: ['home'] });
    expect(added).toMatchObject({ nextOn: '2026-02-28', tags: ['home'], due: { added: 1 } });
    expect(await days()).toEqual(['2026-01-31']);
    const [expense] = (await services().expenses.browse(mira, { range: {} }, { limit: 5 })).items;
    expect(expense).toMatchObject({ amountMinor: 90_000n, tags: ['home'], recurringId: added.id });
  });

  it('are added at their day by the hourly round, and once however often it runs', async () => {
    await add();
    for (let hour = 0; hour < 30 * 24; hour += 1) {
      await services().dueRound.runOnce();
      clock.advance(HOUR);
    }
    expect(await days()).toEqual(['2026-01-31', '2026-02-28']);
  });

  it('begin in the past with all that has been due since, as one change that can be undone', async () => {
    const { due } = await add({ startsOn: day('2025-11-15') });
    expect(due).toMatchObject({ added: 3 });
    expect(await days()).toEqual(['2025-11-15', '2025-12-15', '2026-01-15']);
    await services().changes.undo(mira, due.changeId!);
    expect(await days()).toEqual([]);
    await services().dueRound.runOnce();
    expect(await days()).toEqual([]);
  });

  it('end where their beginning is taken back, with what it added, and begin again where that is taken back', async () => {
    const { id, due } = await add({ startsOn: day('2025-11-15') });
    const there = async () => (await services().recurring.list(mira)).map(({ nextOn }) => nextOn);
    const ended = await services().changes.undo(mira, due.changeId!);
    expect(ended).toMatchObject({ changed: 3, recurring: { name: 'Rent', is: 'ended' } });
    expect([await days(), await there()]).toEqual([[], []]);
    clock.advance(40 * DAY);
    await services().dueRound.runOnce();
    expect(await days()).toEqual([]);
    const again = await services().changes.undo(mira, ended.changeId);
    expect(again).toMatchObject({ changed: 3, recurring: { name: 'Rent', is: 'begun' } });
    expect(await days()).toEqual(['2025-11-15', '2025-12-15', '2026-01-15']);
    expect(await there()).toEqual(['2026-03-15']);
    await services().changes.undo(mira, again.changeId);
    expect([await days(), await there()]).toEqual([[], []]);
    expect(await faultsOf(services().recurring.find(mira, id))).toEqual(['not_found']);
  });

  it('stay where their beginning is taken back after they were changed, or only a later day of theirs', async () => {
    const { id, due } = await add({ startsOn: day('2025-11-15') });
    await services().dueRound.runOnce();
    clock.advance(20 * DAY);
    await services().dueRound.runOnce();
    const [later] = (await services().changes.list(mira, { limit: 1 })).items;
    expect(later!.id).not.toBe(due.changeId);
    expect(await services().changes.undo(mira, later!.id)).not.toHaveProperty('recurring');
    await services().recurring.change(mira, id, { amountMinor: 95_000n });
    expect(await services().changes.undo(mira, due.changeId!)).not.toHaveProperty('recurring');
    expect(await days()).toEqual([]);
    expect(await services().recurring.list(mira)).toMatchObject([{ id, nextOn: '2026-03-15' }]);
  });

  it('catch up after 400 days off, and say so until it is read', async () => {
    await add({ every: 'day', startsOn: day('2026-01-31') });
    await add({ description: 'Gym', startsOn: day('2026-01-31') });
    clock.advance(400 * DAY);
    expect(await services().dueRound.runOnce()).toBe(400 + 13);
    const all = await days();
    expect([all.length, all[0], all.at(-1)]).toEqual([401, '2026-01-31', '2027-03-07']);
    expect(new Set(all).size).toBe(401);
    expect(await days(mira, 'Gym')).toHaveLength(14);
    expect((await services().recurring.glance(mira)).late).toEqual([
      expect.objectContaining({
        description: 'Rent',
        count: 399,
        firstOn: '2026-02-01',
        lastOn: '2027-03-06',
      }),
      expect.objectContaining({ description: 'Gym', count: 13, lastOn: '2027-02-28' }),
    ]);
    await services().recurring.markRead(mira);
    expect((await services().recurring.glance(mira)).late).toEqual([]);
  });

  it.each([
    ['Pacific/Kiritimati', '2026-03-30T10:30:00.000Z'],
    ['Europe/Vienna', '2026-03-30T22:30:00.000Z'],
    ['America/Los_Angeles', '2026-03-31T07:30:00.000Z'],
  ])('happen when the day begins where their owner is: %s', async (timeZone, instant) => {
    const traveller = await meet('traveller', timeZone);
    goTo('2026-03-01T12:00:00.000Z');
    await add({ startsOn: day('2026-03-31') }, traveller);
    goTo(instant);
    clock.advance(-HOUR);
    await services().dueRound.runOnce();
    expect(await days(traveller)).toEqual([]);
    clock.advance(HOUR);
    await services().dueRound.runOnce();
    expect(await days(traveller)).toEqual(['2026-03-31']);
  });

  it.each(['Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe'])(
    'keep to every second week through a year of summer and winter time: %s',
    async (timeZone) => {
      const walker = await meet('walker', timeZone);
      await add(
        { every: 'week', interval: 2, startsOn: day('2026-02-01'), endsOn: day('2026-12-01') },
        walker,
      );
      goTo('2026-02-01T00:30:00.000Z');
      for (let at = 0; at < 340; at += 1) {
        await services().dueRound.runOnce();
        clock.advance(DAY);
      }
      const all = await days(walker);
      expect([all.length, all[0], all.at(-1)]).toEqual([22, '2026-02-01', '2026-11-22']);
      expect(new Set(all.map((each) => new Date(`${each}T00:00:00Z`).getUTCDay()))).toEqual(new Set([0]));
    },
  );

  it('are each added once, when several programs are at it together', async () => {
    await add({ every: 'day', startsOn: day('2026-01-31') });
    await add({ description: 'Gym', every: 'week', startsOn: day('2026-01-31') });
    clock.advance(60 * DAY);
    const others: Database[] =
      engine.name === 'postgres'
        ? await Promise.all([1, 2].map(() => openDatabase({ databaseUrl: database.url })))
        : [app.db];
    const rounds = [app.db, ...others].map((db) => new DueRound(db, clock, new ChangeService(db, clock)));
    const added = await Promise.all(rounds.map((round) => round.runOnce()));
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(60 + 8);
    // An hour of the clock, each minute of it all of them at once, over midnight.
    clock.advance(11.5 * HOUR);
    for (let minute = 0; minute < 60; minute += 1) {
      await Promise.all(rounds.map((round) => round.runOnce()));
      clock.advance(HOUR / 60);
    }
    const all = await days();
    expect([all.length, new Set(all).size]).toEqual([62, 62]);
    expect(await days(mira, 'Gym')).toHaveLength(9);
    if (engine.name === 'postgres') await Promise.all(others.map((db) => db.close()));
  });

  it('leave no half of a day behind when the program dies in the middle', async () => {
    const { id } = await add({ startsOn: day('2026-02-10') });
    goTo('2026-02-10T12:00:00.000Z');
    const dying = new ChangeService(app.db, clock);
    dying.keepAdded = () => Promise.reject(new Error('the power is gone'));
    await new DueRound(app.db, clock, dying, () => undefined).runOnce();
    expect(await days()).toEqual([]);
    expect(await app.db.all('SELECT * FROM recurring_occurrences')).toEqual([]);
    await services().dueRound.runOnce();
    expect(await days()).toEqual(['2026-02-10']);
    expect((await services().recurring.find(mira, id)).nextOn).toBe('2026-03-10');
  });

  it('do not keep those of others from theirs when one of them cannot be added', async () => {
    const owen = await meet('owen', 'UTC');
    await add({ startsOn: day('2026-02-10') });
    await add({ startsOn: day('2026-02-10') }, owen);
    goTo('2026-02-10T12:00:00.000Z');
    const changes = new ChangeService(app.db, clock);
    const keep = changes.keepAdded.bind(changes);
    changes.keepAdded = (within, whose, what, ids, changeId) =>
      whose.bookId === mira.bookId
        ? Promise.reject(new Error('a fault of this one'))
        : keep(within, whose, what, ids, changeId);
    const errors: unknown[] = [];
    await new DueRound(app.db, clock, changes, (error) => errors.push(error)).runOnce();
    expect([errors.length, await days(), await days(owen)]).toEqual([1, [], ['2026-02-10']]);
  });

  it('skip the next one, or one further ahead, and no day twice', async () => {
    const { id } = await add({ startsOn: day('2026-02-10') });
    expect(await services().recurring.skip(mira, id)).toBe('2026-02-10');
    expect(await services().recurring.skip(mira, id, day('2026-04-10'))).toBe('2026-04-10');
    expect(await faultsOf(services().recurring.skip(mira, id, day('2026-04-10')))).toEqual([
      'invalid',
      'date',
    ]);
    expect(await faultsOf(services().recurring.skip(mira, id, day('2026-04-11')))).toEqual([
      'invalid',
      'date',
    ]);
    const upcoming = await services().recurring.upcoming(mira, day('2026-06-30'));
    expect(upcoming.map(({ date }) => date)).toEqual(['2026-03-10', '2026-05-10', '2026-06-10']);
    goTo('2026-05-20T12:00:00.000Z');
    await services().dueRound.runOnce();
    expect(await days()).toEqual(['2026-03-10', '2026-05-10']);
  });

  it('rest while they are paused, and go on with the day on which they are resumed', async () => {
    const { id } = await add({ every: 'week', startsOn: day('2026-02-03') });
    expect(await services().recurring.change(mira, id, { isPaused: true })).toMatchObject({ nextOn: null });
    expect(await faultsOf(services().recurring.skip(mira, id))).toEqual(['conflict']);
    goTo('2026-02-24T12:00:00.000Z');
    await services().dueRound.runOnce();
    expect(await days()).toEqual([]);
    await services().recurring.change(mira, id, { isPaused: false });
    expect(await days()).toEqual(['2026-02-24']);
  });

  it('change from now on: what was added stays, and another rhythm adds nothing for days before', async () => {
    const { id } = await add({ startsOn: day('2025-12-15') });
    goTo('2026-03-20T12:00:00.000Z');
    const changed = await services().recurring.change(mira, id, {
      amountMinor: 95_000n,
      every: 'week',
      startsOn: day('2026-03-06'),
    });
    expect(changed).toMatchObject({ amountMinor: 95_000n, nextOn: '2026-03-27' });
    expect(await days()).toEqual(['2025-12-15', '2026-01-15', '2026-02-15', '2026-03-15', '2026-03-20']);
    const amounts = (await services().expenses.browse(mira, { range: {} }, { limit: 9 })).items;
    expect(amounts.map(({ amountMinor }) => amountMinor)).toEqual([
      95_000n,
      90_000n,
      90_000n,
      90_000n,
      90_000n,
    ]);
  });

  it('wait for an answer where they only remind, and each is answered once', async () => {
    const { id, due } = await add({ mode: 'remind', startsOn: day('2025-12-31') });
    expect(due).toMatchObject({ added: 0, waiting: 2 });
    expect(await days()).toEqual([]);
    expect(await services().recurring.waiting(mira)).toEqual([
      { recurringId: id, occursOn: '2025-12-31' },
      { recurringId: id, occursOn: '2026-01-31' },
    ]);
    const changeIds = await Promise.all(
      [1, 2].map(() => services().recurring.addWaiting(mira, id, day('2026-01-31'))),
    );
    expect(changeIds.filter((each) => each !== undefined)).toHaveLength(1);
    await services().recurring.skip(mira, id, day('2025-12-31'));
    expect(await days()).toEqual(['2026-01-31']);
    expect((await services().recurring.glance(mira)).waitingCount).toBe(0);
  });

  it('say what is still to come this month, with one question where there are none', async () => {
    const owen = await meet('owen', 'UTC');
    await add({ every: 'day', endsOn: day('2026-02-03') });
    await add({ description: 'Refund', amountMinor: -2_500n, startsOn: day('2026-02-28') });
    goTo('2026-02-01T12:00:00.000Z');
    expect(await services().recurring.glance(mira)).toMatchObject({
      upcomingCount: 3,
      upcomingMinor: 177_500n,
    });
    expect(await services().recurring.glance(owen)).toEqual({
      ...{ upcomingCount: 0, upcomingMinor: 0n, waitingCount: 0, late: [] },
    });
  });

  it('end with their last day, and are taken back as they were after they were deleted', async () => {
    const { id } = await add({ every: 'week', startsOn: day('2026-02-02'), endsOn: day('2026-02-16') });
    await services().recurring.remove(mira, id);
    expect(await faultsOf(services().recurring.find(mira, id))).toEqual(['not_found']);
    goTo('2026-02-10T12:00:00.000Z');
    await services().dueRound.runOnce();
    expect(await days()).toEqual([]);
    await services().recurring.restore(mira, id);
    goTo('2026-12-10T12:00:00.000Z');
    await services().dueRound.runOnce();
    expect(await days()).toEqual(['2026-02-16']);
    expect((await services().recurring.find(mira, id)).nextOn).toBeNull();
  });

  it('follow their category and tags where these go, and come back to them', async () => {
    const [food, fun] = await services().categories.list(mira);
    const [first, second] = [
      await add({ categoryId: food!.id, tags: ['a', 'b'], startsOn: day('2026-03-01') }),
      await add({ categoryId: food!.id, tags: ['b'], startsOn: day('2026-03-01') }),
    ];
    const find = async (id: number) => {
      const { categoryId, tags } = await services().recurring.find(mira, id);
      return [categoryId, ...tags];
    };
    const merged = await services().categories.merge(mira, food!.id, fun!.id);
    clock.advance(HOUR);
    await services().recurring.change(mira, second.id, { amountMinor: 1n });
    expect([await find(first.id), await find(second.id)]).toEqual([
      [fun!.id, 'a', 'b'],
      [fun!.id, 'b'],
    ]);
    await services().changes.undo(mira, merged.changeId);
    expect([(await find(first.id))[0], (await find(second.id))[0]]).toEqual([food!.id, fun!.id]);

    const tag = (await services().tags.list(mira)).find(({ name }) => name === 'b')!;
    const removed = await services().tags.remove(mira, tag.id);
    expect([await find(first.id), await find(second.id)]).toEqual([[food!.id, 'a'], [fun!.id]]);
    await services().changes.undo(mira, removed.changeId);
    expect([await find(first.id), await find(second.id)]).toEqual([
      [food!.id, 'a', 'b'],
      [fun!.id, 'b'],
    ]);
    await services().categories.remove(mira, fun!.id);
    expect((await find(second.id))[0]).toBeNull();
  });

  it.each<[string, Partial<RecurringInput>, string[]]>([
    ['a foreign category', { categoryId: 999_999 }, ['invalid', 'category_id']],
    ['an end before the start', { endsOn: day('2026-01-30') }, ['invalid', 'ends_on']],
    [
      'more days than can be added at once',
      { every: 'day', startsOn: day('2018-01-01') },
      ['invalid', 'starts_on'],
    ],
  ])('refuse %s and store nothing', async (_name, input, faults) => {
    expect(await faultsOf(add(input))).toEqual(faults);
    expect(await app.db.all('SELECT id FROM recurring')).toEqual([]);
  });

  it('are listed by their next day, those that rest behind', async () => {
    const paused = await add({ description: 'Paused', startsOn: day('2026-02-01') });
    await services().recurring.change(mira, paused.id, { isPaused: true });
    for (const on of ['2026-03-01', '2026-02-02', '2026-02-20'])
      await add({ description: on, startsOn: day(on), tags: ['home'] });
    const listed = await services().recurring.list(mira);
    expect(listed.map(({ description }) => description)).toEqual([
      ...['2026-02-02', '2026-02-20', '2026-03-01', 'Paused'],
    ]);
    expect(listed[0]).toMatchObject({ tags: ['home'], nextOn: '2026-02-02' });
  });

  it('come back after a skip is taken back, or wait where the day is over', async () => {
    const { recurring } = services();
    const { id } = await add({ every: 'week', startsOn: day('2026-02-02') });
    await recurring.skip(mira, id);
    await recurring.skip(mira, id, day('2026-02-16'));
    expect((await recurring.find(mira, id)).nextOn).toBe('2026-02-09');
    expect(await recurring.unskip(mira, id, day('2026-02-02'))).toBe(true);
    expect((await recurring.find(mira, id)).nextOn).toBe('2026-02-02');
    expect(await recurring.unskip(mira, id, day('2026-02-02'))).toBe(false);
    expect(await recurring.unskip(mira, id, day('2026-02-16'))).toBe(true);
    expect((await recurring.find(mira, id)).nextOn).toBe('2026-02-02');
    await recurring.skip(mira, id);
    goTo('2026-02-03T12:00:00.000Z');
    expect(await recurring.unskip(mira, id, day('2026-02-02'))).toBe(true);
    expect(await recurring.waiting(mira)).toEqual([{ recurringId: id, occursOn: '2026-02-02' }]);
    expect((await recurring.find(mira, id)).nextOn).toBe('2026-02-09');
    expect(await days()).toEqual([]);
  });

  it('stay paused while they are changed, deleted and taken back', async () => {
    const { recurring } = services();
    const { id } = await add({ startsOn: day('2026-02-10'), tags: ['home'] });
    const { pausedAt } = await recurring.change(mira, id, { isPaused: true });
    expect(pausedAt).toBe(clock.now().toISOString());
    clock.advance(HOUR);
    expect(await recurring.change(mira, id, { description: 'Loan' })).toMatchObject({
      ...{ description: 'Loan', tags: ['home'], amountMinor: 90_000n, nextOn: null, pausedAt },
    });
    expect(await recurring.remove(mira, id)).toMatchObject({ description: 'Loan', tags: ['home'] });
    expect(await recurring.findAlsoDeleted(mira, id)).toMatchObject({ description: 'Loan' });
    expect(await recurring.restore(mira, id)).toMatchObject({ pausedAt, nextOn: null });
    expect(await recurring.restore(mira, id)).toMatchObject({ pausedAt, nextOn: null });
    expect(await recurring.findAlsoDeleted(mira, id)).toMatchObject({ description: 'Loan' });
    expect(await faultsOf(recurring.findAlsoDeleted(mira, 987_654))).toEqual(['not_found']);
    expect(await faultsOf(recurring.change(mira, id, { endsOn: day('2026-02-09') }))).toEqual([
      ...['invalid', 'ends_on'],
    ]);
  });

  it('keep their next day where only what they cost or are called is changed', async () => {
    const { recurring } = services();
    const { id } = await add({ every: 'week', startsOn: day('2026-02-02') });
    await recurring.skip(mira, id);
    expect(await recurring.change(mira, id, { tags: ['home'] })).toMatchObject({
      ...{ nextOn: '2026-02-09', tags: ['home'] },
    });
    const rhythms: [Partial<RecurringInput>, string][] = [
      [{ interval: 2 }, '2026-02-16'],
      [{ endsOn: day('2026-02-20') }, '2026-02-16'],
      [{ every: 'day', interval: 3 }, '2026-02-05'],
      [{ startsOn: day('2026-02-03') }, '2026-02-03'],
    ];
    for (const [change, nextOn] of rhythms)
      expect(await recurring.change(mira, id, change)).toMatchObject({ nextOn });
  });

  it('are added once for each key', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const [first, second] = [
      await services().recurring.add(mira, rent, key),
      await services().recurring.add(mira, rent, key),
    ];
    expect(second).toEqual(first);
    expect([first.due.added, await days()]).toEqual([1, ['2026-01-31']]);
  });

  it('tell a repetition what was made, also after that was taken back, and make nothing again', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const long = { ...rent, every: 'day', startsOn: day('2025-10-01') } as const;
    const first = await services().recurring.add(mira, long, key);
    expect(first).toMatchObject({ isDeleted: false, due: { added: 123 } });
    expect(await services().recurring.add(mira, long, key)).toEqual(first);
    await services().changes.undo(mira, first.due.changeId!);
    expect(await services().recurring.add(mira, long, key)).toMatchObject({
      ...{ id: first.id, description: 'Rent', isDeleted: true, due: { added: 0 } },
    });
    await services().dueRound.runOnce();
    expect([await days(), await services().recurring.list(mira)]).toEqual([[], []]);
  });

  it('begin once: a repetition the day after makes no second beginning of what is due by then', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const daily = { ...rent, every: 'day' } as const;
    const { id } = await services().recurring.add(mira, daily, key);
    clock.advance(DAY);
    expect(await services().recurring.add(mira, daily, key)).toMatchObject({ id, due: { added: 1 } });
    await services().dueRound.runOnce();
    const [later] = (await services().changes.list(mira, { limit: 1 })).items;
    expect(await services().changes.undo(mira, later!.id)).toMatchObject({ changed: 1 });
    expect(await days()).toEqual(['2026-01-31']);
    expect(await services().recurring.find(mira, id)).toMatchObject({ nextOn: '2026-02-02' });
  });

  it('begin with what is due as one change, when the same request comes several times at once', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const all = await Promise.all([1, 2, 3].map(() => services().recurring.add(mira, rent, key)));
    expect(new Set(all.map(({ due }) => due.changeId)).size).toBe(1);
    await services().changes.undo(mira, all[0]!.due.changeId!);
    expect([await days(), await services().recurring.list(mira)]).toEqual([[], []]);
  });

  it('answer a repetition of a request from before, when its id alone was kept', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const { id } = await services().recurring.add(mira, rent, key);
    await app.db.run('UPDATE idempotency_keys SET answer = $1 WHERE book_id = $2', [String(id), mira.bookId]);
    expect(await services().recurring.add(mira, rent, key)).toMatchObject({ id, due: { added: 0 } });
  });

  it('tell what was added late, whoever finds it due: a glance, a change, or whoever asks for all', async () => {
    const { recurring } = services();
    const weekly = { every: 'week', startsOn: day('2026-02-02') } as const;
    const { id } = await add(weekly);
    await add({ ...weekly, description: 'Gym', startsOn: day('2026-02-03') });
    const late = async () =>
      (await recurring.glance(mira)).late.map(({ description, count }) => `${description} ${String(count)}`);
    goTo('2026-02-10T12:00:00.000Z');
    expect(await late()).toEqual(['Rent 2', 'Gym 1']);
    await recurring.markRead(mira);
    goTo('2026-02-17T12:00:00.000Z');
    await recurring.change(mira, id, { amountMinor: 5n });
    expect(await late()).toEqual(['Rent 1']);
    await recurring.markRead(mira);
    goTo('2026-03-04T12:00:00.000Z');
    expect(await recurring.addDue(mira)).toBe(4);
    expect(await recurring.addDue(mira)).toBe(0);
    expect((await late()).sort()).toEqual(['Gym 2', 'Rent 2']);
  });

  it('are told in advance by their days, and of a day by their age', async () => {
    const weekly = { every: 'week' } as const;
    const { id: first } = await add({ ...weekly, startsOn: day('2026-02-10') });
    const { id: second } = await add({ ...weekly, startsOn: day('2026-02-03') });
    const { id: third } = await add({ startsOn: day('2026-02-12') });
    await add({ startsOn: day('2026-02-20') });
    const toCome = await services().recurring.upcoming(mira, day('2026-02-17'));
    expect(toCome.map(({ date, recurringId }) => [date, recurringId])).toEqual([
      ['2026-02-03', second],
      ['2026-02-10', first],
      ['2026-02-10', second],
      ['2026-02-12', third],
      ['2026-02-17', first],
      ['2026-02-17', second],
    ]);
  });

  it('leave out no day that is over, and stay paused where a skip is taken back', async () => {
    const { recurring } = services();
    const { id } = await add({ every: 'week' });
    expect(await faultsOf(recurring.skip(mira, id, day('2026-01-31')))).toEqual(['invalid', 'date']);
    expect(await faultsOf(recurring.skip(mira, id, day('2026-01-24')))).toEqual(['invalid', 'date']);
    await recurring.skip(mira, id);
    await recurring.change(mira, id, { isPaused: true });
    expect(await faultsOf(recurring.skip(mira, id, day('2026-02-14')))).toEqual(['invalid', 'date']);
    expect(await recurring.unskip(mira, id, day('2026-02-07'))).toBe(true);
    expect(await recurring.find(mira, id)).toMatchObject({ nextOn: null });
    await recurring.change(mira, id, { isPaused: false });
    expect(await recurring.find(mira, id)).toMatchObject({ nextOn: '2026-02-07' });
  });

  it('name their tags in the order of the alphabet', async () => {
    const { id, tags } = await add({ startsOn: day('2026-03-01'), tags: ['zoo', 'Ape', '10', '9'] });
    expect([tags, (await services().recurring.find(mira, id)).tags]).toEqual([
      ['9', '10', 'Ape', 'zoo'],
      ['9', '10', 'Ape', 'zoo'],
    ]);
  });

  it('are asked about day by day, and counted over all of them', async () => {
    const daily = { every: 'day', mode: 'remind', startsOn: day('2025-10-01') } as const;
    expect((await add(daily)).due).toEqual({ added: 0, waiting: 123, changeId: undefined });
    await add({ mode: 'remind' });
    expect(await services().recurring.glance(mira)).toMatchObject({ waitingCount: 124, late: [] });
  });

  it('are as many as a book may hold, also when one comes back', async () => {
    const { id } = await add({ startsOn: day('2026-03-01') });
    await app.db.transaction(async (tx) => {
      const columns =
        'book_id, user_id, amount_minor, description, tag_ids, every, interval_count, starts_on, mode, next_on, created_at, updated_at';
      for (let at = 1; at < RECURRING_MAX; at += 1)
        await tx.run(`INSERT INTO recurring (${columns}) SELECT ${columns} FROM recurring WHERE id = $1`, [
          id,
        ]);
    });
    const tooMany = { key: 'fault.recurring.too_many', params: { max: 200 } };
    await expect(add()).rejects.toMatchObject({ fields: { description: tooMany } });
    await services().recurring.remove(mira, id);
    expect((await add({ description: 'Last', startsOn: day('2026-03-01') })).description).toBe('Last');
    await expect(services().recurring.restore(mira, id)).rejects.toMatchObject({
      ...{ code: 'conflict', said: tooMany },
    });
  });

  it('are found by their own book only', async () => {
    const owen = await meet('owen', 'UTC');
    const { id } = await add();
    const { recurring } = services();
    for (const work of [
      () => recurring.find(owen, id),
      () => recurring.change(owen, id, { amountMinor: 1n }),
      () => recurring.skip(owen, id),
      () => recurring.addWaiting(owen, id, day('2026-01-31')),
      () => recurring.remove(owen, id),
      () => recurring.restore(owen, id),
    ]) {
      expect(await faultsOf(work())).toEqual(['not_found']);
    }
    expect([await recurring.list(owen), await recurring.upcoming(owen, day('2026-12-31'))]).toEqual([[], []]);
    expect((await recurring.find(mira, id)).amountMinor).toBe(90_000n);
  });

  it('go with everything of a person to another installation, where they stood, and once', async () => {
    const owen = await meet('owen', 'UTC');
    const [food] = await services().categories.list(mira);
    const rentId = (await add({ categoryId: food!.id, tags: ['home'], startsOn: day('2025-12-31') })).id;
    await services().recurring.skip(mira, rentId, day('2026-03-31'));
    await add({ description: 'Gym', mode: 'remind', startsOn: day('2026-01-15'), amountMinor: -1_999n });
    const paused = await add({
      description: 'Paper',
      startsOn: day('2026-02-15'),
      every: 'week',
      interval: 2,
    });
    await services().recurring.change(mira, paused.id, { isPaused: true });
    const everything = async (who: Principal) => {
      let text = '';
      for await (const piece of (await services().exports.writeEverything(who)).pieces) text += piece;
      return text;
    };
    const file = { name: 'all.json', bytes: Buffer.from(await everything(mira)) };
    const recurringOf = (text: string) =>
      (JSON.parse(text) as { recurring: object[] }).recurring.map((each) => ({ ...each, id: 0 }));
    const originsOf = (text: string) => {
      const { recurring, expenses } = JSON.parse(text) as {
        recurring: { id: number; description: string }[];
        expenses: { spent_on: string; recurring?: number }[];
      };
      const names = new Map(recurring.map(({ id, description }) => [id, description]));
      return expenses.map(({ spent_on, recurring: id }) => [spent_on, id === undefined ? id : names.get(id)]);
    };
    expect(originsOf(file.bytes.toString())).toContainEqual(['2026-01-31', 'Rent']);
    expect(recurringOf(file.bytes.toString())).toMatchObject([
      { description: 'Gym', amount: '-19.99', waiting: ['2026-01-15'], next_on: '2026-02-15' },
      { description: 'Rent', category: food!.name, tags: ['home'], skipped: ['2026-03-31'] },
      { description: 'Paper', paused: true, next_on: null },
    ]);
    for (let at = 0; at < 2; at += 1) {
      const id = await services().imports.open(owen, file);
      await services().imports.commit(owen, id);
      expect(recurringOf(await everything(owen))).toEqual(recurringOf(file.bytes.toString()));
      expect(originsOf(await everything(owen))).toEqual(originsOf(file.bytes.toString()));
    }
    goTo('2026-04-30T12:00:00.000Z');
    await services().dueRound.runOnce();
    expect(await days(owen)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28', '2026-04-30']);
  });

  it('come from no file in which one of them does not fit, which is named', async () => {
    const part = {
      ...{ amount: '9.00', description: 'Rent', interval: 1, every: 'moon', starts_on: '2026-01-31' },
      ...{ ends_on: null, mode: 'add', paused: false, next_on: '2026-02-28' },
    };
    const file = { format: 'outlay', version: 1, currency: 'USD', recurring: [part], expenses: [] };
    const bytes = Buffer.from(JSON.stringify(file));
    await expect(services().imports.open(mira, { name: 'all.json', bytes })).rejects.toMatchObject({
      fields: { file: { params: { part: 'recurring.0.every' } } },
    });
  });

  it('keep the currency of the book from changing under them', async () => {
    await add({ startsOn: day('2026-03-01') });
    expect(await services().profiles.hasExpenses(mira)).toBe(true);
  });

  it('wait for nobody who has left', async () => {
    await add({ startsOn: day('2026-02-10') });
    await app.db.run('UPDATE users SET deleted_at = $1', ['2026-02-01T00:00:00.000Z']);
    goTo('2026-02-10T12:00:00.000Z');
    expect(await services().dueRound.runOnce()).toBe(0);
    await services().upkeep.runOnce();
    expect(await app.db.all('SELECT id FROM recurring')).toEqual([]);
  });
});
