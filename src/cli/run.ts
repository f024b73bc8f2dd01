import { Command as Parser, CommanderError } from 'commander';
import type { Config, Environment } from '../config.js';
import type { Command, Outcome } from './command.js';
import { commands } from './commands.js';
import { explain } from './explain.js';
import { Given } from './given.js';
import { UsageError } from './refusals.js';
import type { Terminal } from './terminal.js';

export interface Cli {
  readonly terminal: Terminal;
  readonly config: () => Config;
  readonly environment: (home: string) => Environment;
  readonly version: string;
}

/** What is said of groups of commands by their noun. */
const NOUNS: Readonly<Record<string, string>> = {
  user: 'accounts: add, list, let in or not',
  session: 'signed-in devices: list, close',
  token: 'personal tokens for scripts: add',
};

/**
 * Runs one command line.
 * @param argv what stands after the name of the program
 * @returns the exit code: 0 done, 1 refused or found wrong, 2 used wrongly
 */
export async function runCli(argv: readonly string[], cli: Cli): Promise<number> {
  let exitCode = 0;
  const parser = newParser(cli, async (command, given) => {
    const outcome = await command.run({ given, ...cli });
    tell(outcome, given.flag('json'), cli.terminal);
    exitCode = outcome.isWrong === true ? 1 : 0;
  });
  try {
    await parser.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // What commander found wrong, or its help that was asked for, it has printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    cli.terminal.note(explain(error));
    if (error instanceof UsageError) cli.terminal.note('Add --help to see how it is used.');
    return error instanceof UsageError ? 2 : 1;
  }
}

type Runner = (command: Command, given: Given) => Promise<void>;

function newParser({ terminal, version }: Cli, run: Runner): Parser {
  const parser = new Parser('outlay')
    .description('Outlay, the expense tracker that you host yourself.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Add --help to see how it is used.')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    });
  const nouns = new Map<string, Parser>();
  for (const command of commands) {
    const [verb = '', noun] = command.name.split(' ').reverse();
    if (noun !== undefined && !nouns.has(noun))
      nouns.set(noun, parser.command(noun).description(NOUNS[noun] ?? ''));
    describe((nouns.get(noun ?? '') ?? parser).command(verb), command, run);
  }
  return parser;
}

function describe(parser: Parser, command: Command, run: Runner): void {
  const { summary, operands = [], options = [], json = false, more } = command;
  parser.description(summary).allowExcessArguments(false);
  for (const operand of operands) parser.argument(operand);
  for (const [flags, meaning] of options) parser.option(flags, meaning);
  if (json) parser.option('--json', 'print the result as JSON');
  if (more !== undefined) parser.addHelpText('after', `\n${more}`);
  parser.action(() => {
    const typed: Record<string, string> = {};
    for (const [index, operand] of operands.entries()) {
      const value = parser.args[index];
      if (value !== undefined) typed[operand.replace(/[^\w]/g, '')] = value;
    }
    return run(command, new Given({ ...parser.opts<Record<string, string>>(), ...typed }));
  });
}

function tell({ text, json }: Outcome, asJson: boolean, terminal: Terminal): void {
  if (asJson && json !== undefined) terminal.print(JSON.stringify(json, null, 2));
  else if (text !== undefined && text !== '') terminal.print(text);
}
