import { ApiContract } from './api-contract.js';
import type { Engine } from './engines.js';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.js';
import type { OpenApiDocument } from '../controllers/api/openapi.js';

export const PASSWORD = 'seven purple gardens';

export interface TokensJson {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

export interface ExpenseJson {
  readonly id: number;
  readonly description: string;
  readonly amount: string;
  readonly currency: string;
  readonly category_id: number | null;
  readonly category: string | null;
  readonly spent_on: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface CategoryJson {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly icon: string;
}

export interface PageJson<T = ExpenseJson> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

export interface ProblemJson {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly challenge?: string;
  readonly request_id: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export interface ApiReply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON; undefined without a body. */
  readonly body: T;
  /** The names of the fields that were faulty. */
  readonly fields: readonly string[];
}

interface Sending {
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Record<string, string>;
}

/** Speaks to the API as one bearer, and holds every answer against the document. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly contract: ApiContract,
    readonly token?: string,
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.url, this.contract, token);
  }

  get = <T = ProblemJson>(path: string, headers?: Record<string, string>) =>
    this.send<T>('GET', path, headers ? { headers } : {});
  post = <T = ProblemJson>(path: string, json?: unknown, headers?: Record<string, string>) =>
    this.send<T>('POST', path, { json, ...(headers && { headers }) });
  patch = <T = ProblemJson>(path: string, json?: unknown, headers?: Record<string, string>) =>
    this.send<T>('PATCH', path, { json, ...(headers && { headers }) });
  delete = <T = ProblemJson>(path: string, json?: unknown) => this.send<T>('DELETE', path, { json });

  /** @throws Error when the answer is not in the document */
  async send<T = ProblemJson>(
    method: string,
    path: string,
    { json, raw, headers = {} }: Sending = {},
  ): Promise<ApiReply<T>> {
    const bodiless = method === 'GET' || method === 'HEAD';
    const body = bodiless ? undefined : (raw ?? (json === undefined ? undefined : JSON.stringify(json)));
    const url = new URL(`${this.url}/api/v1${path}`);
    const response = await fetch(url, {
      method,
      headers: {
        ...(this.token !== undefined && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: body as string | Uint8Array<ArrayBuffer> }),
    });
    const text = await response.text();
    // As it was sent: `/expenses/.` leaves as `/expenses/`.
    const sent = { method, path: url.pathname + url.search };
    const exchange = { ...sent, status: response.status, headers: response.headers, text };
    const faults = this.contract.faultsOf(exchange);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    // An export may be CSV or a journal.
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const parsed = (text !== '' && isJson ? JSON.parse(text) : undefined) as T;
    const errors = (parsed as Partial<ProblemJson> | undefined)?.errors ?? [];
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed,
      fields: errors.map((error) => error.field),
    };
  }

  /** Follows `next_cursor` to the last page. */
  async all<T = ExpenseJson>(path: string): Promise<T[]> {
    const found: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const more: string =
        cursor === '' ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
      const page: ApiReply<PageJson<T>> = await this.get<PageJson<T>>(path + more);
      found.push(...page.body.data);
      cursor = page.body.next_cursor;
    }
    return found;
  }
}

export interface TestApi {
  readonly app: TestApp;
  /** Without a token. */
  readonly stranger: ApiClient;
  /** A new user, signed in. */
  register(name?: string): Promise<{ api: ApiClient; email: string; tokens: TokensJson }>;
  close(): Promise<void>;
}

/** The composed program, spoken to through its API only. */
export async function startTestApi(engine: Engine, options?: TestAppOptions): Promise<TestApi> {
  const app = await startTestApp(engine, options);
  const document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as OpenApiDocument;
  const stranger = new ApiClient(app.url, new ApiContract(document));
  let count = 0;
  return {
    app,
    stranger,
    async register(name = 'mira') {
      count += 1;
      const email = `${name}${String(count)}@example.com`;
      const { status, body, text } = await stranger.post<TokensJson>('/auth/register', {
        username: name,
        email,
        password: PASSWORD,
      });
      if (status !== 201) throw new Error(text);
      return { api: stranger.as(body.access_token), email, tokens: body };
    },
    close: () => app.close(),
  };
}
