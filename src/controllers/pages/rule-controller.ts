import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { FieldFaults } from '../../domain/errors.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { RuleService, RuleTrial } from '../../services/ledger/rules/rule-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textOf, textsOf } from '../forms/fields.js';
import { formKeyOf } from '../forms/form-key.js';
import { parseId } from '../forms/id.js';
import { parseRule, parseRuleSearch, RULE_FIELDS } from '../forms/rule-form.js';
import { WAIT_MS } from './change-controller.js';
import { NEW_RULE, ruleForm, ruleRows, type RuleFormValues, storedRuleValues } from './rule-model.js';
import { statusOf, trying } from './trying.js';

interface Services {
  readonly rules: RuleService;
  readonly categories: CategoryService;
  readonly tags: TagService;
}

interface Typed {
  readonly values: RuleFormValues;
  readonly faults: FieldFaults;
  readonly trial?: RuleTrial | undefined;
}

/** The page of rules: tried on what is there, saved, put in order, and carried out on the past. */
export class RuleController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const asked = { ...NEW_RULE, ...filled(textsOf(req.query, RULE_FIELDS)) };
    const isTried = textOf(req.query, 'try') !== '';
    await this.show(req, res, principal, isTried ? await this.tried(principal, asked) : untouched(asked));
  };

  add = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, RULE_FIELDS);
    if (textOf(req.body, 'try') !== '')
      return this.show(req, res, principal, await this.tried(principal, values));
    const parsed = parseRule(values);
    if (!parsed.ok) return this.show(req, res, principal, { values, faults: parsed.fault });
    await trying(
      async () => {
        const key = formKeyOf(req.body);
        const { id, text: name } = await this.services.rules.add(principal, parsed.value, key);
        const undo = { href: `/rules/${String(id)}/delete`, label: quoted(name), isNext: false };
        this.done(res, { kind: 'status', text: message('rules.added', { name }), undo });
      },
      (faults) => this.show(req, res, principal, { values, faults: named(faults) }),
    );
  };

  edit = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const rule = await this.services.rules.find(principal, idOf(req));
    await this.showEdit(req, res, principal, rule.id, untouched(storedRuleValues(rule)));
  };

  save = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id } = await this.services.rules.find(principal, idOf(req));
    const values = textsOf(req.body, RULE_FIELDS);
    if (textOf(req.body, 'try') !== '')
      return this.showEdit(req, res, principal, id, await this.tried(principal, values));
    const parsed = parseRule(values);
    if (!parsed.ok) return this.showEdit(req, res, principal, id, { values, faults: parsed.fault });
    await trying(
      async () => {
        const { text: name } = await this.services.rules.change(principal, id, parsed.value);
        this.done(res, { kind: 'status', text: message('rules.saved', { name }) });
      },
      (faults) => this.showEdit(req, res, principal, id, { values, faults: named(faults) }),
    );
  };

  apply = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, text: name } = await this.services.rules.find(principal, idOf(req));
    const run = await this.services.rules.apply(principal, id, { waitMs: WAIT_MS });
    const { changed: count, changeId, isUnderWay } = run;
    const text = message(isUnderWay ? 'rules.applying' : 'rules.applied', { name, count });
    const undo = changeId !== null &&
      count > 0 && { href: `/changes/${String(changeId)}/undo`, label: quoted(name) };
    this.done(res, { kind: 'status', text, ...(undo && { undo }) });
  };

  move = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, text: name } = await this.services.rules.find(principal, idOf(req));
    const rules = await this.services.rules.list(principal);
    const place = rules.findIndex((rule) => rule.id === id) + 1;
    await this.services.rules.move(principal, id, textOf(req.body, 'to') === 'up' ? place - 1 : place + 1);
    this.done(res, { kind: 'status', text: message('rules.moved', { name }) });
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { id, text: name } = await this.services.rules.remove(principal, idOf(req));
    const undo = { href: `/rules/${String(id)}/restore`, label: quoted(name) };
    this.done(res, { kind: 'status', text: message('rules.deleted', { name }), undo });
  };

  restore = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const { text: name } = await this.services.rules.restore(principal, idOf(req));
    this.done(res, { kind: 'status', text: message('rules.restored', { name }) });
  };

  /** Whoever tries a rule need not know yet what it is to do. */
  private async tried(principal: Principal, values: RuleFormValues): Promise<Typed> {
    const search = parseRuleSearch(values);
    if (!search.ok) return { values, faults: search.fault };
    const whole = parseRule(values);
    const rule = whole.ok ? whole.value : search.value;
    return { values, faults: {}, trial: await this.services.rules.try(principal, rule) };
  }

  private async show(req: Request, res: Response, principal: Principal, typed: Typed): Promise<void> {
    const around = await this.around(req, principal);
    this.pages.send(req, res, {
      page: 'rules/index',
      title: message('rules.title'),
      status: statusOf(typed.faults),
      idempotencyKey: randomUUID(),
      model: {
        rows: ruleRows(await this.services.rules.list(principal), around),
        form: ruleForm(around, typed),
      },
    });
  }

  private async showEdit(
    req: Request,
    res: Response,
    principal: Principal,
    id: number,
    typed: Typed,
  ): Promise<void> {
    this.pages.send(req, res, {
      page: 'rules/edit',
      title: message('rules.edit'),
      status: statusOf(typed.faults),
      model: { id, form: ruleForm(await this.around(req, principal), typed) },
    });
  }

  private async around(req: Request, principal: Principal) {
    return {
      locale: this.pages.locales.of(req),
      currency: principal.currency,
      categories: await this.services.categories.list(principal),
      tags: (await this.services.tags.list(principal)).map(({ name }) => name),
    };
  }

  private done(res: Response, flash: FlashMessage): void {
    this.pages.redirect(res, '/rules', flash);
  }
}

const idOf = (req: Request) => parseId(req.params.id, 'rule');
const quoted = (text: string) => message('frame.quoted', { text });
const untouched = (values: RuleFormValues): Typed => ({ values, faults: {} });
const filled = (values: RuleFormValues) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<RuleFormValues>;
/** The tags of a rule have a field of another name than those of an expense. */
const named = ({ tags, ...faults }: FieldFaults): FieldFaults =>
  tags === undefined ? faults : { ...faults, add_tags: tags };
