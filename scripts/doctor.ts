import { loadConfig } from '../src/config.js';
import { DoctorService } from '../src/services/upkeep/doctor-service.js';
import { openConfigured, runScript } from './open-configured.js';

// Checks every invariant of the data and says what is wrong; exit code 1 when something is. Changes nothing, and may
// run beside the program.

await runScript(async () => {
  const startedAt = performance.now();
  const database = await openConfigured(loadConfig(), { as: 'look' });
  let [checked, broken] = [0, 0];
  try {
    for await (const { invariant, breaches } of new DoctorService(database).examine()) {
      checked += 1;
      if (breaches.length > 0) broken += 1;
      console.log(`${breaches.length === 0 ? 'ok   ' : 'WRONG'}  ${invariant}`);
      for (const breach of breaches) console.log(`         ${breach}`);
    }
  } finally {
    await database.close();
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const verdict = broken === 0 ? 'all is well' : `${String(broken)} found something wrong`;
  console.log(`\n${String(checked)} checks in ${seconds} s (${database.dialect}): ${verdict}.`);
  return broken === 0 ? 0 : 1;
});
