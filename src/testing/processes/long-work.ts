import { once } from 'node:events';
import { runCli } from '../../cli/run.js';
import { processTerminal } from '../../cli/terminal.js';
import { createServices } from '../../compose.js';
import { readConfig, readVersion } from '../../config.js';
import { systemClock } from '../../domain/clock.js';
import { parseEmail } from '../../domain/user.js';
import { createLog } from '../../observability/log.js';
import { deriveKeys } from '../../services/identity/keys.js';
import { principalOfHost } from '../../services/identity/principal.js';
import { openAttemptLimiters } from '../../storage/identity/attempt-limiters.js';
import { openDatabase } from '../../storage/engine/open-database.js';
import { repositories } from '../../storage/repositories.js';

// A process that does one piece of long work when it is told to, so that it can be killed in the middle of it:
//   merge EMAIL FROM INTO, purge, or what is typed after `outlay`. Its settings come from the environment.

const [what = '', ...rest] = process.argv.slice(2);
const config = readConfig(process.env, process.cwd());

process.stdout.write('ready\n');
await once(process.stdin, 'data');
if (what === 'merge') await merge(rest);
else if (what === 'purge') await withServices(({ upkeep }) => upkeep.runOnce());
else {
  const version = readVersion();
  const environment = () => process.env;
  process.exitCode = await runCli([what, ...rest], {
    terminal: processTerminal,
    config: () => config,
    environment,
    version,
  });
}
process.exit();

async function merge([address = '', from, into]: string[]): Promise<void> {
  const email = parseEmail(address);
  if (!email.ok) throw new Error(`${address} is no address.`);
  await withServices(async ({ categories }, db) => {
    const readAt = performance.now();
    const owner = await repositories(db).users.findOwner(email.value.key);
    await categories.merge(principalOfHost(owner!, readAt), Number(from), Number(into));
  });
}

async function withServices(
  work: (
    services: ReturnType<typeof createServices>,
    db: Parameters<typeof repositories>[0],
  ) => Promise<unknown>,
): Promise<void> {
  const database = await openDatabase({ databaseUrl: process.env['DATABASE_URL']! });
  const secrets: [Buffer] = [Buffer.from(process.env['APP_SECRET']!)];
  const limiters = await openAttemptLimiters(':memory:');
  const ground = { config, secrets, database, limiters, clock: systemClock, log: createLog('warn') };
  await work(createServices(ground, deriveKeys(secrets)), database);
}
