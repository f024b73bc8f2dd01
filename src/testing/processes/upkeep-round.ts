import { once } from 'node:events';
import { systemClock } from '../../domain/clock.js';
import { UpkeepService } from '../../services/upkeep/upkeep-service.js';
import { openDatabase } from '../../storage/engine/open-database.js';

// A process that does one round of the scheduled work when it is told to, and prints how many rows went.

const db = await openDatabase({ databaseUrl: process.argv[2]! });
const upkeep = new UpkeepService(db, systemClock, (error) => {
  throw error;
});
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdout.write(`${String(await upkeep.runOnce())}\n`);
await db.close();
process.exit(0);
