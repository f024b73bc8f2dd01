import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A load balancer for tests: each request goes to the next process, whoever sent it. */
export interface RoundRobin {
  readonly url: string;
  /** Where requests go; may be changed at any time. */
  targets: readonly string[];
  /** How many requests each target has answered. */
  readonly answered: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export async function startRoundRobin(): Promise<RoundRobin> {
  const answered = new Map<string, number>();
  let turn = 0;
  const server = createServer((req, res) => {
    void forward(req, res, inTurn());
  });
  // Never the first to close a connection: a request that is on its way would be lost with it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const balancer = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    targets: [] as readonly string[],
    answered,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  /** All targets, the one whose turn it is first. */
  const inTurn = () => {
    const first = (turn += 1) % balancer.targets.length;
    return [...balancer.targets.slice(first), ...balancer.targets.slice(0, first)];
  };
  const forward = async (req: IncomingMessage, res: ServerResponse, targets: readonly string[]) => {
    const body = await buffer(req);
    for (const target of targets) {
      const outcome = await pass(req, res, { body, target });
      if (outcome === 'answered') answered.set(target, (answered.get(target) ?? 0) + 1);
      if (outcome !== 'nobody there') return;
    }
    res.writeHead(502).end();
  };
  return balancer;
}

/**
 * Sends a request on. Where nobody listens, another may be asked; where a connection broke, nobody knows whether
 * the request was carried out, so that the client hears 502 and decides.
 */
function pass(
  req: IncomingMessage,
  res: ServerResponse,
  { body, target }: { body: Buffer; target: string },
): Promise<'answered' | 'broken' | 'nobody there'> {
  const { hostname, port } = new URL(target);
  const headers = { ...req.headers, connection: 'close', 'x-forwarded-for': forwardedFor(req) };
  return new Promise((resolve) => {
    const broken = (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve('nobody there');
      if (res.headersSent) res.destroy();
      else res.writeHead(502).end();
      resolve('broken');
    };
    const out = request({ hostname, port, method: req.method, path: req.url, headers, agent: false });
    out.once('error', broken).once('response', (answer) => {
      const { connection: _own, ...rest } = answer.headers;
      res.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(res);
      answer.once('end', () => resolve('answered')).once('error', broken);
    });
    out.end(body);
  });
}

function forwardedFor(req: IncomingMessage): string {
  return [req.headers['x-forwarded-for'], req.socket.remoteAddress].filter(Boolean).join(', ');
}
