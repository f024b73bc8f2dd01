import { describe, expect, it } from 'vitest';
import { engines } from '../engines.js';
import { killRounds } from './kill-rounds.js';
import { newTarget } from './target.js';

// A hundred times: npx tsx scripts/kill-test.ts --engine sqlite --rounds 100
describe.each(engines)(
  'a process on $name that is killed while it serves',
  { timeout: 120_000 },
  ({ name }) => {
    it('loses nothing that was acknowledged, doubles nothing, and keeps its totals right', async () => {
      const target = await newTarget(name);
      const processes = name === 'postgres' ? 2 : 1;
      const { answers, wrong } = await killRounds(target, { rounds: 2, writers: 4, processes });
      await target.remove();
      expect(wrong).toEqual([]);
      expect(answers.acknowledged).toBeGreaterThan(20);
    });
  },
);
