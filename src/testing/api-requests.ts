import fc from 'fast-check';
import type { ApiContract } from './api-contract.js';

export interface GeneratedRequest {
  readonly bearer: 'tom' | 'reader' | 'stranger';
  readonly method: string;
  readonly path: string;
  readonly json: unknown;
  readonly raw: string | undefined;
  readonly headers: Record<string, string>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly items?: Schema;
  readonly anyOf?: Schema[];
  readonly enum?: unknown[];
  readonly examples?: unknown[];
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** What breaks programs: limits of types, of Unicode, of SQL, of money and of calendars. */
const NASTY = [
  '',
  ' ',
  '\0',
  '\u202e',
  '\ud800',
  'İ',
  'ﬃ',
  '😀'.repeat(40),
  'x'.repeat(5000),
  "'; DROP TABLE users; --",
  '%',
  '_',
  '\\',
  '"',
  '<script>',
  '${7*7}',
  '../../etc/passwd',
  '0',
  '-1',
  '1e3',
  '0x10',
  'NaN',
  'Infinity',
  '1.005',
  '1,5',
  '٣',
  '9'.repeat(13),
  '9223372036854775808',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '2026-02-29',
  '2199-12-31',
  '1900-01-01',
  '2026-13',
  '1899',
  'null',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'toString',
  'none',
  'week',
  '*',
  '"1"',
  'W/"1"',
  '\r\nX: y',
  'Europe/Berlin',
  'JPY',
];

const anyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 20 }),
);

const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 1.005, 0.1, 2 ** 53, 2 ** 63, 1e21, 1e308, 5e-324, 999999999999.99),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Anything that JSON can say, deep, wide and with odd keys. */
const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 2, arbitrary: anyNumber },
  fc.constantFrom<unknown>(null, true, false, [], {}),
  fc.array(fc.oneof(anyText, anyNumber), { maxLength: 5 }),
  fc.dictionary(anyText, anyText, { maxKeys: 4 }),
  fc.integer({ min: 1, max: 300 }).map(nested),
);

/** Requests over every documented operation, mostly near to what it takes, and some far from it. */
export function requestsOf(
  contract: ApiContract,
  foreign: Readonly<Record<string, number>>,
): fc.Arbitrary<GeneratedRequest> {
  const schemas = (contract.document.components?.schemas ?? {}) as Record<string, Schema>;
  const operations = contract
    .operations()
    .filter(({ method, path }) => !(method === 'delete' && path === '/users/me'));
  return fc.constantFrom(...operations).chain(({ method, path, operation }) => {
    const parameters = (operation.parameters ?? []) as Parameter[];
    const body = operation.requestBody as { content: Record<string, { schema: Schema }> } | undefined;
    const schema = body?.content['application/json']?.schema;
    const id = idFor(foreign[path.split('/')[1] ?? ''] ?? 1);
    return fc.record({
      bearer: fc.oneof(
        { weight: 8, arbitrary: fc.constant('tom' as const) },
        fc.constantFrom('reader' as const, 'stranger' as const),
      ),
      method: fc.oneof(
        { weight: 30, arbitrary: fc.constant(method.toUpperCase()) },
        fc
          .constantFrom('PUT', 'HEAD', 'OPTIONS', 'DELETE', 'GET', 'POST')
          .filter((each) => !(each === 'DELETE' && path === '/users/me')),
      ),
      path: fc.tuple(id, queryFor(parameters)).map(([each, query]) => path.replace(/\{\w+\}/g, each) + query),
      json: schema ? near(schema, schemas) : fc.constant(undefined),
      raw: schema ? rarely(rawBody, 25) : fc.constant(undefined),
      headers: headersFor(parameters),
    });
  });
}

const idFor = (foreign: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }).map(String) },
    { weight: 2, arbitrary: fc.constant(String(foreign)) },
    fc.constantFrom(
      '0',
      '-1',
      '1.0',
      '1e3',
      '9007199254740993',
      '9223372036854775808',
      '%00',
      '%zz',
      'trash',
      'batch',
      '01',
    ),
    anyText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 300) || 'x'),
  );

