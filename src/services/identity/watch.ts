import { createHmac } from 'node:crypto';
import type { NamedKey } from './keys.js';
import { prefixOfPlace } from './network.js';

/** What whoever watches over an installation wants to hear of, each a word of the log that never changes. */
export type Sighting =
  /** A wrong password, code or passkey. */
  | 'sign_in_failed'
  /** An attempt that was not looked at, for there were too many. */
  | 'sign_in_limited'
  /** A form without its token, or from another site. */
  | 'form_refused'
  /** A refresh token that was used before. */
  | 'token_reused';

export interface Seen {
  readonly event: Sighting;
  readonly reason: string;
  /** The address, as in Device. */
  readonly ip: string;
  readonly emailKey?: string | undefined;
}

/** The log of attacks: for fail2ban and the like, without addresses in full, emails or tokens. */
export class Watch {
  constructor(
    private readonly key: NamedKey,
    private readonly write: (line: Readonly<Record<string, string>>, words: string) => void,
  ) {}

  see({ event, reason, ip, emailKey }: Seen): void {
    const account = emailKey === undefined ? undefined : this.accountOf(emailKey);
    const line = { event, reason, from: prefixOfPlace(ip), ...(account !== undefined && { account }) };
    this.write(line, event.replaceAll('_', ' '));
  }

  /** The same for the same account, and nobody without our key can tell whose it is. */
  private accountOf(emailKey: string): string {
    return createHmac('sha256', this.key.key).update(`watch|${emailKey}`).digest('base64url').slice(0, 16);
  }
}
