import { basePathOf } from '../../http/base-path.js';
import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type ResponseConfig,
  type RouteConfig,
  type ZodContentObject,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { findCurrency } from '../../domain/currency.js';
import { problem } from './answers.js';
import {
  type AppError,
  conflict,
  forbidden,
  invalid,
  notFound,
  tooMany,
  unauthenticated,
  unavailable,
} from '../../domain/errors.js';
import { answerFor } from '../../http/error-status.js';
import { TAGS, withMeanings } from './meanings.js';
import { HttpFault, problemBody } from '../../http/problem.js';
import { BODY_LIMIT } from './json-body.js';
import { type ApiRoute, bodySchema } from './route.js';
import { message } from '../../messages/message.js';
import { english } from '../../messages/said.js';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const FILE = z.string().meta({ description: 'A file', examples: ['date,description,amount,…'] });
const BEARER = 'bearer';
const USD = findCurrency('USD')!;

const ABOUT = `Everything that the pages of Outlay can do, for scripts.

Sign in for a pair of tokens, or make a personal access token, and send it as \`Authorization: Bearer …\`. Cookies are never read here.
Amounts are exact decimal strings; a JSON number is taken where it is exact. Days are \`YYYY-MM-DD\`, instants UTC.
Fields and parameters that are not described are refused by name, and so is a parameter that is sent twice.
Bodies are JSON, \`application/json\`, ${String(BODY_LIMIT / 1024)} KiB at most where nothing else is said. What belongs to somebody else does not exist: 404.`;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request could not be read: broken JSON, or a broken escape in the path',
  401: 'No valid access token or wrong credentials; `WWW-Authenticate` says more',
  403: 'Signed in, but not allowed: the scope of the token is too small, or a password is asked for',
  404: 'There is no such thing among yours',
  409: 'Somebody else keeps changing the same thing',
  412: 'It was changed after you read it: `If-Match` does not hold',
  413: 'The body is too large',
  415: 'The body is not of the type that is described',
  422: 'Something in it has a fault; `errors` names each',
  429: 'Too many attempts; wait for `Retry-After` seconds',
  500: 'A fault of ours; `request_id` finds it in the log',
  503: 'The database cannot answer now; try again after `Retry-After` seconds',
};

/** The OpenAPI 3.1 description of a table of routes, from the schemas that check its requests. */
export function describeApi(routes: readonly ApiRoute[], baseUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', BEARER, {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token of `/auth/login`, or a personal access token.',
  });
  for (const route of routes) registry.registerPath(describe(route));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      ...{ title: 'Outlay', version: '1', description: ABOUT },
      contact: { name: 'Whoever runs this Outlay', url: `${baseUrl}/help` },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${basePathOf(baseUrl)}/api/v1`, description: `Here, or ${baseUrl}/api/v1` }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name, description: TAGS[name]! })),
  });
  return withMeanings(document);
}

function describe(route: ApiRoute): RouteConfig {
  const headers = headersOf(route);
  const body = bodySchema(route, USD);
  return {
    method: route.method,
    path: route.path,
    operationId: route.name,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: route.guard === 'open' ? [] : [{ [BEARER]: [] }],
    request: {
      ...(route.path.includes('{') && { params: paramsOf(route) }),
      ...(route.query && { query: route.query }),
      ...(headers && { headers }),
      ...(body && { body: { required: true, content: bodyOf(route, body) } }),
    },
    responses: responsesOf(route),
  };
}

function paramsOf({ path, idShape }: ApiRoute): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const number = (name: string) => {
    const description = `Which one: its \`${name}\`.`;
    return z.string().meta({ type: 'integer', minimum: 1, description, examples: [42] });
  };
  return z.object(
    Object.fromEntries(names.map((name) => [name, name === 'id' && idShape ? idShape : number(name)])),
  );
}

