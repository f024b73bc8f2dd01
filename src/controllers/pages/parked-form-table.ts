import { message, type Message, type Param } from '../../messages/message.js';
import { type Fields, type ParkedFormNames, typedName } from './parked-form-names.js';

/** A kind of form that can wait: what it does, in words of its own. */
export interface Kind {
  /** Its path, as in the table of routes. */
  readonly path: string;
  /** Alone, as a button would say it. */
  readonly does: (fields: Fields) => Message;
  /** What it is about. */
  readonly what?: Exclude<keyof ParkedFormNames, 'chosen'>;
  /** With what it is about, where a sentence says it better than the button. */
  readonly says?: (what: Param, fields: Fields) => Message;
  /** Where nobody is signed in, who could be shown a name. */
  readonly general?: (fields: Fields) => Message;
}

const asTyped = (fields: Fields) => typedName(fields) ?? message('parked.as_typed');
const changed = (what: Param, fields: Fields) => message('parked.change_of', { what, to: asTyped(fields) });
const deleted = (what: Param) => message('parked.deletion_of', { what });
const restored = (what: Param) => message('parked.restore_of', { what });
const is = (does: Message) => () => does;

/** Every kind of form that can wait, by its path. */
export const KINDS: readonly Kind[] = [
  {
    path: '/expenses',
    does: is(message('expenses.add')),
    general: (fields) => message('parked.expense', { what: asTyped(fields) }),
  },
  // Before `/expenses/:id`: their last part is no id.
  {
    path: '/expenses/trash/empty',
    does: is(message('trash.empty_it')),
    general: is(message('parked.empty_trash')),
  },
  {
    path: '/expenses/bulk',
    does: ({ action }) => message(action === 'delete' ? 'bulk.delete' : 'bulk.form'),
    what: 'many',
  },
  {
    path: '/expenses/:id',
    does: is(message('expenses.edit')),
    general: (fields) => message('parked.change', { what: asTyped(fields) }),
    what: 'expense',
    says: changed,
  },
  {
    path: '/expenses/:id/delete',
    does: is(message('parked.do.delete_expense')),
    what: 'expense',
    says: deleted,
  },
  {
    path: '/expenses/:id/restore',
    does: is(message('parked.do.restore_expense')),
    what: 'expense',
    says: restored,
  },
  {
    path: '/expenses/:id/erase',
    does: is(message('parked.do.erase_expense')),
    what: 'expense',
    says: (what) => message('parked.erase_of', { what }),
  },

  { path: '/categories', does: is(message('categories.add')), what: 'typed' },
  {
    path: '/categories/:id',
    does: is(message('categories.edit')),
    what: 'category',
    says: changed,
  },
  {
    path: '/categories/:id/merge',
    does: is(message('categories.merge_form')),
    what: 'merged',
  },
  {
    path: '/categories/:id/delete',
    does: is(message('categories.delete')),
    what: 'category',
    says: deleted,
  },
  {
    path: '/categories/:id/archive',
    does: ({ archived }) => message(archived === 'no' ? 'parked.do.unarchive' : 'categories.archive'),
    what: 'category',
  },
  {
    path: '/tags/:id',
    does: is(message('tags.edit')),
    what: 'tag',
    says: changed,
  },
  {
    path: '/tags/:id/delete',
    does: is(message('tags.delete')),
    what: 'tag',
    says: deleted,
  },

  {
    path: '/recurring',
    does: ({ preview }) => message(preview ? 'recurring.preview' : 'recurring.add'),
    what: 'typed',
  },
  { path: '/recurring/seen', does: is(message('parked.do.late_read')) },
  {
    path: '/recurring/:id',
    does: is(message('recurring.edit')),
    what: 'recurring',
    says: changed,
  },
  {
    path: '/recurring/:id/skip',
    does: is(message('parked.do.skip')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/skipped/:date/undo',
    does: is(message('parked.do.unskip')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/add',
    does: is(message('parked.do.add_waiting')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/pause',
    does: is(message('parked.do.pause')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/resume',
    does: is(message('parked.do.resume')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/delete',
    does: is(message('parked.do.delete_recurring')),
    what: 'recurring',
  },
  {
    path: '/recurring/:id/restore',
    does: is(message('parked.do.restore_recurring')),
    what: 'recurring',
  },

  {
    path: '/rules',
    does: (fields) => message(fields.try ? 'rules.try' : 'rules.save'),
    what: 'typed',
  },
  {
    path: '/rules/:id',
    does: is(message('rules.edit')),
    what: 'rule',
    says: changed,
  },
  {
    path: '/rules/:id/apply',
    does: is(message('parked.do.apply_rule')),
    what: 'rule',
  },
  {
    path: '/rules/:id/move',
    does: ({ to }) => message(to === 'up' ? 'parked.do.rule_up' : 'parked.do.rule_down'),
    what: 'rule',
  },
  {
    path: '/rules/:id/delete',
    does: is(message('parked.do.delete_rule')),
    what: 'rule',
  },
  {
    path: '/rules/:id/restore',
    does: is(message('parked.do.restore_rule')),
    what: 'rule',
  },

  { path: '/budgets', does: is(message('budgets.set')), what: 'typed' },
  { path: '/budgets/copy', does: is(message('parked.do.copy_budgets')) },
  { path: '/budgets/undo', does: is(message('parked.do.undo_budgets')) },
  {
    path: '/budgets/:id/remove',
    does: is(message('parked.do.remove_budget')),
    what: 'budget',
  },
  {
    path: '/budgets/:id/restore',
    does: is(message('parked.do.restore_budget')),
    what: 'budget',
  },

  {
    path: '/changes/:id/undo',
    does: is(message('parked.do.undo_change')),
    what: 'change',
  },
  {
    path: '/imports/:id',
    does: is(message('parked.do.read_again')),
    what: 'importedFile',
  },
  {
    path: '/imports/:id/rows',
    does: is(message('parked.do.keep_rows')),
    what: 'importedFile',
  },
  {
    path: '/imports/:id/commit',
    does: is(message('parked.do.import')),
    what: 'importedFile',
  },
  {
    path: '/imports/:id/undo',
    does: is(message('parked.do.undo_import')),
    what: 'importedFile',
  },
  {
    path: '/imports/:id/discard',
    does: is(message('parked.do.discard_import')),
    what: 'importedFile',
  },

  {
    path: '/account',
    does: is(message('account.save_profile')),
    what: 'profile',
  },
  { path: '/account/confirm/passkey', does: is(message('confirm.title')) },
  { path: '/account/passkeys', does: is(message('passkeys.add')), what: 'typed' },
  {
    path: '/account/passkeys/:id/remove',
    does: is(message('parked.do.remove_passkey')),
    what: 'passkey',
  },
  { path: '/account/security/authenticator/offer', does: is(message('security.set_up_authenticator')) },
  { path: '/account/security/authenticator', does: is(message('parked.do.turn_on_authenticator')) },
  { path: '/account/security/authenticator/off', does: is(message('security.turn_off_authenticator')) },
  { path: '/account/security/recovery-codes', does: is(message('security.new_recovery_codes')) },
  {
    path: '/account/sessions/:id/revoke',
    does: is(message('parked.do.sign_out_device')),
    what: 'device',
    says: (what) => message('parked.sign_out_of', { what }),
  },
  {
    path: '/account/sessions/:id/ask-again',
    does: is(message('parked.do.ask_device_again')),
    what: 'device',
  },
  {
    path: '/account/sessions/revoke-others',
    does: is(message('devices.sign_out_others')),
    general: is(message('parked.sign_out_others')),
  },
  { path: '/account/sessions/acknowledge', does: is(message('parked.do.notice_read')) },
  {
    path: '/account/tokens',
    does: ({ scope }) =>
      message(scope === 'read' ? 'parked.do.create_reading_token' : 'parked.do.create_writing_token'),
    what: 'typed',
  },
  {
    path: '/account/tokens/:id/revoke',
    does: is(message('parked.do.revoke_token')),
    what: 'token',
  },
];
