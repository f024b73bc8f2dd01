import { Server, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
// The type is of the source, so that a file which moves is missed by `npm run types` and not by the next bench.
import type * as Source from '../src/storage/engine/query-count.js';

// Loaded before the built program (node --import), in a run of its own: tells in a header how many statements each
// answer has cost.

const counting = (await import(
  pathToFileURL(`${process.cwd()}/dist/storage/engine/query-count.js`).href
)) as typeof Source;
const counts = new WeakMap<ServerResponse, Source.QueryCount>();

type Emit = (this: Server, name: string, ...args: unknown[]) => boolean;
type WriteHead = (this: ServerResponse, ...args: unknown[]) => ServerResponse;

const emit = Reflect.get(Server.prototype, 'emit') as Emit;
Server.prototype.emit = function (this: Server, name: string, ...args: unknown[]): boolean {
  const response = args[1];
  if (name !== 'request' || !(response instanceof ServerResponse)) return emit.call(this, name, ...args);
  const count = new counting.QueryCount();
  counts.set(response as ServerResponse, count);
  return counting.countQueries(count, () => emit.call(this, name, ...args));
} as typeof Server.prototype.emit;

const writeHead = Reflect.get(ServerResponse.prototype, 'writeHead') as WriteHead;
ServerResponse.prototype.writeHead = function (this: ServerResponse, ...args: unknown[]) {
  this.setHeader('X-Queries', String(counts.get(this)?.queries ?? 0));
  return writeHead.apply(this, args);
} as typeof ServerResponse.prototype.writeHead;
