import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** How long requests that are already on their way to us may take to arrive. */
const ARRIVAL_MS = 300;

/** Not a map of answers: each of its rehashes would leave an old table behind that keeps young garbage alive. */
interface Connection {
  answering?: ServerResponse | undefined;
}

/**
 * Prepares a server for an end that nobody notices; gives what ends it. From then on each answer closes its
 * connection. A moment later nobody new gets in, and another moment later what rests is closed: a request that
 * meets a closing connection cannot know whether it was carried out. What is in flight is answered.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const connections = new Map<Socket, Connection>();
  let phase: 'open' | 'draining' | 'closing' = 'open';
  server.on('connection', (socket: Socket) => {
    connections.set(socket, {});
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, res: ServerResponse) => {
    if (phase !== 'open') res.setHeader('Connection', 'close');
    const connection = connections.get(socket);
    if (connection) connection.answering = res;
    res.once('close', () => {
      if (connection?.answering === res) connection.answering = undefined;
      // An answer that had begun before could not say that its connection would close.
      if (phase === 'closing') socket.end();
    });
  });
  return async () => {
    phase = 'draining';
    for (const { answering } of connections.values()) {
      if (answering && !answering.headersSent) answering.setHeader('Connection', 'close');
    }
    await delay(ARRIVAL_MS);
    // The close of node:http would close at once what rests.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    await Promise.race([closed, delay(ARRIVAL_MS)]);
    phase = 'closing';
    for (const [socket, { answering }] of connections) if (!answering) socket.destroy();
    await closed;
  };
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
