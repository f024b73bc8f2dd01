import type { FieldFaults } from '../domain/errors.js';
import type { Choice, FormModel } from './part-models.js';

export type ProfileField =
  'username' | 'currency' | 'time_zone' | 'language' | 'locale' | 'week_starts_on' | 'theme';

/**
 * POST /account (username, currency, time_zone, language, locale, week_starts_on, theme), POST /account/email (email, current_password), POST
 * /account/password (current_password, new_password).
 */
export interface AccountModel {
  /** The day of the last backup that was verified; undefined: there is none. */
  readonly lastBackup: string | undefined;
  readonly profile: FormModel<ProfileField>;
  readonly languages: readonly Choice[];
  readonly regions: readonly Choice[];
  /** An amount and a day as the region writes them. */
  readonly regionHint: string;
  readonly weekDays: readonly Choice[];
  readonly themes: readonly Choice[];
  readonly currencies: readonly Choice[];
  readonly timeZones: readonly Choice[];
  /** Why the currency cannot be changed, or what changing it means. */
  readonly currencyNote?: string | undefined;
  readonly email: FormModel<'email'>;
  readonly password: { readonly faults: FieldFaults };
  readonly passwordMin: number;
  /** e.g. "March 2026" */
  readonly memberSince: string;
}

/** POST /account/delete with `password`. */
export interface DeleteAccountModel {
  readonly faults: FieldFaults;
  /** How many expenses go. */
  readonly count: number;
}

/** POST /account/sessions/:id/revoke and POST /account/sessions/revoke-others. */
export interface SessionsModel {
  readonly sessions: readonly {
    readonly id: number;
    /** e.g. "Firefox on Linux" */
    readonly device: string;
    /** How it looks: a name in the sprite. */
    readonly icon: 'laptop' | 'phone';
    /** e.g. "Signed in 3 November" */
    readonly signedIn: string;
    /** e.g. "Last used 5 minutes ago, from 192.168.1.7" */
    readonly lastUsed: string;
    /** Whether it goes on without asking. */
    readonly stays: boolean;
    readonly current: boolean;
  }[];
  readonly events: readonly {
    /** In plain words, e.g. "Signed in with Firefox on Linux" */
    readonly text: string;
    readonly when: string;
    readonly alarming: boolean;
  }[];
}

/** POST /account/tokens (name, scope, expires), POST /account/tokens/:id/revoke. */
export interface TokensModel {
  readonly form: FormModel<'name' | 'scope' | 'expires'>;
  readonly expiries: readonly Choice[];
  /** Shown once, right after it was made. */
  readonly created?:
    | {
        readonly name: string;
        readonly token: string;
        /** What `curl` does, e.g. "Add an expense with it". */
        readonly use: string;
        readonly curl: string;
      }
    | undefined;
  readonly tokens: readonly {
    readonly id: number;
    readonly name: string;
    /** "Read only" or "Read and write" */
    readonly scope: string;
    readonly expires: string;
    readonly lastUsed: string;
    readonly expired: boolean;
  }[];
}
