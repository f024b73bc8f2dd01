import type { FieldFaults } from '../domain/errors.js';
import type { Choice } from './part-models.js';

/** GET /rules; also what comes back of POST /rules. */
export interface RulesModel {
  readonly rows: readonly RuleRow[];
  readonly form: RuleFormModel;
}

export interface RuleRow {
  readonly id: number;
  /** e.g. "Contains “rewe”" */
  readonly when: string;
  /** What it does, a line each. */
  readonly then: readonly string[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface RuleFormModel {
  readonly values: Readonly<Record<'match' | 'text' | 'category_id' | 'add_tags' | 'description', string>>;
  readonly faults: FieldFaults;
  readonly matches: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly tags: readonly string[];
  /** What it finds, once it was tried. */
  readonly trial?: RuleTrialModel | undefined;
}

export interface RuleTrialModel {
  readonly found: string;
  readonly newest: string | undefined;
  readonly rows: readonly RuleTrialRow[];
}

export interface RuleTrialRow {
  readonly day: string;
  readonly description: string;
  readonly category: string;
  readonly amount: string;
  readonly href: string;
  /** Whether it would change; undefined where that is not known yet. */
  readonly verdict: string | undefined;
}

/** GET /rules/:id/edit; also what comes back of POST /rules/:id. */
export interface EditRuleModel {
  readonly id: number;
  readonly form: RuleFormModel;
}
