import { expect, test } from 'vitest';
import { backgroundOf } from './background.js';

test('starts and stops whatever has work of its own, and waits for the last of it', async () => {
  const told: string[] = [];
  class Work {
    constructor(private readonly name: string) {}
    start() {
      told.push(`${this.name} starts`);
    }
    async stop() {
      await new Promise((resolve) => setImmediate(resolve));
      told.push(`${this.name} has stopped`);
    }
  }
  const background = backgroundOf({ a: new Work('a'), plain: { start: 1 }, none: null, b: new Work('b') });
  background.start();
  await background.stop();
  expect(told).toEqual(['a starts', 'b starts', 'a has stopped', 'b has stopped']);
});
