import type { Request } from 'express';
import { AppError } from '../../domain/errors.js';
import type { ParkedForm as ParkedFormModel } from '../../http/part-models.js';
import type { Parking } from '../../http/parking.js';
import { visitorOf } from '../../http/visitor.js';
import type { Locales } from '../../http/locale.js';
import { message, type Message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { kindOf, type ParkedKind, willDo } from './parked-form-kinds.js';
import { type Fields, ParkedFormNames, type NamedServices, typedName } from './parked-form-names.js';

interface Services extends NamedServices {
  readonly parking: Parking;
  readonly sessions: SessionService;
}

/** Says what a form that waits will do. */
export class ParkedFormWords {
  private readonly names: ParkedFormNames;

  constructor(
    private readonly services: Services,
    private readonly locales: Locales,
  ) {
    this.names = new ParkedFormNames(services);
  }

  /**
   * In full, with the name of what it changes, for its owner while signed in or about to go on; from what was typed where
   * nobody is, and in general where somebody else is. Undefined when nothing waits in this browser.
   */
  async describe(req: Request, id: string): Promise<ParkedFormModel | undefined> {
    const form = await this.services.parking.peek(req, id);
    if (!form) return undefined;
    const { fields } = form;
    const viewer = await this.viewerOf(req);
    const kind = kindOf(form.path);
    if (!kind || (viewer && viewer.userId !== form.userId)) return { id, says: message('parked.other') };
    const full = viewer && (await this.inFull(kind, { viewer, fields, locale: this.locales.of(req) }));
    return { id, says: full ?? inGeneral(kind, fields) };
  }

  private async viewerOf(req: Request): Promise<Principal | undefined> {
    const { principal, acquaintance } = visitorOf(req);
    return principal ?? (acquaintance && (await this.services.sessions.pausedPrincipal(acquaintance)));
  }

  private async inFull(
    { does, says, what, id, day }: ParkedKind,
    { viewer, fields, locale }: { viewer: Principal; fields: Fields; locale: ReturnType<Locales['of']> },
  ): Promise<Message | undefined> {
    try {
      if (!what) return undefined;
      const name = await this.names[what]({ principal: viewer, id, day, fields, locale });
      return says && name !== undefined ? says(name, fields) : willDo(does(fields), name);
    } catch (error) {
      // It is gone meanwhile: carrying the form out will say so.
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    }
  }
}

/** From what was typed alone. */
function inGeneral({ does, general }: ParkedKind, fields: Fields): Message {
  return general ? general(fields) : willDo(does(fields), typedName(fields));
}
