import { UsageError } from './refusals.js';

type Value = string | boolean | readonly string[] | undefined;

/** What was typed after a command: operands and options by their names. Each reader throws UsageError. */
export class Given {
  constructor(private readonly values: Readonly<Record<string, Value>>) {}

  text(name: string): string | undefined {
    const value = this.values[camel(name)];
    if (Array.isArray(value)) return value.at(-1) as string | undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.values[camel(name)] === true;
  }

  /** Whether `--no-name` was given. */
  isOff(name: string): boolean {
    return this.values[camel(name)] === false;
  }

  /** The first of several ways to say the same, such as an operand or an option. */
  required(...names: readonly string[]): string {
    const value = names.map((name) => this.text(name)).find((text) => text !== undefined);
    if (value !== undefined) return value;
    throw new UsageError(`Missing: ${names.map((name) => `--${name}`).at(-1) ?? ''}`);
  }

  /** All that are missing are named at once. */
  all<const Name extends string>(...names: readonly Name[]): Record<Name, string> {
    const missing = names.filter((name) => this.text(name) === undefined);
    if (missing.length > 0) throw new UsageError(`Missing: ${missing.map((name) => `--${name}`).join(', ')}`);
    return Object.fromEntries(names.map((name) => [name, this.text(name)])) as Record<Name, string>;
  }

  whole(name: string, { min, max }: { min: number; max: number }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const digits = text.replaceAll('_', '');
    const number = /^\d{1,9}$/.test(digits) ? Number(digits) : NaN;
    if (number >= min && number <= max) return number;
    throw new UsageError(
      `--${name} must be a whole number from ${String(min)} to ${String(max)}, not "${text}".`,
    );
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text);
    if (chosen !== undefined) return chosen;
    throw new UsageError(`--${name} must be one of ${choices.join(', ')}, not "${text}".`);
  }
}

/** As commander names what it read: `--time-zone` is `timeZone`. */
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
