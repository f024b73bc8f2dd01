import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenInvariants, compareWithLedger } from './ledger.js';
import { Member } from './member.js';
import { type Program, startProgram } from './program.js';
import { newTarget, type Target } from './target.js';
import { Answers, Writer } from './writer.js';

let target: Target;
let program: Program;
beforeAll(async () => {
  target = await newTarget('sqlite');
  program = await startProgram(target.settings);
});
afterAll(async () => {
  await program.end('SIGTERM');
  await target.remove();
});

it(
  'twenty people who write to SQLite at once meet no error, and nothing is lost',
  { timeout: 120_000 },
  async () => {
    const answers = new Answers();
    const writers: Writer[] = [];
    // One after the other: more passwords at once than can be hashed soon are answered with 503.
    while (writers.length < 20)
      writers.push(new Writer(await Member.register(() => program.url), answers, () => Promise.resolve()));
    const writing = writers.map((writer) => writer.run());
    await answers.acknowledgedMore(600);
    for (const writer of writers) writer.finish();
    await Promise.all(writing);
    expect([...answers.statuses.keys()].sort()).toEqual([200, 201, 204]);
    const ledgers = writers.map(({ told }) => told);
    expect(await target.read((db) => compareWithLedger(db, ledgers))).toEqual([]);
    expect(await target.read(brokenInvariants)).toEqual([]);
  },
);
