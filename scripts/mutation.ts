import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mutationTotals, none, type MutationReport, type MutationTotals } from './mutation/totals.js';

// What `npm run mutation [paths]` runs: plants faults in the program, and says which of them the tests notice
// (docs/decisions/0097-mutation-tests.md). What was found out is kept after each portion: a run can be broken off.

const api = (...names: string[]): string[] => names.map((name) => `src/controllers/api/${name}.test.ts`);
const pages = (...names: string[]): string[] =>
  names.map((name) => `src/controllers/pages/${name}-pages.test.ts`);
const ledger = ['src/services/ledger/*.test.ts', ...api('expense-routes', 'change-routes', 'report-routes')];

/** Where faults are planted, and the tests that should notice them: those nearest. The first line that fits a path counts. */
const nearest: readonly (readonly [folder: string, tests: readonly string[]])[] = [
  ['src/domain/import', ['src/domain/import/*.test.ts']],
  ['src/domain/quick-line', ['src/domain/quick-line/*.test.ts']],
  ['src/domain/export', ['src/domain/export/*.test.ts']],
  ['src/domain/refusal', ['src/observability/refusals.test.ts']],
  ['src/domain', ['src/domain/*.test.ts', 'src/controllers/forms/*.test.ts']],
  ['src/controllers/forms', ['src/controllers/forms/*.test.ts']],
  [
    'src/services/ledger/changes',
    [
      'src/services/ledger/changes/change*.test.ts',
      'src/services/exchange/import-service.test.ts',
      ...api('change-routes', 'rule-routes'),
    ],
  ],
  ['src/services/ledger/bulk', ['src/services/ledger/bulk-service.test.ts', ...api('change-routes')]],
  ['src/services/ledger/budgets', ['src/services/ledger/budgets/*.test.ts', ...api('budget-routes')]],
  ['src/services/ledger/recurring', ['src/services/ledger/recurring/*.test.ts', ...api('recurring-routes')]],
  [
    'src/services/ledger/rules/trying',
    ['src/services/ledger/rules/*.test.ts', 'src/services/ledger/search.test.ts'],
  ],
  ['src/services/ledger/rules', ['src/services/ledger/rules/*.test.ts', ...api('rule-routes')]],
  ['src/services/ledger/overview', ['src/services/ledger/overview/*.test.ts']],
  ...['found', 'expense-listing'].map(
    (name) =>
      [
        `src/services/ledger/${name}`,
        ['src/services/ledger/search.test.ts', 'src/services/ledger/found-expenses.test.ts'],
      ] as const,
  ),
  [
    'src/services/ledger/spending',
    [
      ...['found-expenses', 'search', 'report-service'].map((name) => `src/services/ledger/${name}.test.ts`),
      ...api('report-routes', 'figures-agree'),
    ],
  ],
  ['src/services/ledger/same-currency', ['src/services/ledger/changed-currency.test.ts']],
  ...['report', 'sums'].map(
    (name) =>
      [
        `src/services/ledger/${name}`,
        [
          'src/services/ledger/report-service.test.ts',
          'src/services/ledger/sums.test.ts',
          ...api('report-routes', 'figures-agree'),
        ],
      ] as const,
  ),
  [
    'src/services/ledger/expense-',
    [
      ...ledger,
      'src/services/ledger/overview/*.test.ts',
      'src/services/ledger/changes/change-service.test.ts',
    ],
  ],
  ['src/services/ledger/suggestion', pages('suggestion')],
  ['src/services/ledger/tag', [...ledger, ...pages('category')]],
  ['src/services/ledger', ledger],
  [
    'src/services/exchange/export',
    ['src/services/exchange/*.test.ts', ...pages('export'), ...api('figures-agree')],
  ],
  ...['restor', 'origins'].map(
    (name) => [`src/services/exchange/${name}`, ['src/services/exchange/restor*.test.ts']] as const,
  ),
  ['src/services/exchange', ['src/services/exchange/*.test.ts', ...api('import-routes')]],
  ...['password-reset', 'email-change', 'notices', 'mail'].map(
    (name) =>
      [
        `src/services/identity/${name}`,
        [
          'src/http/letters.test.ts',
          'src/services/identity/mail/*.test.ts',
          'src/services/identity/{host-access-service,email-change-service,notices}.test.ts',
        ],
      ] as const,
  ),
  [
    'src/services/identity',
    ['src/services/identity/**/*.test.ts', ...api('account-routes', 'auth-routes', 'second-factor')],
  ],
  ['src/services/upkeep/backup', ['src/services/upkeep/backup/*.test.ts']],
  ['src/services/upkeep/seed', ['src/services/upkeep/seed-*.test.ts']],
  [
    'src/services/upkeep',
    ['src/services/upkeep/**/*.test.ts', 'src/http/health.test.ts', 'src/background.test.ts'],
  ],
  [
    'src/services/portions',
    ['src/services/portions.test.ts', 'src/services/exchange/import-service.test.ts'],
  ],
  ['src/services', ['src/services/**/*.test.ts']],
];
const layers = ['src/domain', 'src/controllers/forms', 'src/services'];
/** Lists of words and figures: a fault in them is a misprint, and no test can know better. */
const tables = /(\bwords|-names|-scores|vocabulary|seed-catalog)\.ts$/;
const kept = '.cache/mutation';
const linesAtOnce = 600;

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

