import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './cli/run.js';
import { processTerminal } from './cli/terminal.js';
import { findPackageRoot, loadConfig, readEnvironment } from './config.js';

// The command `outlay`: package.json's `bin` leads here.

// Whoever reads our output may stop reading: `outlay user list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { version } = JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')) as {
  version: string;
};
process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal,
  config: loadConfig,
  environment: readEnvironment,
  version,
});
