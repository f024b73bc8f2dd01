import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Clock } from '../../domain/clock.js';
import { invalid, notFound, unauthenticated } from '../../domain/errors.js';
import { cleanLine } from '../../domain/text.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { UniqueViolation } from '../../storage/engine/storage-errors.js';
import type { Passkey, PasskeyBackup } from '../../storage/identity/passkey-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Watch } from './watch.js';
import type { Notices } from './notices.js';
import type { PasskeyChallenges } from './passkey-challenges.js';
import type { Device, Principal } from './principal.js';
import type { RelyingParty } from './relying-party.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';
import type { TokenPair } from './token-pairs.js';
import type { SignInLimits } from './sign-in-limits.js';
import { hashToken } from './token-signer.js';

export type { Passkey };

export interface PasskeyServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly factors: SecondFactorService;
  readonly limits: SignInLimits;
  readonly watch: Watch;
  readonly notices: Notices;
  readonly challenges: PasskeyChallenges;
  /** undefined: they cannot work at this address. */
  readonly relyingParty: RelyingParty | undefined;
}

/** What a passkey is asked for. Each has challenges of its own, so that an answer is good for nothing else. */
export type PasskeyPurpose = 'sign-in' | `second-step|${string}` | `proof|${number}`;

/** An answer whose signature is right; it counts once it is taken. */
export interface VerifiedAnswer {
  readonly passkey: Passkey;
  readonly challengeHash: string;
  readonly counter: number;
  readonly backup: PasskeyBackup;
}

const PASSKEYS_MAX = 20;
const ANSWER_MAX = 20_000;
/** How long the device lets somebody look for it. */
const PATIENCE_MS = 60_000;

/** With what reads certificates it is a tenth of our memory, and most never need it (0020). */
const webauthn = () => import('@simplewebauthn/server');

/** Passkeys (WebAuthn): added, asked for, and taken away. The device must have checked who uses it. */
export class PasskeyService {
  constructor(private readonly options: PasskeyServiceOptions) {}

  get relyingParty(): RelyingParty | undefined {
    return this.options.relyingParty;
  }

  /** The oldest first. */
  async list(userId: number): Promise<Passkey[]> {
    return repositories(this.options.database).passkeys.list(userId);
  }

