import type { Dialect } from '../src/storage/engine/database.js';
import { type Measured, measured, meet, onNewDatabase } from './alongside.js';
import type { Fact } from './results.js';

const FORMATS = ['csv', 'json', 'hledger', 'beancount'] as const;

/** One step of a person's import or export, while somebody else reads and adds. */
export type Step = Omit<Measured<unknown>, 'result'> & { readonly what: string };

/** A file of a bank is read and checked, committed, checked again; all is exported, and taken back. */
export async function exchange(
  engine: Dialect,
  rows: number,
  onStep: (step: Step) => void = () => undefined,
): Promise<Step[]> {
  const steps: Step[] = [];
  await onNewDatabase(engine, async ({ services }) => {
    const [rich, other] = [await meet(services, 'rich'), await meet(services, 'other')];
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const { result, ...figures } = await measured(services, other, work);
      steps.push({ what, ...figures });
      onStep(steps.at(-1)!);
      return result;
    };
    await services.imports.open(rich, { name: 'warm.csv', bytes: bankFile(1_000) });
    const file = { name: 'bank.csv', bytes: bankFile(rows) };
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
  return steps;
}

/** The same as facts of a run. */
export async function exchangeFacts(engine: Dialect, rows: number): Promise<Fact[]> {
  const steps = await exchange(engine, rows);
  return steps.flatMap(({ what, seconds, p99Ms, grownMiB }) => [
    { name: `import: ${what}`, engine, size: rows, value: seconds, unit: 's' },
    { name: `import: ${what}, p99 of others`, engine, size: rows, value: p99Ms, unit: 'ms' },
    { name: `import: ${what}, growth`, engine, size: rows, value: grownMiB, unit: 'MiB' },
  ]);
}

/** Ten years of a bank's rows, a tenth of them with a category and an id. */
function bankFile(count: number): Uint8Array {
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
