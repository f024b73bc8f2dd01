import type { NextFunction, Request, Response } from 'express';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import { endOf } from '../../http/guard.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import { forgetVisitor, signInVisitor, visitorOf } from '../../http/visitor.js';
import type { AccountService } from '../../services/identity/account-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { RefreshRefusal } from '../../services/identity/rotation.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';
import type { InviteService } from '../../services/identity/invite-service.js';
import type { SignInLimits } from '../../services/identity/sign-in-limits.js';
import { textOf, textsOf } from '../forms/fields.js';
import { type Entrance, loginHref, sessionIdOf, statusFor, stayOf, type Way, wayHref } from './entrance.js';
import { passkeyModel } from './passkey-model.js';
import type { ParkedFormWords } from './parked-form-words.js';
import { message, type Message } from '../../messages/message.js';
import { durationOf } from './words.js';

interface Services {
  readonly accounts: AccountService;
  readonly sessions: SessionService;
  readonly parkedWords: ParkedFormWords;
  readonly limits: SignInLimits;
  readonly invites: InviteService;
  readonly passkeys: PasskeyService;
}

interface Options {
  readonly passwordMin: number;
  readonly registration: 'open' | 'closed' | 'invite';
  readonly accessTokenTtlMs: number;
}

/** As long as the challenge itself. */
const CHALLENGE_KEPT_MS = 5 * 60_000;

/** What the login page says first, by the query that led there. */
const REASONS = new Map([
  ['expired', message('login.expired')],
  ['reuse', message('login.reuse')],
  ['challenge', message('error.challenge_over')],
  ['reset', message('login.reset')],
]);

