import { addDays, type Day } from '../src/domain/calendar.js';
import type { Dialect } from '../src/storage/engine/database.js';
import { repositories } from '../src/storage/repositories.js';
import { argument, measured, meet, onNewDatabase } from './alongside.js';

// How fast a whole book streams as a file, how long others wait meanwhile and how much memory it needs:
// npx tsx bench/export-all.ts [--engine sqlite|postgres] [--rows 1000000]

const engine = argument('engine', 'sqlite') as Dialect;
const rows = Number(argument('rows', '1000000'));
const PORTION = 1_000;
const FIRST_DAY = '2016-01-01' as Day;
const DAYS = 3_650;

await onNewDatabase(engine, async ({ services, database }) => {
  const [rich, other] = [await meet(services, 'rich'), await meet(services, 'other')];
  const categories = await services.categories.list(rich);
  for (let stored = 0; stored < rows; stored += PORTION) {
    const values = Array.from({ length: Math.min(PORTION, rows - stored) }, (_, at) => ({
      amountMinor: BigInt(100 + (((stored + at) * 7_919) % 9_900)),
      description: `Card payment ${String((stored + at) % 3_000)}`,
      searchText: `card payment ${String((stored + at) % 3_000)}`,
      categoryId: categories[at % categories.length]!.id,
      spentOn: addDays(FIRST_DAY, (stored + at) % DAYS),
      now: '2026-01-01T12:00:00.000Z',
    }));
    await database.transaction((tx) => repositories(tx).expenses.insertMany(rich.bookId, values));
  }
  if (engine === 'postgres') await database.run('ANALYZE');
  for (const format of ['csv', 'json'] as const) {
    const { result, seconds, others, grownMiB } = await measured(services, other, async () => {
      const { pieces } = await services.exports.write(rich, format, { range: {} });
      let length = 0;
      for await (const piece of pieces) length += piece.length;
      return length;
    });
    const speed = `${String(Math.round(rows / seconds))} rows/s, ${(result / 2 ** 20).toFixed(0)} MiB`;
    console.log(
      `${engine}, ${String(rows)} rows as ${format}: ${seconds.toFixed(1)} s (${speed}), memory grew by ${grownMiB.toFixed(0)} MiB; others: ${others}`,
    );
  }
});
