import { startPostgres } from '../src/testing/postgres-server.js';

/** Playwright's global setup: when the run is for PostgreSQL, one server that e2e/database.ts makes databases on. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.OUTLAY_TEST_ENGINE !== 'postgres') return undefined;
  if (process.env.TEST_DATABASE_URL !== undefined) return undefined;
  const server = await startPostgres();
  process.env.TEST_DATABASE_URL = server.url;
  return () => server.stop();
}
