import { runCli } from './cli/run.js';
import { processTerminal } from './cli/terminal.js';
import { loadConfig, readEnvironment, readVersion } from './config.js';

// The command `outlay`: package.json's `bin` leads here.

// Whoever reads our output may stop reading: `outlay user list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal,
  config: loadConfig,
  environment: readEnvironment,
  version: readVersion(),
});
