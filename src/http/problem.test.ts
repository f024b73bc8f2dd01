import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  conflict,
  forbidden,
  invalid,
  notFound,
  tooMany,
  unauthenticated,
  unavailable,
} from '../domain/errors.js';
import { requestLog } from '../observability/log.js';
import { HttpFault, sendProblems } from './problem.js';
import { message } from '../messages/message.js';
import { english } from '../messages/said.js';

const FAULTS: Record<string, unknown> = {
  invalid: invalid({
    amount: message('fault.amount.empty'),
    'expenses.3.amount': english('odd', 'This is odd.'),
  }),
  unauthenticated: unauthenticated(english('token.missing', 'Send an access token.')),
  forbidden: forbidden(english('x', 'Not you.')),
  missing: notFound('expense'),
  conflict: conflict(english('x', 'Somebody was faster.')),
  busy: tooMany(message('error.too_many_attempts', { minutes: 1 }), 12.2),
  away: unavailable(message('error.database_busy'), 5),
  lost: new HttpFault(412),
  bug: new Error('SELECT secret FROM /home/mira'),
  thrownText: 'a text',
};

describe('a fault of the API', () => {
  const log: string[] = [];
  const server = createServer();
  let url = '';
  beforeAll(async () => {
    const app = express().disable('etag');
    app.use(requestLog(pino({}, { write: (line: string) => void log.push(line) })));
    app.get('/:name', (req) => {
      throw FAULTS[req.params.name] as Error;
    });
    app.use(sendProblems);
    server.on('request', app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = async (name: string) => {
    const response = await fetch(`${url}/${name}`);
    const body = (await response.json()) as Record<string, unknown>;
    return { headers: response.headers, body };
  };

  it.each([
    ['invalid', 422],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['missing', 404],
    ['conflict', 409],
    ['busy', 429],
    ['away', 503],
    ['lost', 412],
    ['bug', 500],
    ['thrownText', 500],
  ])('that is %s comes as problem+json with status %i', async (name, status) => {
    const { headers, body } = await ask(name);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({
      status,
      title: expect.any(String) as string,
      detail: expect.any(String) as string,
    });
    expect(body.request_id).toMatch(/^[\da-f-]{36}$/);
  });

  it('names its fields', async () => {
    expect((await ask('invalid')).body.errors).toEqual([
      { field: 'amount', code: 'amount.empty', message: 'Enter an amount.' },
      { field: 'expenses.3.amount', code: 'odd', message: 'This is odd.' },
    ]);
  });

  it('has a code of its own, which does not change with its words', async () => {
    const codes = await Promise.all(['invalid', 'unauthenticated', 'missing', 'bug'].map(ask));
    expect(codes.map(({ body }) => body.code)).toEqual([
      'invalid',
      'token.missing',
      'no_such.expense',
      'unexpected',
    ]);
  });

  it('says when to come back, in whole seconds', async () => {
    expect((await ask('busy')).headers.get('retry-after')).toBe('13');
    expect((await ask('away')).headers.get('retry-after')).toBe('5');
  });

  it('challenges who is not signed in', async () => {
    expect((await ask('unauthenticated')).headers.get('www-authenticate')).toBe('Bearer realm="Outlay"');
  });

  it('that was not foreseen goes to the log and not to the client', async () => {
    const { body } = await ask('bug');
    expect(JSON.stringify(body)).not.toMatch(/SELECT|mira|problem\.test/);
    const line = log.find((each) => each.includes(String(body.request_id)));
    expect(line).toContain('SELECT secret');
  });
});
