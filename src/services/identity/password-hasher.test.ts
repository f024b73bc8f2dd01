import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { PasswordHasher } from './password-hasher.js';

const hasher = new PasswordHasher(4);

describe('password hashes', () => {
  it('are bcrypt with the configured cost, salted, and never the password', async () => {
    const [one, two] = await Promise.all([hasher.hash('a long password'), hasher.hash('a long password')]);
    expect(one).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{53}$/);
    expect(one).not.toBe(two);
  });

  it.each([
    ['80 letters, and its first 72', 'a'.repeat(80), 'a'.repeat(72)],
    ['80 letters, and one with byte 73 changed', 'a'.repeat(80), `${'a'.repeat(72)}b${'a'.repeat(7)}`],
    ['a NUL inside, and what stands before it', 'correct horse\0battery', 'correct horse'],
    ['64 emoji, and 63 of them', '🐢'.repeat(64), '🐢'.repeat(63)],
    ['upper case, and lower case', 'Correct Horse', 'correct horse'],
  ])('tell apart: %s', async (_name, password, other) => {
    const hash = await hasher.hash(password);
    expect(await hasher.matches(password, hash)).toBe(true);
    expect(await hasher.matches(other, hash)).toBe(false);
  });

  it('take a letter with its accent for the same, typed in one piece or in two', async () => {
    expect(await hasher.matches('café au lait noir', await hasher.hash('café au lait noir'))).toBe(true);
  });

  it('that are stored match in every version: else nobody would get in any more', async () => {
    const stored = '$2b$04$.nanZFTjmKkZzQtd5s7hEeKPNRwerFltjYJq..ohGYHwfp3c63hyy';
    expect(await hasher.matches('correct horse, cafe\u0301', stored)).toBe(true);
    expect(await hasher.matches('correct horse, cafe', stored)).toBe(false);
  });

  it('match nobody when there is no hash, not even the password that stands in', async () => {
    expect(await hasher.matches('nobody has this password', undefined)).toBe(false);
  });

  it('take as long to compare for nobody as for somebody: A14', async () => {
    const dear = new PasswordHasher(9);
    const hash = await dear.hash('a long password');
    const quickest = async (against: string | undefined) => {
      const times: number[] = [];
      for (let run = 0; run < 7; run += 1) {
        const started = performance.now();
        await dear.matches('a wrong password', against);
        times.push(performance.now() - started);
      }
      // The least of several is the one that nothing else on the machine has slowed down.
      return Math.min(...times);
    };
    const ratio = (await quickest(undefined)) / (await quickest(hash));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('know that they were made with another cost', async () => {
    const hash = await hasher.hash('a long password');
    expect(hasher.isOutdated(hash)).toBe(false);
    expect(new PasswordHasher(5).isOutdated(hash)).toBe(true);
  });

  it('are made few at a time; past a queue of a place, that place is asked to come back, and no other', async () => {
    const atOnce = Math.max(1, availableParallelism() - 1);
    const from = (place: string) => ({ place, network: place, isKnown: false });
    const guesses = Array.from({ length: atOnce + 16 + 10 }, () =>
      hasher.matches('a guess', undefined, from('a')),
    );
    const other = hasher.matches('a guess', undefined, from('b'));
    const outcomes = await Promise.allSettled(guesses);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(10);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'unavailable' });
      expect((reason as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(0);
    }
    expect(await other).toBe(false);
  });
});
