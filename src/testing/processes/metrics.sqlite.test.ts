import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { Member } from './member.js';
import { startProgram } from './program.js';
import { newTarget } from './target.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it(
  'metrics are answered on their own port only: routes, database, backup, event loop',
  { timeout: 60_000 },
  async () => {
    const target = await newTarget('sqlite');
    const port = await freePort();
    const program = await startProgram({ ...target.settings, METRICS_PORT: String(port) });
    const member = await Member.register(() => program.url);
    await member.send('GET', '/expenses/77');
    const answer = await fetch(`http://127.0.0.1:${String(port)}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /^outlay_http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/auth\/register",status="201"\} 1$/m,
    );
    expect(text).toMatch(/_count\{method="GET",route="\/api\/v1\/expenses\/:id",status="404"\} 1$/m);
    expect(text).not.toContain('/77');
    expect(text).toMatch(/^outlay_database_seconds_count\{kind="transaction"\} [1-9]/m);
    expect(text).toMatch(/^outlay_last_verified_backup_timestamp_seconds 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect((await fetch(`http://127.0.0.1:${String(port)}/expenses`)).status).toBe(404);
    expect((await fetch(`${program.url}/metrics`)).status).toBe(404);
    expect(await program.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await target.remove();
  },
);
