import type { Dialect } from '../src/storage/engine/database.js';
import { argument, measured, meet, onNewDatabase } from './alongside.js';

// A file of a bank is read and checked, committed, checked again, taken back; all is exported. How long it takes, how long
// others wait and how much memory it needs: npx tsx bench/exchange.ts [--engine sqlite|postgres] [--rows 100000]

const engine = argument('engine', 'sqlite') as Dialect;
const rows = Number(argument('rows', '100000'));
const FORMATS = ['csv', 'json', 'hledger', 'beancount'] as const;

await onNewDatabase(engine, async ({ services }) => {
  const [rich, other] = [await meet(services, 'rich'), await meet(services, 'other')];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const { result, seconds, others, grownMiB } = await measured(services, other, work);
    const speed = `${String(Math.round(rows / seconds))} rows/s`;
    const memory = `memory grew by ${grownMiB.toFixed(0)} MiB`;
    console.log(
      `${engine}, ${String(rows)} rows, ${what}: ${seconds.toFixed(1)} s (${speed}), ${memory}; others: ${others}`,
    );
    return result;
  };
  const bytes = bankFile();
  console.log(`A file of ${(bytes.length / 1024 / 1024).toFixed(1)} MiB`);
  await services.imports.open(rich, { name: 'warm.csv', bytes: bankFile(1_000) });
  const file = { name: 'bank.csv', bytes };
  const id = await timed('read and checked', () => services.imports.open(rich, file));
  await timed('committed', () => services.imports.commit(rich, id));
  await timed('read and checked again', () => services.imports.open(rich, file));
  for (const format of FORMATS)
    await timed(`exported as ${format}`, async () => {
      const { pieces } = await services.exports.write(rich, format, { range: {} });
      let length = 0;
      for await (const piece of pieces) length += piece.length;
      return length;
    });
  await timed('taken back', () => services.imports.undo(rich, id));
});

/** Ten years of a bank's rows, a tenth of them with a category and an id. */
function bankFile(count = rows): Uint8Array {
  const lines = ['Date;Text;Category;Amount;Id'];
  for (let at = 0; at < count; at += 1) {
    const day = new Date(Date.UTC(2016, 0, 1 + (at % 3_650))).toISOString().slice(0, 10);
    const cents = String(100 + ((at * 7_919) % 9_900)).padStart(3, '0');
    const amount = `-${cents.slice(0, -2)},${cents.slice(-2)}`;
    const category = at % 10 === 0 ? 'Food' : '';
    lines.push(
      `${day};Card payment ${String(at % 3_000)} Supermarket Lindengasse;${category};${amount};${String(at)}`,
    );
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
