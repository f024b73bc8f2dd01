import type { Request, Response } from 'express';
import { AppError, type FieldFaults, notFound } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { EmailChangeService } from '../../services/identity/email-change-service.js';
import type { PasswordResetService } from '../../services/identity/password-reset-service.js';
import { textOf } from '../forms/fields.js';
import { loginHref } from './entrance.js';
import { statusOf, trying } from './trying.js';

interface Services {
  readonly resets: PasswordResetService;
  readonly emailChanges: EmailChangeService;
}

/** What links in letters lead to: a new password, a new address. Opening one changes nothing. */
export class ResetController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly passwordMin: number,
  ) {}

  showForgot = (req: Request, res: Response): void => this.sendForgot(req, res, '', {});

  /** The same answer whether there is such an account or not. */
  forgot = async (req: Request, res: Response): Promise<void> => {
    const email = textOf(req.body, 'email');
    try {
      await this.services.resets.request(email, deviceOf(req));
    } catch (error) {
      if (!(error instanceof AppError) || error.retryAfterSeconds === undefined) throw error;
      res.set('Retry-After', String(error.retryAfterSeconds));
      return this.sendForgot(req, res, email, { form: error.said }, 429);
    }
    const text = message(this.services.resets.isSetUp ? 'forgot.sent' : 'forgot.no_mail');
    this.pages.redirect(res, '/forgot', { kind: 'status', text });
  };

  showReset = async (req: Request, res: Response): Promise<void> => {
    if (!(await this.services.resets.isGood(tokenOf(req)))) throw notFound('reset_link');
    this.sendReset(req, res, {});
  };

  reset = async (req: Request, res: Response): Promise<void> => {
    const newPassword = textOf(req.body, 'new_password');
    const keepTokens = textOf(req.body, 'keep_tokens') === 'yes';
    await trying(
      async () => {
        await this.services.resets.reset(tokenOf(req), { newPassword, keepTokens }, deviceOf(req));
        this.pages.redirect(res, loginHref({ next: '/expenses', reason: 'reset' }));
      },
      async (faults) => this.sendReset(req, res, faults),
    );
  };

  showEmail = async (req: Request, res: Response): Promise<void> => {
    const email = await this.services.emailChanges.peek(tokenOf(req));
    if (email === undefined) throw notFound('email_link');
    this.sendEmail(req, res, email, {});
  };

  confirmEmail = async (req: Request, res: Response): Promise<void> => {
    const email = await this.services.emailChanges.peek(tokenOf(req));
    await trying(
      async () => {
        await this.services.emailChanges.confirm(tokenOf(req), deviceOf(req));
        this.pages.redirect(res, '/account', { kind: 'status', text: message('account.saved_email') });
      },
      async (faults) => this.sendEmail(req, res, email ?? '', faults),
    );
  };

  private sendForgot(req: Request, res: Response, email: string, faults: FieldFaults, status = 200): void {
    this.pages.send(req, res, {
      page: 'auth/forgot',
      title: message('forgot.title'),
      status,
      model: { form: { values: { email }, faults }, byMail: this.services.resets.isSetUp },
    });
  }

  private sendReset(req: Request, res: Response, faults: FieldFaults): void {
    this.pages.send(req, res, {
      page: 'auth/reset',
      title: message('reset.title'),
      status: statusOf(faults),
      model: { faults, token: tokenOf(req), passwordMin: this.passwordMin },
    });
  }

  private sendEmail(req: Request, res: Response, email: string, faults: FieldFaults): void {
    this.pages.send(req, res, {
      page: 'account/email',
      title: message('email_link.title'),
      status: statusOf(faults),
      model: { faults, token: tokenOf(req), email },
    });
  }
}

/** The secret of the link; it opens one page and no session. */
function tokenOf(req: Request): string {
  const { token } = req.params;
  return typeof token === 'string' ? token : '';
}
