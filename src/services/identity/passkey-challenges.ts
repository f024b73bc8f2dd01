import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import type { NamedKey } from './keys.js';

const NONCE_BYTES = 16;
const EXPIRY_BYTES = 6;
const MAC_BYTES = 16;
/** A page may lie open for a while before somebody reaches for their key. */
const LIFE_MS = 15 * 60_000;

/**
 * Challenges for passkeys that need no row until they are answered, so that showing the login page writes nothing: a
 * nonce and an end, signed for one purpose. That each is answered once is kept by whoever takes the answer.
 */
export class PasskeyChallenges {
  constructor(
    private readonly keys: readonly [NamedKey, ...NamedKey[]],
    private readonly clock: Clock,
  ) {}

  /** @param purpose what the answer is good for, and for whom: `add|17` */
  make(purpose: string): Uint8Array<ArrayBuffer> {
    const head = Buffer.alloc(NONCE_BYTES + EXPIRY_BYTES);
    randomBytes(NONCE_BYTES).copy(head);
    head.writeUIntBE(this.clock.now().getTime() + LIFE_MS, NONCE_BYTES, EXPIRY_BYTES);
    return new Uint8Array(Buffer.concat([head, macOf(this.keys[0], purpose, head)]));
  }

  /** Whether it is one of ours for this purpose, and not too old. @param challenge base64url */
  isGood(challenge: string, purpose: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url');
    if (bytes.length !== NONCE_BYTES + EXPIRY_BYTES + MAC_BYTES) return false;
    const head = bytes.subarray(0, -MAC_BYTES);
    if (bytes.readUIntBE(NONCE_BYTES, EXPIRY_BYTES) <= this.clock.now().getTime()) return false;
    return this.keys.some((key) => timingSafeEqual(macOf(key, purpose, head), bytes.subarray(-MAC_BYTES)));
  }
}

function macOf({ key }: NamedKey, purpose: string, head: Buffer): Buffer {
  return createHmac('sha256', key).update(`${purpose}|`).update(head).digest().subarray(0, MAC_BYTES);
}
