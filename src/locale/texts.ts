import { type FormatXMLElementFn, IntlMessageFormat } from 'intl-messageformat';
import { CATALOGS } from '../messages/catalog.js';
import type { Language } from '../messages/language.js';
import type { MessageKey } from '../messages/message.js';

/** What goes into a text, each already written as the reader writes it; numbers only where a plural form depends on them. */
export type Written = Readonly<Record<string, string | number>>;
type Tag = FormatXMLElementFn<string, string>;

interface Compiled {
  readonly text: string;
  /** Of a text that is nothing but words and parameters: what stands at even places is said as it is. */
  readonly parts?: readonly string[];
  /** Undefined for a text without parameters and tags. */
  readonly format?: IntlMessageFormat;
  /** The parameters that choose a plural form. */
  readonly plurals: ReadonlySet<string>;
}

type Node = ReturnType<IntlMessageFormat['getAst']>[number];

/** The texts of one language, written with the digits of one region. Each is compiled when it is first used. */
export class Texts {
  readonly #compiled = new Map<MessageKey, Compiled>();
  readonly #rules = new Map<Intl.PluralRulesOptions['type'], Intl.PluralRules>();

  constructor(
    private readonly language: Language,
    private readonly region: string,
    private readonly catalog: Readonly<Record<MessageKey, string>> = CATALOGS[language],
  ) {}

  /** Which parameters of a message are numbers that choose its form. */
  pluralsOf(key: MessageKey): ReadonlySet<string> {
    return this.#find(key).plurals;
  }

  text(key: MessageKey, params?: Written, tags?: Readonly<Record<string, Tag>>): string {
    const { text, parts, format } = this.#find(key);
    if (!format) return text;
    if (parts) return parts.map((part, at) => (at % 2 === 0 ? part : given(part, key, params))).join('');
    const said = format.format<string>({ ...params, ...tags });
    return typeof said === 'string' ? said : Array.isArray(said) ? said.join('') : String(said);
  }

  #pluralRules(type: Intl.PluralRulesOptions['type']): Intl.PluralRules {
    const known = this.#rules.get(type);
    if (known) return known;
    const made = new Intl.PluralRules(this.language, { type });
    this.#rules.set(type, made);
    return made;
  }

  #find(key: MessageKey): Compiled {
    const known = this.#compiled.get(key);
    if (known) return known;
    const made = this.#compile(key);
    this.#compiled.set(key, made);
    return made;
  }

  #compile(key: MessageKey): Compiled {
    const text = this.catalog[key];
    if (text === undefined) throw new Error(`There is no message "${key}".`);
    if (!/[{<']/.test(text)) return { text, plurals: new Set() };
    const format = new IntlMessageFormat(text, this.language, undefined, { formatters: this.#formatters() });
    const parts = partsOf(format.getAst());
    return { text, format, plurals: pluralsIn(format.getAst()), ...(parts && { parts }) };
  }

  /** Numbers are written by the region, plural forms are those of the language. */
  #formatters() {
    const number = numberFormatter(this.region);
    return {
      getNumberFormat: () => number,
      getPluralRules: (_locales?: unknown, options?: Intl.PluralRulesOptions) =>
        this.#pluralRules(options?.type),
      getDateTimeFormat: () => new Intl.DateTimeFormat(this.region),
    };
  }
}

// Of the parser's node types; `TYPE` itself is of a package that we do not depend on.
const LITERAL = 0;
const ARGUMENT = 1;

/** Words and the names of parameters in turns; undefined where there is more than that. */
function partsOf(nodes: readonly Node[]): string[] | undefined {
  const parts = [''];
  for (const node of nodes) {
    if ((node.type as number) === LITERAL && 'value' in node) parts.push(parts.pop()! + node.value);
    else if ((node.type as number) === ARGUMENT && 'value' in node) parts.push(node.value, '');
    else return undefined;
  }
  return parts;
}

function given(name: string, key: MessageKey, params: Written = {}): string | number {
  const value = params[name];
  if (value === undefined) throw new Error(`The message "${key}" needs "${name}".`);
  return value;
}

const numbers = new Map<string, Intl.NumberFormat>();

/** The region's way to write a whole number. */
export function numberFormatter(region: string): Intl.NumberFormat {
  const made = numbers.get(region) ?? new Intl.NumberFormat(region);
  numbers.set(region, made);
  return made;
}

function pluralsIn(nodes: readonly Node[]): Set<string> {
  const names = new Set<string>();
  const visit = (list: readonly Node[]) => {
    for (const node of list) {
      if ('options' in node && node.options) {
        if ('pluralType' in node) names.add(node.value);
        for (const option of Object.values(node.options)) visit(option.value);
      }
      if ('children' in node) visit(node.children);
    }
  };
  visit(nodes);
  return names;
}
