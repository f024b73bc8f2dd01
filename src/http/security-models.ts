import type { FieldFaults } from '../domain/errors.js';
import type { FormModel, ParkedForm } from './part-models.js';

/** What the script beside a form hands to the device. */
export interface PasskeyAsked {
  /** JSON of WebAuthn's options. */
  readonly options: string;
  /** The only origin at which they work, and where this installation is found there. */
  readonly origin: string;
  readonly address: string;
}

/** GET and POST /forgot (email). */
export interface ForgotModel {
  readonly form: FormModel<'email'>;
  /** Whether mail is set up; else only the host can make a link. */
  readonly byMail: boolean;
}

/** GET and POST /reset/:token (new_password, keep_tokens). */
export interface ResetModel {
  readonly faults: FieldFaults;
  readonly token: string;
  readonly passwordMin: number;
}

/** GET and POST /account/email/:token. */
export interface EmailLinkModel {
  readonly faults: FieldFaults;
  readonly token: string;
  readonly email: string;
}

/** GET and POST /login/code (code, next, form). */
export interface CodeModel {
  /** POST /login/code/passkey (credential, next, form). */
  readonly passkey?: PasskeyAsked | undefined;
  readonly faults: FieldFaults;
  readonly next: string;
  /** Whether the box was ticked in the first step. */
  readonly stay: boolean;
  readonly parkedForm?: ParkedForm | undefined;
}

/** GET and POST /account/confirm (password, code, next, form). */
export interface ConfirmModel {
  /** POST /account/confirm/passkey (credential, next, form). */
  readonly passkey?: PasskeyAsked | undefined;
  readonly faults: FieldFaults;
  readonly next: string;
  /** Whether a code is good as well. */
  readonly takesCode: boolean;
  readonly parkedForm?: ParkedForm | undefined;
}

/** GET /account/security. */
export interface SecurityModel {
  readonly authenticator: boolean;
  readonly passkeys: readonly {
    readonly id: number;
    readonly name: string;
    /** e.g. "Added Mar 1, 2026 · last used 5 minutes ago · synced between devices" */
    readonly about: string;
  }[];
  /** POST /account/passkeys (name, credential); undefined where passkeys cannot work. */
  readonly newPasskey?: PasskeyAsked | undefined;
  readonly form: FormModel<'name'>;
  /** The address at which passkeys cannot work. */
  readonly address: string;
  /** How many are left. */
  readonly recoveryCodes: number;
  readonly events: readonly {
    readonly text: string;
    readonly when: string;
    readonly alarming: boolean;
  }[];
}

/** GET and POST /account/security/authenticator (code). */
export interface AuthenticatorModel {
  readonly faults: FieldFaults;
  /** base32 */
  readonly secret: string;
  /** For a tap on the phone that shows the page. */
  readonly uri: string;
  readonly qr: { readonly size: number; readonly path: string };
}

/** Shown once, after they were made. */
export interface RecoveryCodesModel {
  readonly codes: readonly string[];
}
