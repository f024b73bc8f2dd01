import { expect, it } from 'vitest';
import { startPostgres } from '../postgres-server.js';
import { outage } from './outage.js';

// For ten seconds: npx tsx scripts/outage-test.ts --seconds 10
it('a PostgreSQL that stops under load costs nothing but 503s: no write, no session, and no restart: B03', async () => {
  const server = await startPostgres();
  const { answers, probes, wrong } = await outage(server, 1_000);
  await server.stop();
  expect(wrong).toEqual([]);
  expect(probes).toEqual({ live: 200, ready: 503 });
  const statuses = new Set(answers.flatMap((each) => [...each.statuses.keys()]));
  for (const status of statuses) expect([200, 201, 204, 303, 404, 503]).toContain(status);
}, 120_000);