  /** What the browser needs to make a passkey, as JSON; undefined where none can be made. */
  async creationOptions({ userId, username, email }: Principal): Promise<string | undefined> {
    const { relyingParty, challenges } = this.options;
    if (!relyingParty) return undefined;
    const known = await this.list(userId);
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      rpName: 'Outlay',
      rpID: relyingParty.id,
      userName: email,
      userDisplayName: username,
      // Stays the same, so that a device replaces its passkey instead of keeping two; says nothing about the person.
      userID: new TextEncoder().encode(`outlay-${String(userId)}`),
      challenge: challenges.make(`add|${String(userId)}`),
      attestationType: 'none',
      excludeCredentials: known.map(descriptor),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  /**
   * Stores what the browser made. The first second factor brings ten recovery codes, to be shown once.
   * @param answer the credential as JSON
   * @throws AppError invalid (name, passkey)
   */
  async add(
    principal: Principal,
    { name, answer }: { name: string; answer: string },
    device: Device,
  ): Promise<string[] | undefined> {
    const { userId } = principal;
    const named = cleanLine(name, { max: 60, noun: 'token_name' });
    if (!named.ok) throw invalid({ name: named.fault });
    const made = await this.readMade(userId, answer);
    try {
      return await this.options.database.transaction(async (tx) => {
        const within = repositories(tx);
        const now = this.options.clock.now().toISOString();
        if ((await within.passkeys.count(userId)) >= PASSKEYS_MAX)
          throw invalid({ name: message('fault.passkey.too_many', { max: PASSKEYS_MAX }) });
        if (!(await within.passkeys.takeChallenge(made.challengeHash, now))) throw refused();
        const { challengeHash: _, ...credential } = made;
        await within.passkeys.insert({ ...credential, userId, name: named.value, now });
        await this.options.notices.tell(within, userId, 'passkey_added', device);
        const hasCodes = (await within.recoveryCodes.count(userId)) > 0;
        return hasCodes ? undefined : await this.options.factors.newCodes(within, userId);
      });
    } catch (error) {
      if (error instanceof UniqueViolation && error.isOn('passkeys', 'credential_id'))
        throw invalid({ passkey: message('fault.passkey.known') });
      throw error;
    }
  }

  /** @throws AppError not_found */
  async remove({ userId }: Principal, id: number, device: Device): Promise<void> {
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      if (!(await within.passkeys.remove(userId, id))) throw notFound('passkey');
      await this.options.notices.tell(within, userId, 'passkey_removed', device);
      if (!(await this.options.factors.isNeeded(within, userId)))
        await within.recoveryCodes.removeAll(userId);
    });
  }

  /**
   * What the browser needs to ask for a passkey, as JSON (WebAuthn 3 §5.1.10); undefined where none can answer. Every page
   * to log in shows it, so the package is not asked.
   * @param userId whose; undefined: whoever the device knows (a discoverable passkey)
   */
  async requestOptions(purpose: PasskeyPurpose, userId?: number): Promise<string | undefined> {
    const { relyingParty, challenges } = this.options;
    const known = userId === undefined ? undefined : await this.list(userId);
    if (!relyingParty || known?.length === 0) return undefined;
    const options: PublicKeyCredentialRequestOptionsJSON = {
      rpId: relyingParty.id,
      challenge: Buffer.from(challenges.make(purpose)).toString('base64url'),
      timeout: PATIENCE_MS,
      userVerification: 'required',
      ...(known && { allowCredentials: known.map((each) => ({ ...descriptor(each), type: 'public-key' })) }),
    };
    return JSON.stringify(options);
  }

  /** Looks at the signature, the origin and who was asked; changes nothing. Undefined for what does not hold. */
  async verify(purpose: PasskeyPurpose, answer: string): Promise<VerifiedAnswer | undefined> {
    const { relyingParty, challenges, database } = this.options;
    const response = readAnswer<AuthenticationResponseJSON>(answer);
    const passkey = response && (await repositories(database).passkeys.findByCredential(response.id));
    if (!passkey || !relyingParty || !isOfOwner(response.response.userHandle, passkey)) return undefined;
    const { verifyAuthenticationResponse } = await webauthn();
    let challenge = '';
    try {
      const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (given) => challenges.isGood((challenge = given), purpose),
        expectedOrigin: relyingParty.origin,
        expectedRPID: relyingParty.id,
        requireUserVerification: true,
        // The counter is judged when the answer is taken: the package would lock out passkeys that do not count.
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: 0,
        },
      });
      if (!verified) return undefined;
      const backup = backupOf(info);
      return { passkey, challengeHash: hashToken(challenge), counter: info.newCounter, backup };
    } catch {
      return undefined;
    }
  }

  /**
   * Within a transaction: takes an answer, once. A counter that falls may mean a copy; of a synced passkey it means
   * nothing, and in no case it locks the owner out: it is told.
   */
  async take(
    within: Repositories,
    userId: number,
    answer: VerifiedAnswer | undefined,
    device: Device,
  ): Promise<boolean> {
    if (answer?.passkey.userId !== userId) return false;
    const { passkey, challengeHash, counter, backup } = answer;
    const now = this.options.clock.now().toISOString();
    if (!(await within.passkeys.takeChallenge(challengeHash, now))) return false;
    const highest = Math.max(passkey.counter, counter);
    if (!(await within.passkeys.use(passkey.id, { counter: highest, backup, now }))) return false;
    const fell = passkey.counter > 0 && counter <= passkey.counter && backup === 'none';
    if (fell) await this.options.notices.tell(within, userId, 'passkey_counter_fell', device);
    return true;
  }

  /**
   * Signs in with a passkey alone: the device has checked who uses it, so there are two factors in one.
   * @throws AppError unauthenticated, too_many
   */
  async signIn(answer: string, device: Device, priorSessionId?: number): Promise<TokenPair> {
    const { database, sessions, notices, limits, clock, watch } = this.options;
    await limits.beforePasskey(device.ip);
    const verified = await this.verify('sign-in', answer);
    if (!verified) {
      watch.see({ event: 'sign_in_failed', reason: 'passkey', ip: device.ip });
      throw unauthenticated(message('error.passkey_refused'));
    }
    return database.transaction(async (tx) => {
      const within = repositories(tx);
      const { userId } = verified.passkey;
      const user = await within.users.find(userId);
      if (user?.disabledAt !== null || !(await this.take(within, userId, verified, device)))
        throw unauthenticated(message('error.passkey_refused'));
      if (priorSessionId !== undefined)
        await within.sessions.end(priorSessionId, 'signed_out', clock.now().toISOString());
      await notices.tell(within, userId, 'signed_in', device);
      return sessions.open(within, userId, device);
    });
  }

  private async readMade(userId: number, answer: string) {
    const { relyingParty, challenges } = this.options;
    const response = readAnswer<RegistrationResponseJSON>(answer);
    const { verifyRegistrationResponse } = await webauthn();
    let challenge = '';
    try {
      if (!response || !relyingParty) throw refused();
      const { verified, registrationInfo: info } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (given) => challenges.isGood((challenge = given), `add|${String(userId)}`),
        expectedOrigin: relyingParty.origin,
        expectedRPID: relyingParty.id,
        requireUserVerification: true,
      });
      if (!verified) throw refused();
      const { id, publicKey, counter, transports = [] } = info.credential;
      return {
        challengeHash: hashToken(challenge),
        credentialId: id,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter,
        transports: transports.filter((each) => /^[a-z-]{1,20}$/.test(each)).join(','),
        backup: backupOf(info),
      };
    } catch {
      throw refused();
    }
  }
}

const refused = () => invalid({ passkey: message('error.passkey_refused') });

function readAnswer<Answer extends { id: string; response: unknown }>(json: string): Answer | undefined {
  if (json.length > ANSWER_MAX) return undefined;
  try {
    const value = JSON.parse(json) as Answer | null;
    return typeof value?.id === 'string' && typeof value.response === 'object' && value.response !== null
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** A discoverable passkey says whom it was made for. */
function isOfOwner(userHandle: unknown, { userId }: Passkey): boolean {
  if (userHandle === undefined || userHandle === null) return true;
  const handle = typeof userHandle === 'string' ? Buffer.from(userHandle, 'base64url').toString() : '';
  return handle === `outlay-${String(userId)}`;
}

function backupOf(info: {
  readonly credentialDeviceType: 'singleDevice' | 'multiDevice';
  readonly credentialBackedUp: boolean;
}): PasskeyBackup {
  if (info.credentialBackedUp) return 'backed_up';
  return info.credentialDeviceType === 'multiDevice' ? 'eligible' : 'none';
}

function descriptor({ credentialId, transports }: Passkey) {
  const known = transports === '' ? [] : (transports.split(',') as AuthenticatorTransport[]);
  return { id: credentialId, ...(known.length > 0 && { transports: known }) };
}
