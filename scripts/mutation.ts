import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationTotals, none, type MutationReport, type MutationTotals } from './mutation/totals.js';

// What `npm run mutation [path]` runs: plants faults in the program, and says which of them the tests notice
// (docs/decisions/0097-mutation-tests.md). What was found out is kept after each portion: a run can be broken off.

/** Where faults are planted, and the tests that should notice them: those of the same layer and the next. */
const layers: Readonly<Record<string, string>> = {
  'src/domain': 'src/domain/**/*.test.ts src/controllers/forms/*.test.ts',
  'src/controllers/forms': 'src/controllers/**/*.test.ts',
  'src/services': 'src/services/**/*.test.ts src/controllers/api/*.test.ts',
};
/** Lists of words and figures: a fault in them is a misprint, and no test can know better. */
const tables = /(\bwords|-names|-scores|vocabulary|seed-catalog)\.ts$/;
const kept = '.cache/mutation';
const linesAtOnce = 400;

interface Portion {
  readonly folder: string;
  readonly tests: string;
  readonly files: readonly string[];
}

function filesIn(layer: string): string[] {
  const files = readdirSync(layer, { recursive: true, encoding: 'utf8' }).map((file) => join(layer, file));
  return files.filter((file) => /(?<!\.test)\.ts$/.test(file) && !tables.test(file)).sort();
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

function portionsOf(layer: string, tests: string, path: string): Portion[] {
  const portions: Portion[] = [];
  let lines = 0;
  for (const file of filesIn(layer).filter((each) => each.startsWith(path))) {
    const last = portions.at(-1);
    const length = readFileSync(file, 'utf8').split('\n').length;
    const fits = last?.folder === folderOf(file) && lines + length <= linesAtOnce;
    if (fits) portions[portions.length - 1] = { ...last, files: [...last.files, file] };
    else portions.push({ folder: folderOf(file), tests, files: [file] });
    lines = fits ? lines + length : length;
  }
  return portions;
}

const stateOf = (folder: string): string => join(kept, `${folder.replaceAll('/', '+')}.json`);

function run({ folder, tests, files }: Portion): boolean {
  const options = ['--mutate', files.join(','), '--incrementalFile', stateOf(folder)];
  const { status } = spawnSync('npx', ['stryker', 'run', ...options], {
    stdio: 'inherit',
    env: { ...process.env, OUTLAY_MUTATION_TESTS: process.env['OUTLAY_MUTATION_TESTS'] ?? tests },
  });
  return status === 0;
}

function report(folder: string): MutationReport {
  const file = stateOf(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MutationReport) : { files: {} };
}

const line = (name: string, { planted, noticed, unseen }: MutationTotals): string => {
  const share = planted === 0 ? '–' : `${((noticed / planted) * 100).toFixed(1)} %`;
  return `${name.padEnd(34)} ${String(planted).padStart(6)} ${String(noticed).padStart(8)} ${share.padStart(9)} ${String(unseen.length).padStart(9)}`;
};

/** Everything found out so far, by folder; what nobody noticed goes to a file, one fault a line. */
function summary(folders: readonly string[]): string {
  const found = folders.map((folder) => ({ folder, totals: mutationTotals(report(folder)) }));
  const all = found.reduce<MutationTotals>(
    (sum, { totals }) => ({
      planted: sum.planted + totals.planted,
      noticed: sum.noticed + totals.noticed,
      unseen: [...sum.unseen, ...totals.unseen],
    }),
    none,
  );
  writeFileSync(join(kept, 'unseen.txt'), all.unseen.map((each) => `${each}\n`).join(''));
  const head = `${'folder'.padEnd(34)} planted  noticed     share    unseen`;
  return [head, ...found.map(({ folder, totals }) => line(folder, totals)), line('in all', all)].join('\n');
}

mkdirSync(kept, { recursive: true });
const path = process.argv[2] ?? 'src/';
const portions = Object.entries(layers).flatMap(([layer, tests]) => portionsOf(layer, tests, path));
const failed = portions.filter((portion) => !run(portion));
console.log(`\n${summary([...new Set(Object.keys(layers).flatMap(filesIn).map(folderOf))])}`);
console.log(`What was not noticed stands in ${join(kept, 'unseen.txt')}.`);
if (portions.length === 0) console.error(`Nothing to plant faults in at ${path}`);
for (const { files } of failed) console.error(`Could not run: ${files.join(' ')}`);
process.exitCode = failed.length > 0 || portions.length === 0 ? 1 : 0;