const testsOf = (file: string): string =>
  nearest.find(([path]) => file.startsWith(path))?.[1].join(' ') ?? '';

function portionsOf(layer: string, paths: readonly string[]): Portion[] {
  const portions: Portion[] = [];
  let lines = 0;
  for (const file of filesIn(layer).filter((each) => paths.some((path) => each.startsWith(path)))) {
    const last = portions.at(-1);
    const [folder, tests] = [folderOf(file), testsOf(file)];
    const length = readFileSync(file, 'utf8').split('\n').length;
    const fits = last?.folder === folder && last.tests === tests && lines + length <= linesAtOnce;
    if (fits) portions[portions.length - 1] = { ...last, files: [...last.files, file] };
    else portions.push({ folder, tests, files: [file] });
    lines = fits ? lines + length : length;
  }
  return portions;
}

const stateOf = (folder: string): string => join(kept, `${folder.replaceAll('/', '+')}.json`);

function run({ folder, tests, files }: Portion): boolean {
  const options = ['--mutate', files.join(','), '--incrementalFile', stateOf(folder)];
  const { status } = spawnSync('npx', ['stryker', 'run', ...options], {
    stdio: 'inherit',
    env: {
      ...process.env,
      OUTLAY_MUTATION_TESTS: process.env['OUTLAY_MUTATION_TESTS'] ?? tests,
      OUTLAY_MUTATION_READER: resolve('dist/services/exchange/reading-worker.js'),
    },
  });
  return status === 0;
}

function report(folder: string): MutationReport {
  const file = stateOf(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MutationReport) : { files: {} };
}

const line = (name: string, { planted, noticed, unseen }: MutationTotals, width = 34): string => {
  const share = planted === 0 ? '–' : `${((noticed / planted) * 100).toFixed(1)} %`;
  return `${name.padEnd(width)} ${String(planted).padStart(6)} ${String(noticed).padStart(8)} ${share.padStart(9)} ${String(unseen.length).padStart(9)}`;
};

/** Everything found out so far, by folder; by file and fault it goes to files, the weakest first. */
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
  const byFile = folders
    .flatMap((folder) => Object.entries(report(folder).files))
    .map(([file, faults]) => ({ file, totals: mutationTotals({ files: { [file]: faults } }) }))
    .filter(({ totals }) => totals.planted > 0)
    .sort((a, b) => a.totals.noticed / a.totals.planted - b.totals.noticed / b.totals.planted);
  const rows = byFile.map(({ file, totals }) => `${line(file, totals, 60)}\n`);
  writeFileSync(join(kept, 'files.txt'), rows.join(''));
  const head = `${'folder'.padEnd(34)} planted  noticed     share    unseen`;
  return [head, ...found.map(({ folder, totals }) => line(folder, totals)), line('in all', all)].join('\n');
}

mkdirSync(kept, { recursive: true });
if (spawnSync('node', ['scripts/build.js'], { stdio: 'inherit' }).status !== 0) process.exit(1);
const paths = process.argv.length > 2 ? process.argv.slice(2) : ['src/'];
const portions = layers.flatMap((layer) => portionsOf(layer, paths));
const failed = portions.filter((portion) => !run(portion));
console.log(`\n${summary([...new Set(layers.flatMap(filesIn).map(folderOf))])}`);
console.log(`By file: ${join(kept, 'files.txt')}. What was not noticed: ${join(kept, 'unseen.txt')}.`);
if (portions.length === 0) console.error(`Nothing to plant faults in at ${paths.join(' ')}`);
for (const { files } of failed) console.error(`Could not run: ${files.join(' ')}`);
process.exitCode = failed.length > 0 || portions.length === 0 ? 1 : 0;
