import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayIn } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import type { TokensModel } from '../../http/account-models.js';
import type { Choice } from '../../http/part-models.js';
import type { AccessToken, AccessTokenService } from '../../services/identity/access-token-service.js';
import type { Principal } from '../../services/identity/principal.js';
import { check, textsOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { tokenSchema } from '../forms/token-form.js';
import { timeAgo } from './words.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import { formKeyOf } from '../forms/form-key.js';
import { statusOf } from './trying.js';

const NEVER = 'never';
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
    const locale = this.pages.locales.of(req);
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
      const { token, record } = await this.tokens.make(principal, input, deviceOf(req), formKeyOf(req.body));
      const use = locale.text(record.scope === 'read' ? 'tokens.list_with_it' : 'tokens.add_with_it');
      const created = {
        name: record.name,
        token,
        use,
        curl: this.curlLine(token, record, principal, locale),
      };
      await this.show(req, res, principal, { created });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await this.show(req, res, principal, { values, faults: onPage(error.fields) });
    }
  };

  revoke = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.tokens.revoke(principal, parseId(req.params.id, 'access_token'), deviceOf(req));
    this.pages.redirect(res, '/account/tokens', { kind: 'status', text: message('tokens.revoked') });
  };

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    { values = NEW, faults = {}, created }: Shown,
  ): Promise<void> {
    const now = this.clock.now();
    const locale = this.pages.locales.of(req);
    const tokens = await this.tokens.list(principal);
    this.pages.send(req, res, {
      page: 'account/tokens',
      title: message('account.tokens'),
      idempotencyKey: randomUUID(),
      status: statusOf(faults),
      model: {
        form: { values, faults },
        expiries: expiriesOf(locale),
        created,
        tokens: tokens.map((token) => ({
          id: token.id,
          name: token.name,
          scope: locale.text(token.scope === 'read' ? 'tokens.read' : 'tokens.write'),
          expires: expiryOf(token, principal, locale),
          lastUsed:
            token.lastUsedAt === null
              ? locale.text('tokens.never_used')
              : locale.text('tokens.last_used', { ago: timeAgo(token.lastUsedAt, now, locale) }),
          expired: token.expiresAt !== null && token.expiresAt <= now.toISOString(),
        })),
      },
    });
  }

  /** One line that does what the token is for, ready to copy. */
  private curlLine(
    token: string,
    { scope }: AccessToken,
    { timeZone, currency }: Principal,
    locale: Locale,
  ): string {
    const authorization = `-H 'Authorization: Bearer ${token}'`;
    if (scope === 'read') return `curl ${authorization} '${this.baseUrl}/api/v1/expenses?period=month'`;
    const amount = currency.digits === 0 ? '12' : '12.50';
    const body = {
      amount,
      description: locale.text('tokens.lunch'),
      spent_on: dayIn(timeZone, this.clock.now()),
    };
    return `curl ${authorization} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' ${this.baseUrl}/api/v1/expenses`;
  }
}

function expiriesOf(locale: Locale): Choice[] {
  return [
    { value: '30', text: locale.text('tokens.in_days', { count: 30 }) },
    { value: '90', text: locale.text('tokens.in_days', { count: 90 }) },
    { value: '365', text: locale.text('tokens.in_a_year') },
    { value: NEVER, text: locale.text('tokens.never') },
  ];
}

function expiryOf({ expiresAt }: AccessToken, { timeZone }: Principal, locale: Locale): string {
  return expiresAt === null
    ? locale.text('tokens.never_expires')
    : locale.text('tokens.until', { day: { day: dayIn(timeZone, new Date(expiresAt)) } });
}

/** The same fault, beside the field as the page calls it. */
function onPage({
  expires_in_days: expires,
  'Idempotency-Key': repeated,
  ...faults
}: FieldFaults): FieldFaults {
  return {
    ...faults,
    ...(expires !== undefined && { expires }),
    ...(repeated !== undefined && { name: message('fault.token.made_before') }),
  };
}
