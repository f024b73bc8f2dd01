import { message, type Message, type Param } from '../../messages/message.js';
import { pair } from './parked-form-names.js';
import { type Kind, KINDS } from './parked-form-table.js';

/** A kind, found for the form of one path. */
export interface ParkedKind extends Kind {
  readonly id: string;
  readonly day: string;
}

/** The words for a form by its path, with or without its query; undefined for one that never waits. */
export function kindOf(address: string): ParkedKind | undefined {
  const parts = (address.split('?', 1)[0] ?? '').split('/');
  for (const kind of KINDS) {
    const named = kind.path.split('/');
    if (named.length !== parts.length || !named.every((name, at) => fits(name, parts[at]!))) continue;
    const part = (name: string) => parts[named.indexOf(name)] ?? '';
    return { ...kind, id: part(':id'), day: part(':date') };
  }
  return undefined;
}

/** "When you continue: Pause recurring expense: Rent, $800.00" */
export const willDo = (does: Message, what?: Param): Message =>
  message('parked.will', { action: what === undefined ? does : pair(does, what) });

const ID = /^(?:[1-9]\d{0,14}|all)$/;

function fits(name: string, part: string): boolean {
  if (name === ':id') return ID.test(part);
  return name.startsWith(':') || name === part;
}
