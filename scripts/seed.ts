import { loadConfig } from '../src/config.js';
import { systemClock } from '../src/domain/clock.js';
import { PasswordHasher } from '../src/services/identity/password-hasher.js';
import { SeedService } from '../src/services/upkeep/seed-service.js';
import { openConfigured, runScript } from './open-configured.js';
import { readSeedArguments, SEED_USAGE, UsageError } from './seed-arguments.js';

const shown = (count: number) => count.toLocaleString('en-US').replaceAll(',', ' ');

await runScript(async () => {
  if (process.argv.includes('--help')) return (console.log(SEED_USAGE), 0);
  const request = readOrExplain();
  const startedAt = performance.now();
  const config = loadConfig();
  const database = await openConfigured(config, { as: 'alone' });
  try {
    const passwords = new PasswordHasher(config.bcryptCost);
    const service = new SeedService({ ...config, database, clock: systemClock, passwords });
    const seeded = await service.seed({
      ...request,
      onProgress: (stored) => progress(stored, request.expenses),
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const who = `${request.email} (${seeded.isNewUser ? 'new' : 'known'} user ${String(seeded.userId)})`;
    const what = `${shown(request.expenses)} expenses from ${seeded.from} to ${seeded.today}`;
    const which = `${database.dialect}, seed ${request.seed}`;
    console.log(`Seeded ${what} for ${who} in ${seconds} s (${which}).`);
    return 0;
  } finally {
    await database.close();
  }
});

function readOrExplain() {
  try {
    return readSeedArguments(process.argv.slice(2));
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${error.message}\n\n${SEED_USAGE}`);
    throw error;
  }
}

/** One line that is drawn over on a terminal, and a line now and then elsewhere. */
function progress(stored: number, all: number): void {
  const text = `${shown(stored)} of ${shown(all)} expenses`;
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${stored >= all ? '\n' : ''}`);
  else if (stored % 200_000 === 0) console.log(text);
}
