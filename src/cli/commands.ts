import type { Command } from './command.js';
import { accessCommands } from './commands/access-commands.js';
import { backupCommands } from './commands/backup-commands.js';
import { configCommands } from './commands/config-commands.js';
import { dataCommands } from './commands/data-commands.js';
import { exchangeCommands } from './commands/exchange-commands.js';
import { serverCommands } from './commands/server-commands.js';
import { sessionCommands } from './commands/session-commands.js';
import { userCommands } from './commands/user-commands.js';

/** Every command, in the order in which `outlay --help` lists them. */
export const commands: readonly Command[] = [
  ...serverCommands,
  ...userCommands,
  ...accessCommands,
  ...sessionCommands,
  ...backupCommands,
  ...exchangeCommands,
  ...dataCommands,
  ...configCommands,
];
