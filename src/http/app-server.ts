import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';

/**
 * A server for an Express app whose requests and responses are born with the prototypes that Express would give them.
 * Express changes the prototype of each with Object.setPrototypeOf, and V8 then lets them outlive the collections of
 * young garbage: what a request leaves behind piles up until a full collection stops the program, several times a
 * second under load. Measured in docs/decisions/0024-prototypes.md.
 */
export function createAppServer(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  // Express finds that they have these already, and leaves them alone.
  app.request = AppRequest.prototype as Express['request'];
  app.response = AppResponse.prototype as Express['response'];
  return createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
}
