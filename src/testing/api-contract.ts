import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../controllers/api/openapi.js';

export interface Exchange {
  readonly method: string;
  /** Path and query as sent, from /api/v1 on. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;
interface Described {
  readonly description?: string;
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, unknown>;
}

const NAME = 'openapi.json';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const BASE = '/api/v1';

/** Holds every answer of the API against its OpenAPI document. */
export class ApiContract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly templates: readonly { readonly path: string; readonly pattern: RegExp }[];

  constructor(readonly document: OpenApiDocument) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema(document, NAME);
    this.templates = Object.keys(document.paths ?? {})
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`) }))
      .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));
  }

  /** Every documented operation. */
  operations(): { method: (typeof METHODS)[number]; path: string; operation: Operation }[] {
    return Object.entries(this.document.paths ?? {}).flatMap(([path, item]) =>
      METHODS.flatMap((method) => (item[method] ? [{ method, path, operation: item[method] }] : [])),
    );
  }

  /** What is wrong with an answer, or nothing. */
  faultsOf(exchange: Exchange): string[] {
    return [...headerFaults(exchange), ...this.bodyFaults(exchange)].map(
      (fault) => `${exchange.method} ${exchange.path} → ${String(exchange.status)}: ${fault}`,
    );
  }

  private bodyFaults(exchange: Exchange): string[] {
    const method = exchange.method.toLowerCase();
    const pathname = exchange.path.split('?', 1)[0]!;
    const path = this.templates.find(({ pattern }) => pattern.test(pathname.slice(BASE.length)))?.path;
    // A path that cannot be decoded is no path.
    if (!pathname.startsWith(BASE) || path === undefined) return this.problemFaults(exchange, [400, 404]);
    const documented = method === 'head' ? 'get' : method;
    const operation = this.document.paths?.[path]?.[documented as 'get'];
    if (!operation)
      return method === 'options' && exchange.status !== 400
        ? optionsFaults(exchange)
        : this.problemFaults(exchange, [400, 405]);
    return this.answerFaults(exchange, path, documented);
  }

  private answerFaults(exchange: Exchange, path: string, method: string): string[] {
    const responses = this.document.paths?.[path]?.[method as 'get']?.responses as
      Record<string, Described> | undefined;
    const described = responses?.[String(exchange.status)];
    if (!described) return ['the status is not in the document'];
    const missing = Object.keys(described.headers ?? {}).filter((name) => !exchange.headers.has(name));
    const faults = missing.map((name) => `the header ${name} is missing`);
    const types = Object.keys(described.content ?? {});
    const sent = exchange.headers.get('content-type')?.split(';')[0] ?? '';
    // A file is not looked into.
    if (types.length > 1 && types.includes(sent)) return faults;
    const [type] = types;
    if (exchange.method === 'HEAD') return exchange.text === '' ? faults : [...faults, 'HEAD has a body'];
    if (type === undefined) return exchange.text === '' ? faults : [...faults, 'there is a body'];
    const pointer = ['paths', path, method, 'responses', String(exchange.status), 'content', type, 'schema'];
    return [...faults, ...this.schemaFaults(exchange, type, pointer)];
  }

  private problemFaults(exchange: Exchange, statuses: readonly number[]): string[] {
    if (!statuses.includes(exchange.status)) return ['it has no such path or method'];
    if (exchange.method === 'HEAD') return exchange.text === '' ? [] : ['HEAD has a body'];
    const faults = exchange.status === 405 && !exchange.headers.get('allow') ? ['Allow is missing'] : [];
    return [
      ...faults,
      ...this.schemaFaults(exchange, 'application/problem+json', ['components', 'schemas', 'Problem']),
    ];
  }

  private schemaFaults(
    { headers, text, status }: Exchange,
    type: string,
    pointer: readonly string[],
  ): string[] {
    if (headers.get('content-type') !== `${type}; charset=utf-8`)
      return [`it is ${headers.get('content-type') ?? 'untyped'}, not ${type}`];
    const validate = this.validator(pointer);
    const body = JSON.parse(text) as unknown;
    if (!validate(body)) return [`${this.ajv.errorsText(validate.errors)} in ${text.slice(0, 400)}`];
    const said = (body as { status?: unknown }).status;
    return type.includes('problem') && said !== status ? ['the status in the body differs'] : [];
  }

  private validator(pointer: readonly string[]): ValidateFunction {
    const ref = `${NAME}#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const known = this.validators.get(ref) ?? this.ajv.compile({ $ref: ref });
    this.validators.set(ref, known);
    return known;
  }
}

/** What holds for every answer under /api. */
function headerFaults({ headers }: Exchange): string[] {
  const faults = [...headers.keys()].filter(
    (name) => name === 'set-cookie' || name.startsWith('access-control-'),
  );
  if (headers.get('cache-control') !== 'no-store') faults.push('Cache-Control is not no-store');
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('nosniff is missing');
  return faults;
}

function optionsFaults({ status, headers, text }: Exchange): string[] {
  return status === 204 && headers.get('allow') && text === ''
    ? []
    : ['OPTIONS is not answered by 204 with Allow'];
}
