import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayIn, formatDay } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import type { TokensModel } from '../../http/page-models.js';
import type { AccessToken, AccessTokenService } from '../../services/identity/access-token-service.js';
import type { IdempotencyKey } from '../../services/ledger/idempotency.js';
import type { Principal } from '../../services/identity/principal.js';
import { check, textOf, textsOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { tokenSchema } from '../forms/token-form.js';
import { DAY_LOCALE, timeAgo } from './words.js';

const NEVER = 'never';
const EXPIRIES = [
  { value: '30', text: 'In 30 days' },
  { value: '90', text: 'In 90 days' },
  { value: '365', text: 'In a year' },
  { value: NEVER, text: 'Never' },
];
const NEW = { name: '', scope: 'write', expires: '365' };

interface Shown {
  readonly values?: TokensModel['form']['values'];
  readonly faults?: FieldFaults;
  readonly created?: TokensModel['created'];
}

/** Personal access tokens: made, shown once, revoked. */
export class TokenController {
  constructor(
    private readonly tokens: AccessTokenService,
    private readonly pages: Pages,
    private readonly clock: Clock,
    private readonly baseUrl: string,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.show(req, res, principal, {});
  };

  make = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, ['name', 'scope', 'expires']);
    const { name, scope, expires } = values;
    const parsed = check(tokenSchema, {
      name,
      scope,
      expires_in_days: expires === NEVER ? null : Number(expires),
    });
    if (!parsed.ok) return this.show(req, res, principal, { values, faults: onPage(parsed.fault) });
    try {
      const input = { name, scope: parsed.value.scope, expiresInDays: parsed.value.expires_in_days };
      const { token, record } = await this.tokens.make(principal, input, deviceOf(req), keyOf(req.body));
      const use = record.scope === 'read' ? 'List this month with it' : 'Add an expense with it';
      const created = { name: record.name, token, use, curl: this.curlLine(token, record, principal) };
      await this.show(req, res, principal, { created });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await this.show(req, res, principal, { values, faults: onPage(error.fields) });
    }
  };

  revoke = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.tokens.revoke(principal, parseId(req.params.id, 'access token'), deviceOf(req));
    this.pages.redirect(res, '/account/tokens', { kind: 'status', text: 'That token no longer works.' });
  };

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    { values = NEW, faults = {}, created }: Shown,
  ): Promise<void> {
    const now = this.clock.now();
    const tokens = await this.tokens.list(principal);
    this.pages.send(req, res, {
      page: 'account/tokens',
      title: 'Access tokens',
      idempotencyKey: randomUUID(),
      status: Object.keys(faults).length > 0 ? 422 : 200,
      model: {
        form: { values, faults },
        expiries: EXPIRIES,
        created,
        tokens: tokens.map((token) => ({
          id: token.id,
          name: token.name,
          scope: token.scope === 'read' ? 'Read only' : 'Read and write',
          expires: expiryOf(token, principal),
          lastUsed: token.lastUsedAt === null ? 'Never used' : `Last used ${timeAgo(token.lastUsedAt, now)}`,
          expired: token.expiresAt !== null && token.expiresAt <= now.toISOString(),
        })),
      },
    });
  }

  /** One line that does what the token is for, ready to copy. */
  private curlLine(token: string, { scope }: AccessToken, { timeZone, currency }: Principal): string {
    const authorization = `-H 'Authorization: Bearer ${token}'`;
    if (scope === 'read') return `curl ${authorization} '${this.baseUrl}/api/v1/expenses?period=month'`;
    const amount = currency.digits === 0 ? '12' : '12.50';
    const body = { amount, description: 'Lunch', spent_on: dayIn(timeZone, this.clock.now()) };
    return `curl ${authorization} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' ${this.baseUrl}/api/v1/expenses`;
  }
}

function expiryOf({ expiresAt }: AccessToken, { timeZone }: Principal): string {
  return expiresAt === null
    ? 'Never expires'
    : `Until ${formatDay(dayIn(timeZone, new Date(expiresAt)), DAY_LOCALE)}`;
}

/** The same fault, beside the field as the page calls it. */
function onPage({ expires_in_days: expires, ...faults }: FieldFaults): FieldFaults {
  return expires === undefined ? faults : { ...faults, expires };
}

/** A page that is loaded again sends its form again: it shows the same token, and does not make another. */
function keyOf(body: unknown): IdempotencyKey | undefined {
  const value = textOf(body, 'idempotency_key').slice(0, 100);
  return value === '' ? undefined : { value, whenReused: 'distinguish' };
}
