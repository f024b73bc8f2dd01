import type { Request, Response } from 'express';
import { dayIn, monthOf } from '../../domain/calendar.js';
import type { FieldFaults } from '../../domain/errors.js';
import { renewStranger } from '../../http/csrf.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import type { ProfileField } from '../../http/account-models.js';
import type { Choice } from '../../http/part-models.js';
import { forgetVisitor, reloadVisitor, signInVisitor, signOutVisitor } from '../../http/visitor.js';
import type { AccessTokenService } from '../../services/identity/access-token-service.js';
import type { AccountService } from '../../services/identity/account-service.js';
import type { ProfileService } from '../../services/identity/profile-service.js';
import type { EmailChangeService } from '../../services/identity/email-change-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { sum } from '../../services/ledger/sums.js';
import type { BackupFolder } from '../../services/upkeep/backup/backup-folder.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { sentOf, textOf, textsOf } from '../forms/fields.js';
import { statusOf, trying } from './trying.js';
import { message, type Message } from '../../messages/message.js';
import { PROFILE_FIELDS, profileChoices, profileOf } from './profile-form.js';

const TIME_ZONES: readonly Choice[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({
  value: zone,
  text: zone.replaceAll('_', ' '),
}));

interface Faults {
  readonly profile?: {
    readonly values: Record<ProfileField, string>;
    readonly faults: FieldFaults;
  };
  readonly email?: { readonly values: { readonly email: string }; readonly faults: FieldFaults };
  readonly password?: { readonly faults: FieldFaults };
}

interface Services {
  readonly accessTokens: AccessTokenService;
  readonly accounts: AccountService;
  readonly profiles: ProfileService;
  readonly emailChanges: EmailChangeService;
  readonly sessions: SessionService;
  readonly reports: ReportService;
  readonly backups: BackupFolder;
}

/** The account: profile, email, password, and its end. */
export class AccountController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly passwordMin: number,
  ) {}

  index = (req: Request, res: Response, principal: Principal): Promise<void> =>
    this.show(req, res, principal, {});

  saveProfile = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = { ...profileOf(principal), ...sentOf(req.body, PROFILE_FIELDS) };
    await trying(
      async () => {
        const { username, currency, time_zone: timeZone, language, locale, theme, week_starts_on } = values;
        await this.services.profiles.change(principal, {
          username,
          currency,
          timeZone,
          language,
          locale,
          theme,
          weekStartsOn: week_starts_on,
        });
        // The message is already in the language that was chosen.
        await reloadVisitor(req, this.pages.cookies, this.services.sessions);
        this.done(res, message('account.saved_profile'));
      },
      (faults) => this.show(req, res, principal, { profile: { values, faults } }),
    );
  };

  saveEmail = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, ['email']);
    const change = { ...values, currentPassword: textOf(req.body, 'current_password') };
    await trying(
      async () => {
        const outcome = await this.services.emailChanges.ask(principal, change, deviceOf(req));
        this.done(res, message(outcome === 'changed' ? 'account.saved_email' : 'account.email_asked'));
      },
      (faults) => this.show(req, res, principal, { email: { values, faults } }),
    );
  };

  savePassword = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const typed = textsOf(req.body, ['current_password', 'new_password']);
    const keepTokens = textOf(req.body, 'keep_tokens') === 'yes';
    const change = { currentPassword: typed.current_password, newPassword: typed.new_password, keepTokens };
    await trying(
      async () => {
        const tokens = await this.services.accounts.changePassword(principal, change, deviceOf(req));
        const { cookies } = this.pages;
        await signInVisitor({ req, res, cookies, sessions: this.services.sessions }, tokens);
        const names = (await this.services.accessTokens.list(principal)).map(({ name }) => name).join(', ');
        this.done(
          res,
          names === ''
            ? message('account.saved_password')
            : message('account.saved_password_tokens', { names }),
        );
      },
      (faults) => this.show(req, res, principal, { password: { faults } }),
    );
  };

  confirmDeletion = (req: Request, res: Response, principal: Principal): Promise<void> =>
    this.showDeletion(req, res, principal, {});

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    if (textOf(req.body, 'password') === '')
      return this.showDeletion(req, res, principal, { password: message('fault.password.own_empty') });
    await trying(
      async () => {
        await this.services.accounts.deleteAccount(principal, textOf(req.body, 'password'), deviceOf(req));
        signOutVisitor(req, res, this.pages.cookies);
        renewStranger(res, this.pages.cookies);
        forgetVisitor(res, this.pages.cookies);
        this.pages.redirect(res, '/', {
          kind: 'status',
          text: message('account.deleted'),
        });
      },
      (faults) => this.showDeletion(req, res, principal, faults),
    );
  };

  private async show(req: Request, res: Response, principal: Principal, faults: Faults): Promise<void> {
    const { timeZone, email } = principal;
    const words = this.pages.locales.of(req);
    const user = await this.services.profiles.find(principal);
    const { lastVerifiedAt } = this.services.backups.state();
    const locked = await this.services.profiles.hasExpenses(principal);
    this.pages.send(req, res, {
      page: 'account/index',
      title: message('account.title'),
      status: statusOf(faults),
      model: {
        profile: faults.profile ?? { values: profileOf(principal), faults: {} },
        ...profileChoices(principal, words),
        timeZones: TIME_ZONES.some(({ value }) => value === timeZone)
          ? TIME_ZONES
          : [{ value: timeZone, text: timeZone }, ...TIME_ZONES],
        currencyNote: locked ? words.text('account.currency_hint') : undefined,
        email: faults.email ?? { values: { email }, faults: {} },
        password: faults.password ?? { faults: {} },
        passwordMin: this.passwordMin,
        lastBackup:
          lastVerifiedAt === null ? undefined : words.day(dayIn(timeZone, new Date(lastVerifiedAt)), 'long'),
        memberSince: words.month(monthOf(dayIn(timeZone, new Date(user.createdAt)))),
      },
    });
  }

  private async showDeletion(
    req: Request,
    res: Response,
    principal: Principal,
    faults: FieldFaults,
  ): Promise<void> {
    const { count } = sum(await this.services.reports.cells(principal, { range: {} }));
    const status = statusOf(faults);
    const model = { faults, count };
    this.pages.send(req, res, { page: 'account/delete', title: message('account.delete'), status, model });
  }

  private done(res: Response, text: Message): void {
    this.pages.redirect(res, '/account', { kind: 'status', text });
  }
}