function bodyOf(route: ApiRoute, body: z.ZodType): ZodContentObject {
  const example = route.example !== undefined && { example: route.example };
  if (route.upload !== undefined && body instanceof z.ZodObject) {
    const file = z.string().meta({ description: route.upload, contentMediaType: 'application/octet-stream' });
    const schema = z
      .strictObject({ file, ...body.shape })
      .meta({ id: route.bodyName ?? `${route.name}Body` });
    return { 'multipart/form-data': { schema, ...example } };
  }
  const schema = body.meta({ ...body.meta(), id: route.bodyName ?? `${route.name}Body` });
  return { 'application/json': { schema, ...example } };
}

function headersOf(route: ApiRoute): z.ZodObject | undefined {
  const headers = {
    ...(route.idempotent && {
      'Idempotency-Key': z.string().optional().meta({
        description:
          'Any word of your choice, such as a UUID. Sent again with the same body, the first answer comes back and nothing is added; with another body, 422. Kept for a day at least.',
        minLength: 1,
        maxLength: 200,
      }),
    }),
    ...(route.conditional && {
      'If-Match': z
        .string()
        .optional()
        .meta({ description: 'An ETag, in its quotes.', examples: ['"3"'] }),
    }),
  };
  return Object.keys(headers).length > 0 ? z.object(headers) : undefined;
}

function responsesOf(route: ApiRoute): Record<string, ResponseConfig> {
  const { answer } = route;
  const success: ResponseConfig = {
    description: answer.description,
    ...(answer.headers && { headers: z.object(stringsOf(answer.headers)) }),
    ...(answer.files && {
      content: Object.fromEntries(answer.files.map((type) => [type, { schema: FILE }])),
    }),
    ...(answer.schema && { content: { 'application/json': { schema: answer.schema } } }),
  };
  const refusals = refusalsOf(route).map((status) => [String(status), refusal(status)] as const);
  return { [String(answer.status)]: success, ...Object.fromEntries(refusals) };
}

/** Which refusals a route can give follows from what it takes. */
export function refusalsOf(route: ApiRoute): number[] {
  const hasId = route.path.includes('{');
  const faults = route.body !== undefined || route.query !== undefined || route.idempotent;
  const statuses = [
    ...(route.guard === 'open' ? [] : [401]),
    ...(route.guard !== 'open' && route.guard !== 'read' ? [403] : []),
    ...(hasId ? [400, 404] : []),
    413,
    ...(route.body === undefined ? [] : [400, 415]),
    ...(faults ? [422] : []),
    ...(route.conditional ? [412] : []),
    ...(route.refusals ?? []),
    // A parameter that is not described is refused everywhere.
    422,
    500,
    503,
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

function refusal(status: number): ResponseConfig {
  const headers = {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer, with the error where there is one (RFC 6750)' }),
    ...((status === 429 || status === 503) && { 'Retry-After': 'Seconds' }),
  };
  return {
    description: REFUSALS[status] ?? 'Refused',
    ...(Object.keys(headers).length > 0 && { headers: z.object(stringsOf(headers)) }),
    content: { 'application/problem+json': { schema: problem, example: exampleOf(status) } },
  };
}

const EXAMPLE_FAULTS: Readonly<Record<number, AppError>> = {
  401: unauthenticated(english('token.invalid', 'The access token is wrong, has expired or was revoked.')),
  403: forbidden(english('token.read_only', 'This access token may only read.')),
  404: notFound('expense'),
  409: conflict(english('expense.changing', 'Others keep changing this expense. Try again.')),
  422: invalid({ amount: message('fault.amount.zero') }),
  429: tooMany(message('error.too_many_attempts', { minutes: 1 }), 60),
  503: unavailable(message('error.database_busy'), 5),
};

function exampleOf(status: number): object {
  const { title, detail, fields } = answerFor(EXAMPLE_FAULTS[status] ?? new HttpFault(status));
  return problemBody({ status, title, detail, fields, requestId: '1f0f1f6e-5b1c-4b43-8c3a-0f6a7bb1a9d0' });
}

function stringsOf(headers: Readonly<Record<string, string>>): Record<string, z.ZodString> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, z.string().meta({ description })]),
  );
}
