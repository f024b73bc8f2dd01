import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';

/** How long a connection that rests may still bring a request that is already on its way to us. */
const RESTING_MS = 300;

/**
 * Prepares a server for an end that nobody notices; gives what ends it. From then on nobody new gets in, what is in
 * flight is answered, and each answer closes its connection. Resting connections hold nothing up: they are closed,
 * but not at once, because a request that meets a closing connection cannot know whether it was carried out.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const answering = new Set<ServerResponse>();
  let phase: 'open' | 'draining' | 'closing' = 'open';
  server.prependListener('request', (_req, res: ServerResponse) => {
    if (phase !== 'open') res.setHeader('Connection', 'close');
    answering.add(res);
    res.once('close', () => {
      answering.delete(res);
      // An answer that had begun before could not say that its connection would close.
      if (phase === 'closing') setImmediate(() => server.closeIdleConnections());
    });
  });
  return () =>
    new Promise((resolve) => {
      phase = 'draining';
      for (const res of answering) if (!res.headersSent) res.setHeader('Connection', 'close');
      setTimeout(() => {
        phase = 'closing';
        server.closeIdleConnections();
      }, RESTING_MS);
      // The close of node:http would close at once what rests.
      NetServer.prototype.close.call(server, () => {
        resolve();
      });
    });
}
