import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { NamedKey } from './keys.js';

/** Encrypts small texts that leave the program's hands for a while (AES-256-GCM, a fresh nonce each). */
export class Sealer {
  constructor(private readonly keys: readonly [NamedKey, ...NamedKey[]]) {}

  /** @param purpose bound to the text: what is sealed for one purpose cannot be opened for another */
  seal(text: string, purpose: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0].key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.keys[0].id}.${sealed.toString('base64url')}`;
  }

  /** The name of the newest key, with which everything is sealed. */
  get currentKeyId(): string {
    return this.keys[0].id;
  }

  /** Whether it was sealed by the newest key; if not, it is time to seal it again. */
  isCurrent(sealed: string): boolean {
    return sealed.split('.')[0] === this.keys[0].id;
  }

  /** Undefined for anything that was not sealed by one of our keys for this purpose. */
  open(sealed: string, purpose: string): string | undefined {
    const [id, body = ''] = sealed.split('.');
    const key = this.keys.find((candidate) => candidate.id === id);
    const bytes = Buffer.from(body, 'base64url');
    if (!key || bytes.length < 28) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
