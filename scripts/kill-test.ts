import { parseArgs } from 'node:util';
import { killRounds } from '../src/testing/processes/kill-rounds.js';
import { newTarget } from '../src/testing/processes/target.js';
import { startPostgres } from '../src/testing/postgres-server.js';

// Kills Outlay with SIGKILL while it serves writers, again and again, and looks whether anything that was
// acknowledged is missing, doubled or wrong afterwards:
//   npx tsx scripts/kill-test.ts --engine sqlite --rounds 100
//   npx tsx scripts/kill-test.ts --engine postgres --rounds 100 --processes 2

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    rounds: { type: 'string', default: '100' },
    writers: { type: 'string', default: '8' },
    processes: { type: 'string' },
  },
});
const dialect = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const rounds = Number(values.rounds);
const processes = Number(values.processes ?? (dialect === 'postgres' ? 2 : 1));

const server = dialect === 'postgres' ? await startPostgres({ durable: true }) : undefined;
const target = await newTarget(dialect, server?.url);
const startedAt = Date.now();
const { answers, wrong } = await killRounds(target, {
  rounds,
  writers: Number(values.writers),
  processes,
  onRound: (round, { acknowledged }) => {
    if (round % 10 === 0) console.log(`${round} of ${rounds} kills, ${acknowledged} changes acknowledged`);
  },
});
await target.remove();
await server?.stop();
const seconds = Math.round((Date.now() - startedAt) / 1000);
const statuses = [...answers.statuses]
  .map(([status, times]) => `${status || 'no answer'}: ${times}`)
  .join(', ');
console.log(`${dialect}, ${processes} at a time: ${rounds} kills in ${seconds} s (${statuses})`);
console.log(`${answers.acknowledged} changes acknowledged, ${wrong.length} lost, doubled or wrong`);
for (const sentence of wrong.slice(0, 20)) console.log(`  ${sentence}`);
process.exit(wrong.length > 0 ? 1 : 0);
