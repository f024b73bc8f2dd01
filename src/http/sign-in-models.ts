import type { FormModel, ParkedForm } from './part-models.js';
import type { PasskeyAsked } from './security-models.js';

export interface HomeModel {
  readonly signedIn: boolean;
  readonly registrationOpen: boolean;
}

/** POST /register. */
export interface RegisterModel {
  readonly form: FormModel<'username' | 'email' | 'invite'>;
  /** The box "Stay signed in on this device" as it was sent. */
  readonly stay: boolean;
  readonly passwordMin: number;
  readonly registrationOpen: boolean;
}

/** POST /login with `next`, `stay` and, when a form waits, `form` (its id). A refused sign-in is the fault `form`. */
export interface LoginModel {
  /** POST /login/passkey (credential, next, form). */
  readonly passkey?: PasskeyAsked | undefined;
  readonly form: FormModel<'email'>;
  readonly stay: boolean;
  readonly next: string;
  readonly parkedForm?: ParkedForm | undefined;
  readonly registrationOpen: boolean;
}

/** POST /refresh with `next`, `stay` and, when a form waits, `form` (its id). */
export interface RefreshModel {
  readonly username: string;
  readonly next: string;
  readonly parkedForm?: ParkedForm | undefined;
  /** e.g. "15 minutes" */
  readonly pausedAfter: string;
  /** Where "Not mira? Log in as someone else" leads. */
  readonly otherUserHref: string;
}
