import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { backUp } from './backing-up.js';
import { drawAfterAdding } from './after-adding.js';
import { noiseOf } from './baselines.js';
import { type Contestant, startBareServers, startContestant, type Yardstick } from './contestant.js';
import { answerBroadSearch, examine, floodWithLogins, pageThroughAll, writeByTwenty } from './extras.js';
import { exchangeFacts } from './exchanging.js';
import { crowdLanes, inTurns, type Lane, loginLane, measureWriting, readingLanes } from './lanes.js';
import { compareLanguages } from './languages.js';
import { canPin, describeMachine, pinGenerator, residentMiB, unpinned } from './machine.js';
import { BENCH_USAGE, type BenchOptions, readBenchOptions } from './options.js';
import type { Program } from './program.js';
import { publish } from './publish.js';
import { AFTER_ADDING, type Fact, GERMAN_OF_ENGLISH, type Results } from './results.js';
import { SeededDatabases } from './seeded.js';
import { showResults } from './table.js';
import { judge } from './verdicts.js';

// Measures the built program as its users meet it. Everything that is compared is measured in turns: a round of each,
// then the next round, so that whatever else the machine does meets all of them.

/** A password takes a good part of a second to check. */
const LOGIN_SECONDS = 5;
/** Rows of the file that is imported. */
const IMPORTED = 100_000;

const argv = process.argv.slice(2);
if (argv.includes('--help')) console.log(BENCH_USAGE);
else await bench(readBenchOptions(argv));

async function bench(options: BenchOptions): Promise<void> {
  if (spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' }).status !== 0) process.exit(1);
  const machine = describeMachine();
  const databases = new SeededDatabases();
  const running: Program[] = [];
  try {
    const seeded = [];
    for (const engine of options.engines)
      for (const size of options.sizes) seeded.push(await databases.open(engine, size));
    const pin = options.pin && canPin();
    if (pin) pinGenerator();
    const contestants: Contestant[] = [];
    for (const each of seeded) {
      const contestant = await startContestant(each, pin);
      running.push(contestant.program);
      contestants.push(contestant);
    }
    const bare = await startBareServers(contestants[0]!, pin);
    running.push(...bare.servers.map(({ program }) => program));
    const { rows, facts } = await measure(options, contestants, bare.servers, pin);
    const seeding = databases.seedSeconds.map(({ seconds, ...rest }) => ({
      ...rest,
      name: 'seeding',
      value: seconds,
      unit: 's',
    }));
    const date = new Date().toISOString().slice(0, 10);
    const command = ['npm run bench', ...(argv.length > 0 ? ['--', ...argv] : [])].join(' ');
    const told = { machine, date, command, pageBytes: bare.bytes, noise: noiseOf({ rows }) };
    report({ ...told, rows, facts: [...facts, ...seeding] }, options);
  } finally {
    await Promise.all(running.map((program) => program.stop()));
    await databases.close();
  }
}

async function measure(
  options: BenchOptions,
  contestants: readonly Contestant[],
  bare: readonly Yardstick[],
  pin: boolean,
) {
  const wanted = ({ row }: Lane) => isWanted(options, row.subject);
  const rows = await inTurns('Reading', readingLanes(contestants, bare).filter(wanted), options);
  const facts: Fact[] = [];
  for (const contestant of contestants) facts.push(...(await besides(contestant, options)));
  for (const contestant of contestants) {
    const isLargest = contestant.seeded.size === Math.max(...options.sizes);
    const crowd = isLargest ? crowdLanes(contestant).filter(wanted) : [];
    // Before anything is added: all of it is of today, and a list that is drawn anew adds up the day at its end.
    rows.push(...(await inTurns('Many at once', crowd.filter(looks), options)));
    if (isWanted(options, AFTER_ADDING)) facts.push(...(await drawAfterAdding(contestant, bare, options)));
    if (isWanted(options, 'add')) {
      rows.push(...(await measureWriting(contestant, options, pin)));
      facts.push(...(await writeByTwenty(contestant)));
    }
    if (isWanted(options, 'log in'))
      rows.push(...(await inTurns('Logging in', [loginLane(contestant)], atLeast(options, LOGIN_SECONDS))));
    if (isWanted(options, 'backup')) facts.push(...(await backUp(contestant)));
    rows.push(
      ...(await inTurns(
        'Many at once',
        crowd.filter((lane) => !looks(lane)),
        options,
      )),
    );
    facts.push(residentFact(contestant));
    facts.push(await doctorFact(contestant));
  }
  if (isWanted(options, 'import'))
    for (const engine of options.engines)
      facts.push(...(await unpinned(process.pid, () => exchangeFacts(engine, IMPORTED))));
  return { rows, facts };
}

function looks({ row }: Lane): boolean {
  return !row.subject.startsWith('add');
}

/** What is measured apart from the rounds, while nothing has been added yet. */
async function besides(contestant: Contestant, options: BenchOptions): Promise<Fact[]> {
  const facts: Fact[] = [];
  if (isWanted(options, GERMAN_OF_ENGLISH)) facts.push(await compareLanguages(contestant, options));
  if (isWanted(options, 'search')) facts.push(await answerBroadSearch(contestant));
  if (isWanted(options, 'log in')) facts.push(...(await floodWithLogins(contestant, options.seconds + 2)));
  if (isWanted(options, 'paging')) facts.push(...(await pageThroughAll(contestant)));
  return facts;
}

function residentFact({ seeded: { engine, size }, program }: Contestant): Fact {
  return {
    ...{ name: 'resident memory after all', engine, size },
    ...{ value: residentMiB(program.pid), unit: 'MiB' },
  };
}

async function doctorFact(contestant: Contestant): Promise<Fact> {
  const { engine, size } = contestant.seeded;
  const broken = await examine(contestant);
  return {
    ...{ name: 'invariants broken (npm run doctor)', engine, size },
    ...{ value: broken.length, unit: broken.join(' ') },
  };
}

function atLeast(options: BenchOptions, least: number): BenchOptions {
  return { ...options, seconds: Math.max(options.seconds, least) };
}

function isWanted({ only }: BenchOptions, name: string): boolean {
  return (
    only.length === 0 || only.some((word) => name.toLowerCase().includes(word)) || name.startsWith('bare')
  );
}

function report(results: Results, options: BenchOptions): void {
  const { json } = options;
  const verdicts = judge(results);
  console.log(showResults(results, verdicts));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...results, verdicts }, null, 2)}\n`);
  if (options.publish) publish(results, verdicts);
}
