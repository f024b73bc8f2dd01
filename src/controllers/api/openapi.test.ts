import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/api-client.js';
import type { ApiContract } from '../../testing/api-contract.js';
import { engines } from '../../testing/engines.js';
import { refusalsOf } from './openapi.js';
import { apiRoutes } from './routes.js';

let api: TestApi;
let contract: ApiContract;
beforeAll(async () => {
  api = await startTestApi(engines[0]!);
  contract = api.stranger.contract;
});
afterAll(() => api.close());

describe('the OpenAPI document', () => {
  it('describes every line of the route table, and nothing else', () => {
    const table = apiRoutes(api.app.services).map(({ method, path }) => `${method} ${path}`);
    const described = contract.operations().map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual([...table].sort());
    expect(new Set(table).size).toBe(table.length);
  });

  it('is OpenAPI 3.1, and each of its references leads somewhere', () => {
    expect(contract.document.openapi).toBe('3.1.0');
    const references = [
      ...JSON.stringify(contract.document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ];
    const schemas = Object.keys(contract.document.components?.schemas ?? {});
    expect(references.length).toBeGreaterThan(50);
    expect(schemas).toEqual(expect.arrayContaining([...new Set(references.map(([, name]) => name))]));
  });

  it('gives every operation a name of its own, a summary, a guard and every status that can come', () => {
    for (const route of apiRoutes(api.app.services)) {
      const found = contract
        .operations()
        .find((each) => each.method === route.method && each.path === route.path);
      const operation = found!.operation;
      expect(operation.operationId, route.path).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary, route.path).toBeTruthy();
      expect(operation.security, route.path).toEqual(route.guard === 'open' ? [] : [{ bearer: [] }]);
      const statuses = [route.answer.status, ...refusalsOf(route)].map(String);
      expect(Object.keys(operation.responses ?? {}).sort(), route.path).toEqual(statuses.sort());
    }
    const names = contract.operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says what every operation, parameter, field and group is for, as linters want it', () => {
    const { info, tags } = contract.document;
    expect([info.license?.identifier, Boolean(info.contact)]).toEqual(['MIT', true]);
    const used = contract.operations().flatMap(({ operation }) => operation.tags ?? []);
    expect(tags?.filter(({ description }) => description).map(({ name }) => name)).toEqual([
      ...new Set(used),
    ]);
    const silent: string[] = [];
    for (const { method, path, operation } of contract.operations()) {
      if (!operation.description) silent.push(`${method} ${path}`);
      expect(Object.keys(operation.responses ?? {}).join(), path).toMatch(/4\d\d/);
      for (const parameter of operation.parameters ?? [])
        if (!('description' in parameter)) silent.push(`${method} ${path} ${JSON.stringify(parameter)}`);
    }
    expect([...silent, ...silentFields(contract.document)]).toEqual([]);
  });

  it('shows an example of every body and of every answer', () => {
    for (const { path, method, operation } of contract.operations()) {
      const bodies = [operation.requestBody, ...Object.values<unknown>(operation.responses ?? {})] as {
        content?: object;
      }[];
      for (const body of bodies.filter((each) => each?.content)) {
        expect(JSON.stringify(resolved(body, contract)), `${method} ${path}`).toMatch(
          /"(example|examples|enum)":/,
        );
      }
    }
  });

  it('says in which form amounts come: as strings, never as numbers', () => {
    const { Expense, Summary } = contract.document.components?.schemas as Record<
      string,
      { properties: Record<string, { type: string }> }
    >;
    expect(Expense!.properties.amount!.type).toBe('string');
    expect(Summary!.properties.total!.type).toBe('string');
  });
});

describe('the answers to everything that is no route', () => {
  it('is a problem for unknown paths, and 405 with Allow for unknown methods of known ones', async () => {
    expect((await api.stranger.get('/nothing')).status).toBe(404);
    expect((await api.stranger.get('/Expenses')).status).toBe(404);
    for (const path of new Set(contract.operations().map((operation) => operation.path))) {
      const known = contract.operations().filter((operation) => operation.path === path);
      const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'];
      const unknown = methods.filter(
        (method) => !known.some((operation) => operation.method.toUpperCase() === method),
      );
      for (const method of unknown) {
        const reply = await api.stranger.send(method, path.replace(/\{\w+\}/g, '1'));
        expect(reply.status, `${method} ${path}`).toBe(405);
        const allowed = reply.headers.get('allow')!.split(', ');
        expect(allowed).toEqual(
          expect.arrayContaining(known.map((operation) => operation.method.toUpperCase())),
        );
        expect(allowed).not.toContain(method);
      }
    }
  });

  it('answers OPTIONS with Allow and without any CORS header, and HEAD like GET without the body', async () => {
    const options = await api.stranger.send('OPTIONS', '/expenses', {
      headers: { Origin: 'https://evil.example' },
    });
    expect(options).toMatchObject({ status: 204, text: '' });
    const { api: mira } = await api.register();
    expect(await mira.send('HEAD', '/expenses')).toMatchObject({ status: 200, text: '' });
  });
});

/** Fields of schemas without a description, and schemas that allow anything. */
function silentFields(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null || /\/examples?$/.test(path)) return [];
  const found = Object.entries(node).flatMap(([key, part]) => silentFields(part, `${path}/${key}`));
  if (path.endsWith('/properties'))
    for (const [name, field] of Object.entries(node as Record<string, Record<string, unknown>>))
      if (!field.description && !field.$ref) found.push(`${path}/${name}`);
  return Array.isArray(node) && node.some((part) => JSON.stringify(part) === '{}') ? [...found, path] : found;
}

/** A part of the document with everything that it refers to. */
function resolved(part: unknown, contract: ApiContract): unknown {
  const names = [...JSON.stringify(part).matchAll(/schemas\/([^"]+)"/g)].map(([, name]) => name!);
  return [part, names.map((name) => resolved(contract.document.components?.schemas?.[name], contract))];
}
