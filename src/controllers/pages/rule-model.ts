import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { RULE_MATCHES, type RuleMatch } from '../../domain/rule.js';
import type { RuleFormModel, RuleRow, RuleTrialModel } from '../../http/rule-models.js';
import type { Locale } from '../../locale/locale.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { Rule, RuleTrial } from '../../services/ledger/rules/rule-service.js';
import type { RuleField } from '../forms/rule-form.js';
import { categoryChoices } from './expense-form-model.js';

export type RuleFormValues = Readonly<Record<RuleField, string>>;

interface Surroundings {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly categories: readonly Category[];
  readonly tags: readonly string[];
}

const MATCH_NAMES = {
  contains: 'rules.match_contains',
  equals: 'rules.match_equals',
  starts: 'rules.match_starts',
} as const satisfies Record<RuleMatch, string>;
const WHEN = {
  contains: 'rules.when_contains',
  equals: 'rules.when_equals',
  starts: 'rules.when_starts',
} as const satisfies Record<RuleMatch, string>;

export const NEW_RULE: RuleFormValues = {
  ...{ match: 'contains', text: '', category_id: '', add_tags: '', description: '' },
};

export function ruleForm(
  around: Surroundings,
  form: { values: RuleFormValues; faults: FieldFaults; trial?: RuleTrial | undefined },
): RuleFormModel {
  const { locale, categories, tags } = around;
  return {
    values: form.values,
    faults: form.faults,
    matches: RULE_MATCHES.map((match) => ({ value: match, text: locale.text(MATCH_NAMES[match]) })),
    categories: categoryChoices(categories, form.values.category_id),
    tags,
    trial: form.trial && trialModel(around, form.trial),
  };
}

export function storedRuleValues({ match, text, categoryId, tags, description }: Rule): RuleFormValues {
  return {
    ...{ match, text, add_tags: tags.join(', '), description: description ?? '' },
    category_id: categoryId === null ? '' : String(categoryId),
  };
}

export function ruleRows(
  rules: readonly Rule[],
  { locale, categories }: Pick<Surroundings, 'locale' | 'categories'>,
): RuleRow[] {
  return rules.map((rule, at) => ({
    id: rule.id,
    when: locale.text(WHEN[rule.match], { text: rule.text }),
    then: effectWords(rule, { locale, categories }),
    isFirst: at === 0,
    isLast: at === rules.length - 1,
  }));
}

function effectWords(
  { categoryId, tags, description }: Rule,
  { locale, categories }: Pick<Surroundings, 'locale' | 'categories'>,
): string[] {
  const category = categories.find(({ id }) => id === categoryId);
  const words = [
    ...(category ? [locale.text('rules.then_category', { name: category.name })] : []),
    ...(tags.length > 0
      ? [
          locale.text('rules.then_tags', {
            tags: tags.map((tag) => locale.text('frame.hash', { tag })).join(' '),
          }),
        ]
      : []),
    ...(description === null ? [] : [locale.text('rules.then_description', { text: description })]),
  ];
  return words.length > 0 ? words : [locale.text('rules.then_nothing')];
}

function trialModel(
  { locale, currency, categories }: Surroundings,
  { count, changing, shown }: RuleTrial,
): RuleTrialModel {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const found = locale.text('rules.found', { count });
  const would =
    count === 0 || changing === undefined ? [] : [locale.text('rules.would_change', { count: changing })];
  return {
    found: [found, ...would].join(' '),
    newest: count > shown.length ? locale.text('rules.found_newest', { count: shown.length }) : undefined,
    rows: shown.map(({ id, spentOn, description, amountMinor, categoryId, wouldChange }) => ({
      day: locale.day(spentOn),
      description,
      category: (categoryId !== null && names.get(categoryId)) || locale.text('frame.no_category'),
      amount: locale.money(amountMinor, currency),
      href: `/expenses/${String(id)}/edit`,
      verdict:
        wouldChange === undefined ? undefined : locale.text(wouldChange ? 'rules.changes' : 'rules.same'),
    })),
  };
}
