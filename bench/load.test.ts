import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fire, type Shot } from './load.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

/** What a server was asked while a shot was fired at it, and what was measured. */
async function asked(shot: Shot, connections: number) {
  const requests: string[] = [];
  const server = createServer((req: IncomingMessage, res) => {
    requests.push(`${req.method ?? ''} ${req.url ?? ''}`);
    req.resume();
    res.writeHead(req.method === 'POST' ? 303 : 200).end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => void server.close();
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { requests, measured: await fire(url, shot, { connections, seconds: 1 }) };
}

test('a crowd is let in by a cheap request each, which does not count', async () => {
  const shot = { method: 'POST', path: '/expenses', body: () => 'amount=1', status: 303 } as const;
  const { requests, measured } = await asked(shot, 40);
  expect(requests.filter((each) => each === 'GET /healthz')).toHaveLength(40);
  expect(new Set(requests)).toEqual(new Set(['GET /healthz', 'POST /expenses']));
  expect(measured.faults).toBe(0);
  expect(measured.requests).toBeLessThanOrEqual(requests.length - 40);
  expect(measured.requests).toBeGreaterThan(0);
});

test('no two requests are the same where a path for each is given', async () => {
  let count = 0;
  const { requests } = await asked({ path: '/', nextPath: () => `/${String((count += 1))}` }, 2);
  const paths = requests.filter((each) => each !== 'GET /healthz');
  expect(new Set(paths).size).toBe(paths.length);
});

test('answers of another status are faults', async () => {
  const { measured } = await asked({ path: '/', status: 404 }, 2);
  expect(measured.faults).toBe(measured.requests);
});
