import type { Language } from '../messages/language.js';
import type { Choice } from './part-models.js';

export interface LayoutModel {
  readonly lang: Language;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'system' | 'light' | 'dark';
  /** To choose from at the foot, until somebody signs in. */
  readonly languages: readonly Choice[];
  /** The page's own title; the layout adds the name of the app. */
  readonly title: string;
  readonly user?: { readonly username: string } | undefined;
  /** For every form that posts. Empty on pages without forms. */
  readonly csrfToken: string;
  /** For forms that must not be carried out twice: new for every answer. */
  readonly idempotencyKey?: string | undefined;
  readonly flash?: Flash | undefined;
  /** Sentences that stay until they are dealt with, e.g. a stolen session; shown as alerts. */
  readonly notices: readonly Notice[];
  /** Path and query of the page, where row buttons come back to (`return_to`). */
  readonly path: string;
  readonly requestId: string;
}

export interface Notice {
  readonly text: string;
  readonly link?: Link | undefined;
  /** A button that says that the notice was read: POST to `href`. */
  readonly action?: Link | undefined;
}

/** The message about what just happened: `status` for what was done, `alert` for what was wrong. */
export interface Flash {
  readonly kind: 'status' | 'alert';
  readonly text: string;
  /** Shows the button "Undo" (POST to `href`, such as /changes/:id/undo); `label` says what comes back, e.g. "Parking, $6.00". It takes the focus unless `isNext` is false. */
  readonly undo?: { readonly href: string; readonly label: string; readonly isNext?: boolean } | undefined;
  readonly link?: Link | undefined;
  /** The expense whose row is marked and has the focus where a list shows it. */
  readonly row?: number | undefined;
}

export interface Link {
  readonly href: string;
  readonly text: string;
}
