import { type FormatXMLElementFn, IntlMessageFormat } from 'intl-messageformat';
import { FigureStyle } from '../domain/figure-style.js';
import { keepAmongFew } from '../domain/kept-few.js';
import { CATALOGS } from '../messages/catalog.js';
import type { Language } from '../messages/language.js';
import type { MessageKey } from '../messages/message.js';

/**
 * Gives what goes into a text by its name, written as the reader writes it; a number only where a plural form depends on it.
 * Asked for those alone that stand in the text. Undefined: there is none of this name.
 */
export type Writing = (name: string, isPlural: boolean) => string | number | undefined;
type Tags = Readonly<Record<string, FormatXMLElementFn<string, string>>>;

interface Compiled {
  readonly text: string;
  /** Of a text with parameters, plural forms and tags. */
  readonly tell?: Teller;
  /** Undefined for a text without parameters and tags. */
  readonly format?: IntlMessageFormat;
  /** The parameters, and whether they choose a plural form. */
  readonly names: ReadonlyMap<string, boolean>;
}

/** What a text is said with. */
interface Telling {
  readonly given: (name: string) => string | number;
  readonly tagged: (name: string, text: string) => string;
}

/** @param count what `#` stands for */
type Teller = (telling: Telling, count: number) => string;

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

  /** @throws Error for a message that is none, and one that is not given what it needs */
  text(key: MessageKey, writing?: Writing, tags?: Tags): string {
    const { text, tell, format, names } = this.#find(key);
    if (!format) return text;
    const telling: Telling = {
      given: (name) => given(name, key, writing, names.get(name)),
      tagged: (name, text) => withTag(name, { key, text, tags }),
    };
    if (tell) return tell(telling, 0);
    const params: Record<string, string | number> = {};
    for (const name of names.keys()) params[name] = telling.given(name);
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
    if (!/[{<']/.test(text)) return { text, names: new Map() };
    const format = new IntlMessageFormat(text, this.language, undefined, { formatters: this.#formatters() });
    const tell = this.#tellerOf(format.getAst());
    return { text, format, names: namesIn(format.getAst()), ...(tell && { tell }) };
  }

  /**
   * Says what the library says of the same text, without an object for each of its parts: a page has some hundred texts.
   * Undefined where there is more in it than words, parameters, plural forms and tags.
   */
  #tellerOf(nodes: readonly Node[]): Teller | undefined {
    const tellers: Teller[] = [];
    for (const node of nodes) {
      const teller = this.#nodeTellerOf(node);
      if (!teller) return undefined;
      tellers.push(teller);
    }
    return (telling, count) => {
      let said = '';
      for (const tell of tellers) said += tell(telling, count);
      return said;
    };
  }

  #nodeTellerOf(node: Node): Teller | undefined {
    const type = node.type as number;
    if (type === POUND) return (_telling, count) => numberIn(this.region, count);
    if (!('value' in node)) return undefined;
    const { value } = node;
    if (type === LITERAL) return () => value;
    if (type === ARGUMENT) return ({ given }) => String(given(value));
    if ('children' in node) {
      const inner = this.#tellerOf(node.children);
      return inner && ((telling, count) => telling.tagged(value, inner(telling, count)));
    }
    if (!('pluralType' in node) || node.offset !== 0) return undefined;
    const forms = new Map<string, Teller>();
    for (const [form, option] of Object.entries(node.options)) {
      const teller = this.#tellerOf(option.value);
      if (!teller) return undefined;
      forms.set(form, teller);
    }
    const rules = this.#pluralRules(node.pluralType);
    return (telling) => {
      const count = Number(telling.given(value));
      const tell = forms.get(`=${String(count)}`) ?? forms.get(rules.select(count)) ?? forms.get('other')!;
      return tell(telling, count);
    };
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
const POUND = 7;
const TAG = 8;

function given(name: string, key: MessageKey, writing?: Writing, isPlural = false): string | number {
  const value = writing?.(name, isPlural);
  if (value === undefined) throw new Error(`The message "${key}" needs "${name}".`);
  return value;
}

function withTag(
  name: string,
  { key, text, tags }: { key: MessageKey; text: string; tags: Tags | undefined },
): string {
  const tag = tags?.[name];
  if (!tag) throw new Error(`The message "${key}" needs "<${name}>".`);
  return String(tag([text]));
}

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormatter(region: string): Intl.NumberFormat {
  return numbers.get(region) ?? keepAmongFew(numbers, region, new Intl.NumberFormat(region));
}

const styles = new Map<string, FigureStyle>();

/** A number as the region writes it. */
export function numberIn(region: string, count: number): string {
  if (!Number.isSafeInteger(count)) return numberFormatter(region).format(count);
  const style =
    styles.get(region) ?? keepAmongFew(styles, region, new FigureStyle(numberFormatter(region), 0));
  return style.write(BigInt(count));
}

function namesIn(nodes: readonly Node[]): Map<string, boolean> {
  const names = new Map<string, boolean>();
  const visit = (list: readonly Node[]) => {
    for (const node of list) {
      const isName = ![LITERAL, POUND, TAG].includes(node.type);
      if (isName && 'value' in node)
        names.set(node.value, names.get(node.value) === true || 'pluralType' in node);
      if ('options' in node && node.options) {
        for (const option of Object.values(node.options)) visit(option.value);
      }
      if ('children' in node) visit(node.children);
    }
  };
  visit(nodes);
  return names;
}
