import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../engines.js';
import { type Program, startProgram } from './program.js';
import { refreshRace } from './refresh-race.js';
import { newTarget, type Target } from './target.js';

// In full: npx tsx scripts/refresh-race.ts --tokens 1000
const TOKENS = 40;
const PRESENTATIONS = 12;

describe.each(engines)('refresh tokens on $name', { timeout: 120_000 }, ({ name }) => {
  let target: Target;
  let programs: Program[];
  beforeAll(async () => {
    target = await newTarget(name);
    const settings = { ...target.settings, TRUST_PROXY: '1' };
    const length = name === 'postgres' ? 3 : 1;
    programs = await Promise.all(Array.from({ length }, () => startProgram(settings)));
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.end('SIGTERM')));
    await target.remove();
  });

  it('presented twelve times at once are rotated once, with one successor and no alarm', async () => {
    const addresses = programs.map(({ url }) => url);
    const report = await refreshRace(target, addresses, { tokens: TOKENS, presentations: PRESENTATIONS });
    expect(report).toEqual({
      rotations: TOKENS,
      forks: 0,
      statuses: new Map([[200, TOKENS * PRESENTATIONS]]),
      broken: [],
    });
  });
});
