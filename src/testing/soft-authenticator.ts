import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

interface Behaviour {
  /** Where the page says that it is. */
  readonly origin: string;
  readonly rpId: string;
  /** What it says of how often it was used; 0 for those that do not count. */
  readonly counter?: number;
  /** Whether it checked who uses it. */
  readonly verified?: boolean;
  /** Whether it is a passkey that is synced between devices, or could be. */
  readonly synced?: boolean | 'eligible';
  /** How it says that it can be reached; undefined: not at all. */
  readonly transports?: readonly string[] | undefined;
  /** Whom it says that its passkey was made for, instead of whom it was. */
  readonly userHandle?: unknown;
}

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** A device with a passkey, in software: answers what a browser would hand over (WebAuthn level 3, §5 and §6). */
export class SoftAuthenticator {
  readonly credentialId = randomBytes(32);
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject };
  private userHandle: string | undefined;

  constructor() {
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** Makes the passkey that these options ask for. */
  make(options: string, behaviour: Behaviour): string {
    const { challenge, user } = JSON.parse(options) as { challenge: string; user: { id: string } };
    const { transports } = { transports: ['internal'], ...behaviour };
    this.userHandle = user.id;
    const authData = Buffer.concat([this.head(behaviour, true), this.attested()]);
    // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR (RFC 8949)
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      bytes(authData),
    ]);
    return this.answer({
      clientDataJSON: b64(clientData('webauthn.create', challenge, behaviour.origin)),
      attestationObject: b64(attestationObject),
      transports,
    });
  }

  /** Answers the challenge that these options ask for. */
  get(options: string, behaviour: Behaviour): string {
    const { challenge } = JSON.parse(options) as { challenge: string };
    const authData = this.head(behaviour, false);
    const client = clientData('webauthn.get', challenge, behaviour.origin);
    const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
    return this.answer({
      clientDataJSON: b64(client),
      authenticatorData: b64(authData),
      signature: b64(sign('sha256', signed, this.key.privateKey)),
      userHandle: 'userHandle' in behaviour ? behaviour.userHandle : this.userHandle,
    });
  }

  private answer(response: object): string {
    const id = b64(this.credentialId);
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
  }

  private head({ rpId, counter = 0, verified = true, synced = false }: Behaviour, attested: boolean): Buffer {
    const backup = { true: 0x18, eligible: 0x08, false: 0 }[String(synced) as `${typeof synced}`];
    const flags = 0x01 | (verified ? 0x04 : 0) | backup | (attested ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
  }

  /** AAGUID, the credential's id and its public key as COSE: EC2, ES256, P-256. */
  private attested(): Buffer {
    const { x = '', y = '' } = this.key.publicKey.export({ format: 'jwk' });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    return Buffer.concat([Buffer.alloc(16), length, this.credentialId, cose]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** A byte string in CBOR. */
function bytes(content: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt8(0x59);
  head.writeUInt16BE(content.length, 1);
  return Buffer.concat([head, content]);
}
