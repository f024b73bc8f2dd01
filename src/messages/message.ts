import type { English } from './en/index.js';

/** The name of a message, such as `fault.amount.zero`. */
export type MessageKey = keyof English;

/** Values that are written in the way of the reader's region when the message is put into words. */
export type Param =
  | string
  | number
  /** An amount with the sign of its currency. */
  | { readonly money: bigint; readonly currency: { readonly code: string; readonly digits: 0 | 2 | 3 } }
  /** An amount as it is typed into a form: no sign, no grouping. */
  | { readonly figure: bigint; readonly currency: { readonly code: string; readonly digits: 0 | 2 | 3 } }
  /** `YYYY-MM-DD` */
  | { readonly day: string }
  /** `YYYY-MM` */
  | { readonly month: string }
  /** Days from `from` up to and with `to`. */
  | { readonly from: string; readonly to: string }
  | Message;

/** Something to say, not yet in any language. Its `key` is stable: it is the code that programs see. */
export interface Message {
  readonly key: MessageKey;
  readonly params?: Params | undefined;
}

export type Params = Readonly<Record<string, Param>>;

// `{name}` and `{name, plural, …}` are parameters. A branch of a plural, `{# expenses}`, is none: it has a space or a #
// before its first comma or end.
type Head<Text extends string> = Text extends `${infer Upto}}${string}`
  ? Upto extends `${infer Name},${string}`
    ? Named<Name>
    : Named<Upto>
  : never;
type Named<Name extends string> = Name extends `${string}${' ' | '#' | '{'}${string}` ? never : Name;
type Names<Text extends string> = Text extends `${string}{${infer Rest}` ? Head<Rest> | Names<Rest> : never;

/** The names of the parameters in the English text of a message. */
export type ParamsOf<Key extends MessageKey> = Names<English[Key]>;

type Arguments<Key extends MessageKey> = [ParamsOf<Key>] extends [never]
  ? []
  : [params: Readonly<Record<ParamsOf<Key>, Param>>];

/** A message with exactly the parameters that its text asks for. */
export function message<Key extends MessageKey>(key: Key, ...[params]: Arguments<Key>): Message {
  return params === undefined ? { key } : { key, params };
}
