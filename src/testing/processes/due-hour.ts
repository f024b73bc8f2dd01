import { once } from 'node:events';
import { ChangeService } from '../../services/ledger/changes/change-service.js';
import { DueRound } from '../../services/ledger/recurring/due-round.js';
import { openDatabase } from '../../storage/engine/open-database.js';
import { HOUR, MINUTE, TestClock } from '../clock.js';

// A process that lives through an hour of its clock when it is told to, does what is due at each minute of it, and
// prints how many expenses it added.

const [, , databaseUrl, from] = process.argv;
const db = await openDatabase({ databaseUrl: databaseUrl! });
const clock = new TestClock(from);
const round = new DueRound(db, clock, new ChangeService(db, clock), (error) => {
  throw error;
});
process.stdout.write('ready\n');
await once(process.stdin, 'data');
let added = 0;
for (let minute = 0; minute < HOUR / MINUTE; minute += 1) {
  added += await round.runOnce();
  clock.advance(MINUTE);
}
process.stdout.write(`${String(added)}\n`);
await db.close();
process.exit(0);
