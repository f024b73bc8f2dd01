import { AccountService } from '../services/identity/account-service.js';
import { loadCommonPasswords } from '../services/identity/common-passwords.js';
import { EmailChangeService } from '../services/identity/email-change-service.js';
import { MailQueue } from '../services/identity/mail/mail-queue.js';
import { smtpSender } from '../services/identity/mail/smtp-sender.js';
import { HostAccessService } from '../services/identity/host-access-service.js';
import { HostService } from '../services/identity/host-service.js';
import { InviteService } from '../services/identity/invite-service.js';
import type { Keys } from '../services/identity/keys.js';
import { Notices } from '../services/identity/notices.js';
import { ParkedFormService } from '../services/identity/parked-form-service.js';
import { PasskeyChallenges } from '../services/identity/passkey-challenges.js';
import { PasskeyService } from '../services/identity/passkey-service.js';
import { relyingPartyOf } from '../services/identity/relying-party.js';
import { PasswordHasher } from '../services/identity/password-hasher.js';
import { PasswordResetService } from '../services/identity/password-reset-service.js';
import { ProfileService } from '../services/identity/profile-service.js';
import { ProofService } from '../services/identity/proof-service.js';
import { PasswordRules } from '../services/identity/password-rules.js';
import { Sealer } from '../services/identity/sealer.js';
import { SecondFactorService } from '../services/identity/second-factor-service.js';
import { SessionService } from '../services/identity/session-service.js';
import { SignInChallenges } from '../services/identity/sign-in-challenges.js';
import { SignInLimits } from '../services/identity/sign-in-limits.js';
import { Watch } from '../services/identity/watch.js';
import { TokenSigner } from '../services/identity/token-signer.js';
import type { Ground } from '../ground.js';

/** Users, how they come in, and what keeps others out. */
export function identityServices(
  { config, database, limiters, clock, log }: Omit<Ground, 'assets'>,
  keys: Keys,
) {
  const { baseUrl, accessTokenTtlMs } = config;
  const signer = new TokenSigner({ keys: keys.tokens, issuer: baseUrl, accessTokenTtlMs, clock });
  const sealer = new Sealer(keys.sealing);
  const watch = new Watch(keys.lookups, (line, words) => log.warn(line, words));
  const limits = new SignInLimits(limiters, keys.lookups, watch);
  const passwords = new PasswordHasher(config.bcryptCost);
  const rules = new PasswordRules(config.passwordMin, loadCommonPasswords());
  const onError = (error: unknown) => log.warn({ err: error }, 'a letter was not sent');
  const sender = config.mail && smtpSender(config.mail);
  const mail = new MailQueue({ database, clock, sealer, sender, onError });
  const notices = new Notices(clock, mail, limits, baseUrl);
  const sessions = new SessionService({ ...config, database, signer, clock, notices, watch });
  const factors = new SecondFactorService(database, clock, sealer, notices);
  const shared = { database, clock, sessions, limits, passwords, rules, notices, factors, watch };
  const challenges = new SignInChallenges(shared);
  const invites = new InviteService(database, clock, baseUrl);
  const resets = new PasswordResetService({ ...shared, mail, baseUrl, onError });
  const { registration, defaultCurrency } = config;
  const profiles = new ProfileService(database, clock);
  const accounts = new AccountService({
    ...shared,
    profiles,
    challenges,
    invites,
    registration,
    defaultCurrency,
  });
  return {
    sealer,
    watch,
    sessions,
    limits,
    factors,
    challenges,
    invites,
    resets,
    accounts,
    profiles,
    mail,
    notices,
    emailChanges: new EmailChangeService({ ...shared, accounts, mail, baseUrl }),
    passkeys: new PasskeyService({
      ...shared,
      challenges: new PasskeyChallenges(keys.passkeys, clock),
      relyingParty: relyingPartyOf(baseUrl),
    }),
    proofs: new ProofService({ ...shared, accounts }),
    hostAccess: new HostAccessService({ ...shared, resets }),
    parkedForms: new ParkedFormService(database, clock, sealer),
    host: new HostService({ ...shared, defaultCurrency }),
  };
}
