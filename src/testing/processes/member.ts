import { randomUUID } from 'node:crypto';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the body; empty where there was none, or other content. */
  readonly body: Record<string, unknown>;
}

export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who uses the JSON API, with the tokens that they hold. */
export class Member {
  accessToken = '';
  refreshToken = '';

  /** `address` gives, at any time, where to send requests: it may move. */
  constructor(private readonly address: () => string) {}

  /** Makes an account; `ip` is what the rate limits see where TRUST_PROXY is 1. */
  static async register(address: () => string, ip = '192.0.2.1'): Promise<Member> {
    const member = new Member(address);
    const reply = await member.send('POST', '/auth/register', {
      body: { username: 'mira', email: `${randomUUID()}@example.com`, password: 'correct horse battery' },
      headers: { 'x-forwarded-for': ip },
    });
    if (reply.status !== 201) throw new Error(`Registration was answered with ${String(reply.status)}`);
    member.hold(reply);
    return member;
  }

  /** Sends a request to /api/v1; rejects when there was no answer. */
  async send(method: string, path: string, { body, headers }: Sending = {}): Promise<Reply> {
    const response = await fetch(`${this.address()}/api/v1${path}`, {
      method,
      headers: {
        ...(this.accessToken !== '' && { authorization: `Bearer ${this.accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  /** Presents the refresh token, and holds what comes back. */
  async refresh(): Promise<Reply> {
    const reply = await this.send('POST', '/auth/refresh', { body: { refresh_token: this.refreshToken } });
    if (reply.status === 200) this.hold(reply);
    return reply;
  }

  private hold({ body }: Reply): void {
    this.accessToken = String(body['access_token']);
    this.refreshToken = String(body['refresh_token']);
  }
}
