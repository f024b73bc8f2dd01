import { parseArgs } from 'node:util';
import { startPostgres } from '../src/testing/postgres-server.js';
import { outage } from '../src/testing/processes/outage.js';

// Stops PostgreSQL under two processes that serve writers, and looks what the writers noticed:
//   npx tsx scripts/outage-test.ts --seconds 10

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });
const server = await startPostgres({ durable: true });
const { answers, recoveryMs, probes, wrong } = await outage(server, Number(values.seconds) * 1000);
await server.stop();
for (const [index, name] of ['API', 'pages'].entries()) {
  const statuses = [...answers[index]!.statuses].map(([status, times]) => `${status}: ${times}`).join(', ');
  console.log(`${name}: ${answers[index]!.acknowledged} acknowledged; answers ${statuses}`);
}
console.log(`while it was stopped: healthz ${probes.live}, readyz ${probes.ready}`);
console.log(`${recoveryMs} ms after its return the first write was acknowledged`);
console.log(`${wrong.length} lost, doubled, wrong or signed out`);
for (const sentence of wrong.slice(0, 20)) console.log(`  ${sentence}`);
process.exit(wrong.length > 0 ? 1 : 0);
