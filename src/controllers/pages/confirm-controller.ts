import type { NextFunction, Request, Response } from 'express';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import { reloadVisitor } from '../../http/visitor.js';
import { message } from '../../messages/message.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ProofService } from '../../services/identity/proof-service.js';
import type { SecondFactorService } from '../../services/identity/second-factor-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { textOf, textsOf } from '../forms/fields.js';
import { type Entrance, statusFor, type Way } from './entrance.js';
import { proofOf } from './passkey-controller.js';
import { passkeyModel } from './passkey-model.js';
import type { ParkedFormWords } from './parked-form-words.js';

interface Services {
  readonly proofs: ProofService;
  readonly factors: SecondFactorService;
  readonly passkeys: PasskeyService;
  readonly sessions: SessionService;
  readonly parkedWords: ParkedFormWords;
}

/** The fresh proof: asked for before changes that a thief of a session would make first. */
export class ConfirmController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly entrance: Entrance,
  ) {}

  show = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const way = { next: localPath(textOf(req.query, 'next'), '/account'), form: textOf(req.query, 'form') };
    await this.send(req, res, { principal, way, faults: {} });
  };

  prove = async (req: Request, res: Response, principal: Principal, proceed: NextFunction): Promise<void> => {
    const { password, code, form } = textsOf(req.body, ['password', 'code', 'form']);
    const way = { next: localPath(textOf(req.body, 'next'), '/account'), form };
    try {
      await this.services.proofs.prove(principal, { password, code }, deviceOf(req));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
      const faults = error.code === 'invalid' ? error.fields : { form: error.said };
      return this.send(req, res, { principal, way, faults, status: statusFor(error) });
    }
    await reloadVisitor(req, this.pages.cookies, this.services.sessions);
    await this.entrance.goOn(req, res, way, proceed);
  };

  private async send(
    req: Request,
    res: Response,
    {
      principal,
      way,
      faults,
      status = 200,
    }: { principal: Principal; way: Way; faults: FieldFaults; status?: number },
  ): Promise<void> {
    const { authenticator, recoveryCodes } = await this.services.factors.state(principal.userId);
    const { passkeys } = this.services;
    const options = await passkeys.requestOptions(proofOf(principal), principal.userId);
    this.pages.send(req, res, {
      page: 'account/confirm',
      title: message('confirm.title'),
      status,
      model: {
        faults,
        next: way.next,
        passkey: passkeyModel(passkeys, options),
        takesCode: authenticator || recoveryCodes > 0,
        parkedForm: await this.services.parkedWords.describe(req, way.form),
      },
    });
  }
}
