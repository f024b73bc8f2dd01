import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import { reloadVisitor, visitorOf } from '../../http/visitor.js';
import { message } from '../../messages/message.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ProofService } from '../../services/identity/proof-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { SignInChallenges } from '../../services/identity/sign-in-challenges.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { type Entrance, loginHref, sessionIdOf, stayOf, type Way, wayHref } from './entrance.js';
import type { SecurityController } from './security-controller.js';

interface Services {
  readonly passkeys: PasskeyService;
  readonly challenges: SignInChallenges;
  readonly proofs: ProofService;
  readonly sessions: SessionService;
}

/** Forms that a passkey answers: sign-in, second step, fresh proof; and adding and removing passkeys. */
export class PasskeyController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly entrance: Entrance,
    private readonly security: SecurityController,
  ) {}

  signIn = async (req: Request, res: Response, proceed: NextFunction): Promise<void> => {
    const way = wayOf(req, '/expenses');
    await this.orBack(res, loginHref(way), async () => {
      const { passkeys } = this.services;
      const prior = sessionIdOf(visitorOf(req));
      const tokens = await passkeys.signIn(textOf(req.body, 'credential'), deviceOf(req), prior);
      await this.entrance.enter(req, res, tokens, way.stay);
      await this.entrance.goOn(req, res, way, proceed);
    });
  };

  secondStep = async (req: Request, res: Response, proceed: NextFunction): Promise<void> => {
    const way = wayOf(req, '/expenses');
    const challenge = this.pages.cookies.read(req, 'challenge') ?? '';
    await this.orBack(res, wayHref('/login/code', way), async () => {
      const { passkeys, challenges } = this.services;
      const device = deviceOf(req);
      const answer = await passkeys.verify(secondStepOf(challenge), textOf(req.body, 'credential'));
      const tokens = await challenges.pass(
        challenge,
        (within, userId) => passkeys.take(within, userId, answer, device),
        device,
        sessionIdOf(visitorOf(req)),
      );
      await this.entrance.enter(req, res, tokens, way.stay);
      await this.entrance.goOn(req, res, way, proceed);
    });
  };

  prove = async (req: Request, res: Response, principal: Principal, proceed: NextFunction): Promise<void> => {
    const way = wayOf(req, '/account');
    await this.orBack(res, wayHref('/account/confirm', way), async () => {
      const { passkeys, proofs, sessions } = this.services;
      const device = deviceOf(req);
      const answer = await passkeys.verify(proofOf(principal), textOf(req.body, 'credential'));
      await proofs.proveBy(
        principal,
        (within, userId) => passkeys.take(within, userId, answer, device),
        device,
      );
      await reloadVisitor(req, this.pages.cookies, sessions);
      await this.entrance.goOn(req, res, way, proceed);
    });
  };

  add = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const name = textOf(req.body, 'name');
    try {
      const made = { name, answer: textOf(req.body, 'credential') };
      const codes = await this.services.passkeys.add(principal, made, deviceOf(req));
      if (codes) return this.security.sendCodes(req, res, codes);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      return this.security.sendIndex(req, res, principal, { values: { name }, faults: error.fields });
    }
    this.pages.redirect(res, '/account/security', { kind: 'status', text: message('passkeys.added') });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.passkeys.remove(principal, parseId(req.params.id, 'passkey'), deviceOf(req));
    this.pages.redirect(res, '/account/security', { kind: 'status', text: message('passkeys.removed') });
  };

  /** A refused passkey leads back to the page it came from, where the other ways are. */
  private async orBack(res: Response, page: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || res.headersSent) throw error;
      if (error.code === 'too_many' || error.code === 'unavailable') throw error;
      this.pages.redirect(res, page, { kind: 'alert', text: message('error.passkey_refused') });
    }
  }
}

/** Bound to the sign-in that is under way. */
export const secondStepOf = (challenge: string) => `second-step|${challenge}` as const;
/** Bound to the session that asks. */
export const proofOf = ({ sessionId }: Principal) => `proof|${sessionId ?? 0}` as const;

function wayOf(req: Request, fallback: string): Way {
  const body: unknown = req.body;
  return {
    next: localPath(textOf(body, 'next'), fallback),
    form: textOf(body, 'form'),
    stay: stayOf(body),
  };
}