/** Ways in and out: register, log in, refresh, log out. */
export class AuthController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly options: Options,
    private readonly entrance: Entrance,
  ) {}

  showRegister = async (req: Request, res: Response): Promise<void> => {
    if (visitorOf(req).principal) return this.pages.redirect(res, '/expenses');
    const invite = textOf(req.query, 'invite');
    await this.sendRegister(req, res, { username: '', email: '', invite, stay: false }, {});
  };

  register = async (req: Request, res: Response): Promise<void> => {
    const values = { ...textsOf(req.body, ['username', 'email', 'invite']), stay: stayOf(req.body) };
    const registration = {
      ...values,
      password: textOf(req.body, 'password'),
      timeZone: textOf(req.body, 'time_zone'),
      preference: this.pages.locales.preferenceOf(req),
    };
    try {
      const prior = sessionIdOf(visitorOf(req));
      const tokens = await this.services.accounts.register(registration, deviceOf(req), prior);
      await this.entrance.enter(req, res, tokens, values.stay);
      this.pages.redirect(res, '/expenses');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'invalid') {
        if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
        return this.sendRegister(req, res, values, { form: error.said }, statusFor(error));
      }
      await this.sendRegister(req, res, values, error.fields, 422);
    }
  };

  showLogin = async (req: Request, res: Response): Promise<void> => {
    const next = localPath(textOf(req.query, 'next'));
    if (visitorOf(req).principal && textOf(req.query, 'form') === '') return this.pages.redirect(res, next);
    const reason = REASONS.get(textOf(req.query, 'reason'));
    const way = { next, form: textOf(req.query, 'form') };
    await this.sendLogin(req, res, { email: '', way, reason });
  };

  login = async (req: Request, res: Response, proceed: NextFunction): Promise<void> => {
    const { email, form } = textsOf(req.body, ['email', 'form']);
    const way = { next: localPath(textOf(req.body, 'next')), form, stay: stayOf(req.body) };
    try {
      const credentials = { email, password: textOf(req.body, 'password') };
      const prior = sessionIdOf(visitorOf(req));
      const tokens = await this.services.accounts.signIn(credentials, deviceOf(req), prior);
      await this.entrance.enter(req, res, tokens, way.stay);
      await this.entrance.goOn(req, res, way, proceed);
    } catch (error) {
      if (!(error instanceof AppError) || res.headersSent) throw error;
      if (error.challenge !== undefined) return this.toSecondStep(res, error.challenge, way);
      if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
      await this.sendLogin(req, res, { email, way, faults: { form: error.said } }, statusFor(error));
    }
  };

  logout = async (req: Request, res: Response): Promise<void> => {
    const { cookies } = this.pages;
    await this.services.sessions.signOut({
      accessToken: cookies.read(req, 'access'),
      refreshToken: cookies.read(req, 'refresh'),
    });
    this.entrance.leave(req, res);
    forgetVisitor(res, cookies);
    this.pages.redirect(res, '/', { kind: 'status', text: message('login.logged_out') });
  };

  showRefresh = async (req: Request, res: Response): Promise<void> => {
    const { principal, acquaintance } = visitorOf(req);
    const { form } = textsOf(req.query, ['form']);
    const next = localPath(textOf(req.query, 'next'));
    if (principal && form === '') return this.pages.redirect(res, next);
    if (!principal && !acquaintance?.resumable)
      return this.pages.redirect(res, loginHref({ next, form, reason: endOf(acquaintance) }));
    const username = principal?.username ?? acquaintance?.username ?? '';
    this.pages.send(req, res, {
      page: 'auth/refresh',
      title: message('refresh.title', { name: username }),
      model: {
        username,
        next,
        parkedForm: await this.services.parkedWords.describe(req, form),
        pausedAfter: durationOf(this.options.accessTokenTtlMs, this.pages.locales.of(req)),
        otherUserHref: loginHref({ next: '/expenses' }),
      },
    });
  };

  refresh = async (req: Request, res: Response, proceed: NextFunction): Promise<void> => {
    const { form } = textsOf(req.body, ['form']);
    const next = localPath(textOf(req.body, 'next'));
    const sessionId = sessionIdOf(visitorOf(req));
    if (sessionId !== undefined) await this.services.limits.beforeRefresh(sessionId);
    const rotation = await this.services.sessions.rotate(
      this.pages.cookies.read(req, 'refresh'),
      deviceOf(req).ip,
    );
    if (rotation.outcome !== 'rotated') return this.refuse(req, res, rotation.outcome, { next, form });
    await signInVisitor(
      { req, res, cookies: this.pages.cookies, sessions: this.services.sessions },
      rotation.tokens,
    );
    if (stayOf(req.body)) await this.services.sessions.stay(rotation.tokens.sessionId);
    await this.entrance.goOn(req, res, { next, form }, proceed);
  };

  /** A refused refresh ends at the login page; a form that waits goes along. */
  private refuse(
    req: Request,
    res: Response,
    refusal: RefreshRefusal,
    way: { next: string; form: string },
  ): void {
    this.entrance.leave(req, res);
    this.pages.redirect(res, loginHref({ ...way, reason: refusal === 'reuse' ? 'reuse' : 'expired' }));
  }

  /** The password was right. The cookie opens nothing: it says whose code the next page asks for. */
  private toSecondStep(res: Response, challenge: string, way: Way): void {
    this.pages.cookies.set(res, 'challenge', challenge, CHALLENGE_KEPT_MS);
    this.pages.redirect(res, wayHref('/login/code', way));
  }

  private async sendRegister(
    req: Request,
    res: Response,
    values: { username: string; email: string; invite: string; stay: boolean },
    faults: FieldFaults,
    status = 200,
  ): Promise<void> {
    const { passwordMin, registration } = this.options;
    const registrationOpen =
      registration === 'open' ||
      (registration === 'invite' && (await this.services.invites.isOpen(values.invite)));
    const { stay, ...typed } = values;
    const model = { form: { values: typed, faults }, stay, passwordMin, registrationOpen };
    this.pages.send(req, res, {
      page: 'auth/register',
      model,
      title: message('frame.create_account'),
      status,
    });
  }

  private async sendLogin(
    req: Request,
    res: Response,
    login: { email: string; way: Way; reason?: Message | undefined; faults?: FieldFaults },
    status = 200,
  ): Promise<void> {
    const { passkeys } = this.services;
    const parkedForm = await this.services.parkedWords.describe(req, login.way.form);
    this.pages.send(req, res, {
      page: 'auth/login',
      title: message('frame.log_in'),
      status,
      ...(login.reason !== undefined && { flash: { kind: 'alert', text: login.reason } }),
      model: {
        form: { values: { email: login.email }, faults: login.faults ?? {} },
        next: login.way.next,
        stay: login.way.stay ?? false,
        parkedForm,
        passkey: passkeyModel(passkeys, await passkeys.requestOptions('sign-in')),
        registrationOpen: this.options.registration === 'open',
      },
    });
  }
}
