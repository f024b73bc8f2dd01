import type { Clock } from '../../domain/clock.js';
import type { Repositories } from '../../storage/repositories.js';
import type { SecurityEventKind } from '../../storage/identity/security-event-repository.js';
import type { Device } from './principal.js';

/** Tells people what happened around their account: kept on its page for all to see. */
export class Notices {
  constructor(private readonly clock: Clock) {}

  /** Within the transaction of what happened. */
  async tell(within: Repositories, userId: number, kind: SecurityEventKind, device: Device): Promise<void> {
    const { userAgent, ipPrefix } = device;
    const now = this.clock.now().toISOString();
    await within.securityEvents.insert({ userId, kind, device: userAgent, ipPrefix, now });
  }
}
