import type { Row } from './results.js';

/** For tests: a measured row, of which only what matters is said. */
export const madeRow = (subject: string, perSecond: number, more: Partial<Row> = {}): Row => ({
  subject,
  perSecond,
  p50Ms: 2,
  p99Ms: 5,
  cpuMs: 1000 / perSecond,
  databaseMs: 0,
  requests: 100,
  faults: 0,
  connections: 16,
  ...more,
});
