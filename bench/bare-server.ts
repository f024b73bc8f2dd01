import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import express from 'express';

// The yardsticks for reading: node:http (argument "node") or Express (argument "express") sending the bytes of a file.

const [, , kind, file] = process.argv;
const page = readFileSync(file!, 'utf8');
const port = Number(process.env.PORT);

if (kind === 'node') {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(page) };
  createServer((_req, res) => void res.writeHead(200, headers).end(page)).listen(port, '127.0.0.1');
} else {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/{*path}', (_req, res) => void res.type('html').send(page));
  app.listen(port, '127.0.0.1');
}
process.once('SIGTERM', () => process.exit(0));
