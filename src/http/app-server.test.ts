import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { createAppServer } from './app-server.js';

it('serves an app whose requests have the prototypes of Express before Express has seen them', async () => {
  const app = express();
  app.get('/greeting', (req, res) => void res.json({ host: req.hostname, powered: req.app === app }));
  const server = createAppServer(app);
  let isBorn: boolean | undefined;
  server.prependListener('request', (req, res) => {
    isBorn = Object.getPrototypeOf(req) === app.request && Object.getPrototypeOf(res) === app.response;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${String(port)}/greeting`);
    expect(await answer.json()).toEqual({ host: '127.0.0.1', powered: true });
    expect(isBorn).toBe(true);
  } finally {
    server.close();
  }
});
