import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../engines.js';
import { Member } from './member.js';
import { startProgram } from './program.js';
import { newTarget, type Target } from './target.js';

const IN_FLIGHT = 200;

describe.each(engines)('a process on $name that is told to stop', { timeout: 60_000 }, ({ name }) => {
  let target: Target;
  afterEach(() => target.remove());

  it('answers the 200 requests that are in flight, then ends with 0 within ten seconds: B01', async () => {
    target = await newTarget(name);
    const program = await startProgram(target.settings);
    const member = await Member.register(() => program.url);
    const add = (_: unknown, index: number) =>
      member.send('POST', '/expenses', {
        body: { amount: '1.00', description: `Wave ${String(index)}`, spent_on: '2026-06-01' },
      });
    // The first wave opens the connections; the second one is on its way at once.
    const first = await Promise.all(Array.from({ length: IN_FLIGHT }, add));
    const wave = Array.from({ length: IN_FLIGHT }, add);
    await Promise.race(wave);
    const startedAt = performance.now();
    const exit = program.end('SIGTERM');
    const replies = [...first, ...(await Promise.all(wave))];
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const added = replies.filter(({ status }) => status === 201);
    // 200 changes of one book queue up; on a busy machine the last ones are told to come again.
    for (const { status, headers } of replies)
      expect(status === 201 || (status === 503 && headers.has('retry-after'))).toBe(true);
    expect(added.length).toBeGreaterThan(IN_FLIGHT);
    const stored = await target.read((db) => db.get('SELECT COUNT(*) AS found FROM expenses'));
    expect(stored).toEqual({ found: added.length });
  });

  it('is not held up by connections that rest, whether or not they have ever asked for anything', async () => {
    target = await newTarget(name);
    const program = await startProgram(target.settings);
    const port = Number(new URL(program.url).port);
    const silent = connect(port, '127.0.0.1').resume();
    const resting = connect(port, '127.0.0.1');
    resting.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(resting, 'data');
    const closed = Promise.all([once(silent, 'close'), once(resting.resume(), 'close')]);
    const startedAt = performance.now();
    expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await closed;
  });
});