function queryFor(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const pair = (parameter: Parameter) =>
    fc
      .oneof(fc.constantFrom('', ...(parameter.schema.examples ?? ['']).map(String)), anyText)
      .map((value) => [parameter.name, value] as const);
  const pairs = fc.array(
    fc.oneof(...known.map((parameter) => ({ weight: 4, arbitrary: pair(parameter) })), {
      weight: 1,
      arbitrary: fc.tuple(anyText, anyText),
    }),
    { maxLength: known.length === 0 ? 1 : 4 },
  );
  const usual = fc.oneof(
    { weight: known.length === 0 ? 6 : 1, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: pairs },
  );
  return usual.map((each) => {
    const query = each.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
    return query === '' ? '' : `?${query}`.slice(0, 6000);
  });
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** Headers can hold visible ASCII only; the rest does not leave the client. */
const headerText = anyText.map((text) =>
  text
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 300),
);

function headersFor(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const own = Object.fromEntries(
    parameters
      .filter((parameter) => parameter.in === 'header')
      .map(({ name }) => [name, fc.oneof(fc.constantFrom('"1"', 'k1', 'k2'), headerText)]),
  );
  const others = {
    'Content-Type': fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      'application/JSON',
      'x',
    ),
    Cookie: headerText,
    Origin: fc.constant('https://evil.example'),
    'X-HTTP-Method-Override': fc.constant('DELETE'),
  };
  const some = Object.fromEntries(
    Object.entries({ ...own, ...others }).map(([name, value]) => [name, rarely(value, name in own ? 1 : 40)]),
  );
  return fc.record(some).map((each) => {
    const sent = Object.entries(each).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return Object.fromEntries(sent);
  });
}

/** Nothing, but once in a while something. */
function rarely<T>(something: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: oneIn, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: something });
}

const rawBody = fc.oneof(
  anyText,
  fc.constantFrom(
    '{',
    '{}{}',
    'null',
    '[]',
    '5',
    '"x"',
    '{"amount":1e400}',
    '{"a":1,"a":2}',
    '['.repeat(5000),
    '['.repeat(3000) + ']'.repeat(3000),
  ),
  fc.constant(`{"description":"${'x'.repeat(70_000)}"}`),
  fc.constant('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
);

/** Values mostly of the schema's shape. */
function near(schema: Schema, schemas: Readonly<Record<string, Schema>>, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref) return near(schemas[schema.$ref.split('/').at(-1)!]!, schemas, depth);
  const examples = [...(schema.examples ?? []), ...(schema.enum ?? [])];
  const fitting: fc.Arbitrary<unknown>[] = [];
  if (examples.length > 0) fitting.push(fc.constantFrom(...examples));
  if (schema.properties) fitting.push(nearObject(schema, schemas, depth));
  if (schema.items) fitting.push(fc.array(near(schema.items, schemas, depth + 1), { maxLength: 4 }));
  for (const each of schema.anyOf ?? []) fitting.push(near(each, schemas, depth + 1));
  const types = [schema.type ?? []].flat();
  if (fitting.length === 0 && types.includes('string')) fitting.push(anyText);
  if (fitting.length === 0 && types.some((type) => type === 'integer' || type === 'number'))
    fitting.push(anyNumber);
  return fc.oneof(
    { weight: 16, arbitrary: fc.oneof(...fitting, ...(fitting.length === 0 ? [anyJson] : [])) },
    { weight: 1, arbitrary: anyJson },
  );
}

function nearObject(
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  depth: number,
): fc.Arbitrary<object> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const value = near(property, schemas, depth + 1);
    const mostly = fc.option(value, { nil: undefined, freq: schema.required?.includes(name) ? 25 : 2 });
    return [name, mostly] as const;
  });
  const odd = rarely(fc.dictionary(anyText, anyText, { maxKeys: 2 }), 20);
  return fc.tuple(fc.record(Object.fromEntries(fields)), odd).map(([own, more]) => ({ ...own, ...more }));
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
