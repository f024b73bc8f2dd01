import type { NextFunction, Request, Response } from 'express';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import { visitorOf } from '../../http/visitor.js';
import { message } from '../../messages/message.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';
import type { SignInChallenges } from '../../services/identity/sign-in-challenges.js';
import { textOf, textsOf } from '../forms/fields.js';
import { type Entrance, loginHref, sessionIdOf, statusFor, stayOf, type Way } from './entrance.js';
import { secondStepOf } from './passkey-controller.js';
import { passkeyModel } from './passkey-model.js';
import type { ParkedFormWords } from './parked-form-words.js';

interface Services {
  readonly challenges: SignInChallenges;
  readonly parkedWords: ParkedFormWords;
  readonly passkeys: PasskeyService;
}

/** The second step of a sign-in: a code, after the password. */
export class SecondStepController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly entrance: Entrance,
  ) {}

  show = async (req: Request, res: Response): Promise<void> => {
    const { query } = req;
    const way = { next: localPath(textOf(query, 'next')), form: textOf(query, 'form'), stay: stayOf(query) };
    if (visitorOf(req).principal && way.form === '') return this.pages.redirect(res, way.next);
    if ((await this.services.challenges.userOf(this.challengeOf(req))) === undefined)
      return this.startOver(res, way);
    await this.send(req, res, way, {});
  };

  answer = async (req: Request, res: Response, proceed: NextFunction): Promise<void> => {
    const { code, form } = textsOf(req.body, ['code', 'form']);
    const way = { next: localPath(textOf(req.body, 'next')), form, stay: stayOf(req.body) };
    const challenge = this.challengeOf(req);
    try {
      const prior = sessionIdOf(visitorOf(req));
      const tokens = await this.services.challenges.answer({ challenge, code }, deviceOf(req), prior);
      await this.entrance.enter(req, res, tokens, way.stay);
      await this.entrance.goOn(req, res, way, proceed);
    } catch (error) {
      if (!(error instanceof AppError) || res.headersSent) throw error;
      // The last try may have been this one: then the password is asked again.
      if ((await this.services.challenges.userOf(challenge)) === undefined) return this.startOver(res, way);
      if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
      const field = error.code === 'unauthenticated' ? 'code' : 'form';
      await this.send(req, res, way, { [field]: error.said }, statusFor(error));
    }
  };

  private challengeOf(req: Request): string {
    return this.pages.cookies.read(req, 'challenge') ?? '';
  }

  private startOver(res: Response, way: Way): void {
    this.pages.cookies.clear(res, 'challenge');
    this.pages.redirect(res, loginHref({ ...way, reason: 'challenge' }));
  }

  private async send(
    req: Request,
    res: Response,
    way: Way,
    faults: FieldFaults,
    status = 200,
  ): Promise<void> {
    const challenge = this.challengeOf(req);
    const userId = await this.services.challenges.userOf(challenge);
    const { passkeys } = this.services;
    this.pages.send(req, res, {
      page: 'auth/code',
      title: message('code.title'),
      status,
      model: {
        faults,
        next: way.next,
        stay: way.stay ?? false,
        passkey: passkeyModel(passkeys, await passkeys.requestOptions(secondStepOf(challenge), userId ?? 0)),
        parkedForm: await this.services.parkedWords.describe(req, way.form),
      },
    });
  }
}
