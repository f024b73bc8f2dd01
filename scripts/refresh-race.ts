import { parseArgs } from 'node:util';
import { startPostgres } from '../src/testing/postgres-server.js';
import { startProgram } from '../src/testing/processes/program.js';
import { refreshRace } from '../src/testing/processes/refresh-race.js';
import { newTarget } from '../src/testing/processes/target.js';

// Presents many refresh tokens many times at once: each must be rotated once, without a fork and without an alarm.
//   npx tsx scripts/refresh-race.ts --engine postgres --processes 4 --tokens 1000 --presentations 12
//   npx tsx scripts/refresh-race.ts --engine sqlite --tokens 1000

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'postgres' },
    processes: { type: 'string', default: '4' },
    tokens: { type: 'string', default: '1000' },
    presentations: { type: 'string', default: '12' },
  },
});
const dialect = values.engine === 'sqlite' ? 'sqlite' : 'postgres';
const [tokens, presentations] = [Number(values.tokens), Number(values.presentations)];
const server = dialect === 'postgres' ? await startPostgres() : undefined;
const target = await newTarget(dialect, server?.url);
const settings = { ...target.settings, TRUST_PROXY: '1' };
const length = dialect === 'postgres' ? Number(values.processes) : 1;
const programs = await Promise.all(Array.from({ length }, () => startProgram(settings)));
const addresses = programs.map(({ url }) => url);

const startedAt = Date.now();
const { rotations, forks, statuses, broken } = await refreshRace(target, addresses, {
  tokens,
  presentations,
});
const seconds = Math.round((Date.now() - startedAt) / 1000);
await Promise.all(programs.map((program) => program.end('SIGTERM')));
await target.remove();
await server?.stop();
const answers = [...statuses].map(([status, times]) => `${status}: ${times}`).join(', ');
console.log(`${dialect}, ${length} processes: ${tokens} tokens × ${presentations} at once in ${seconds} s`);
console.log(`${rotations} rotations, ${forks} forks; answers ${answers}`);
for (const sentence of broken) console.log(`  ${sentence}`);
process.exit(rotations === tokens && forks === 0 && broken.length === 0 ? 0 : 1);
