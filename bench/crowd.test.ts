import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fire, type Shot } from './load.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

/** What a server was asked while a shot was fired at it, in order, and what was measured. */
async function asked(shot: Shot, connections: number) {
  const requests: string[] = [];
  const sockets = new Set<unknown>();
  const server = createServer((req: IncomingMessage, res) => {
    requests.push(`${req.method ?? ''} ${req.url ?? ''}`);
    sockets.add(req.socket);
    req.resume();
    res.writeHead(req.method === 'POST' ? 303 : 200).end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => void server.close();
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const measured = await fire(url, shot, { connections, seconds: 1 });
  return { requests, measured, sockets };
}

test('a crowd is there before it is measured, each over a connection of their own', async () => {
  const shot = { method: 'POST', path: '/expenses', body: () => 'amount=1', status: 303 } as const;
  const { requests, measured, sockets } = await asked(shot, 40);
  expect(requests.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 'GET /healthz'));
  const counted = requests.slice(40);
  expect(new Set(counted)).toEqual(new Set(['POST /expenses']));
  expect(measured).toMatchObject({ faults: 0, requests: counted.length });
  expect(sockets.size).toBe(40);
});

test.each([2, 40])(
  'of %i connections no two ask the same where each request has a path',
  async (connections) => {
    let count = 0;
    const { requests } = await asked({ path: '/', nextPath: () => `/${String((count += 1))}` }, connections);
    const paths = requests.filter((each) => each !== 'GET /healthz');
    expect(new Set(paths).size).toBe(paths.length);
  },
);

test.each([2, 40])('answers of another status to %i connections are faults', async (connections) => {
  const { measured } = await asked({ path: '/', status: 404 }, connections);
  expect(measured.faults).toBe(measured.requests);
  expect(measured.faults).toBeGreaterThan(0);
});
