import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import {
  type Contestant,
  startBareServers,
  startContestant,
  startInsertServer,
  type Yardstick,
} from './contestant.js';
import { answerBroadSearch, examine, floodWithLogins, pageThroughAll, writeByTwenty } from './extras.js';
import { exchangeFacts } from './exchanging.js';
import { fire, median, type Round } from './load.js';
import { canPin, cpuSeconds, describeMachine, pinGenerator, residentMiB, unpinned } from './machine.js';
import { BENCH_USAGE, type BenchOptions, readBenchOptions } from './options.js';
import type { Program } from './program.js';
import { publish } from './publish.js';
import type { Fact, Results, Row } from './results.js';
import { SeededDatabases } from './seeded.js';
import { loggingIn, type Subject, writings } from './subjects.js';
import { showResults } from './table.js';
import { judge } from './verdicts.js';

// Measures the built program as its users meet it. Everything that is compared is measured in turns: a round of each,
// then the next round, so that whatever else the machine does meets all of them.

const CONNECTIONS = 16;
/** A password takes a good part of a second to check. */
const LOGIN_SECONDS = 5;
/** Rows of the file that is imported. */
const IMPORTED = 100_000;

/** Something that can be fired at, with the line of the table that it becomes. */
interface Lane {
  readonly url: string;
  readonly pid: number;
  readonly subject: Subject;
  readonly row: Pick<Row, 'subject' | 'engine' | 'size' | 'connections' | 'queries'>;
}

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
    const results = { machine, date, command, pageBytes: bare.bytes, rows, facts: [...facts, ...seeding] };
    report(results, options);
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
  const reading = [...bareLanes(bare), ...contestants.flatMap(readingLanes)].filter(wanted);
  const rows = await inTurns('Reading', reading, options);
  const facts: Fact[] = [];
  for (const contestant of contestants) {
    if (isWanted(options, 'search')) facts.push(await answerBroadSearch(contestant));
    if (isWanted(options, 'log in')) facts.push(...(await floodWithLogins(contestant, options.seconds + 2)));
    if (isWanted(options, 'paging')) facts.push(...(await pageThroughAll(contestant)));
  }
  for (const contestant of contestants) {
    if (isWanted(options, 'add')) {
      rows.push(...(await measureWriting(contestant, options, pin)));
      facts.push(...(await writeByTwenty(contestant)));
    }
    if (isWanted(options, 'log in'))
      rows.push(...(await inTurns('Logging in', [loginLane(contestant)], atLeast(options, LOGIN_SECONDS))));
    const { engine, size } = contestant.seeded;
    const value = residentMiB(contestant.program.pid);
    facts.push({ name: 'resident memory after all', engine, size, value, unit: 'MiB' });
    const broken = await examine(contestant);
    facts.push({
      name: 'invariants broken (npm run doctor)',
      engine,
      size,
      value: broken.length,
      unit: broken.join(' '),
    });
  }
  if (isWanted(options, 'import'))
    for (const engine of options.engines)
      facts.push(...(await unpinned(process.pid, () => exchangeFacts(engine, IMPORTED))));
  return { rows, facts };
}

function atLeast(options: BenchOptions, least: number): BenchOptions {
  return { ...options, seconds: Math.max(options.seconds, least) };
}

function isWanted({ only }: BenchOptions, name: string): boolean {
  return (
    only.length === 0 || only.some((word) => name.toLowerCase().includes(word)) || name.startsWith('bare')
  );
}

function bareLanes(bare: readonly Yardstick[]): Lane[] {
  return bare.map(({ name, program }) => ({
    ...program,
    subject: { name, shot: { path: '/' } },
    row: { subject: name, connections: CONNECTIONS },
  }));
}

function readingLanes(contestant: Contestant): Lane[] {
  return contestant.readings.map((subject) => laneOf(contestant, subject));
}

function laneOf({ seeded: { engine, size }, program, queries }: Contestant, subject: Subject): Lane {
  const { name } = subject;
  const row = { subject: name, engine, size, connections: CONNECTIONS, queries: queries.get(name) };
  return { ...program, subject, row };
}

function loginLane({ seeded: { engine, size }, program }: Contestant): Lane {
  const subject = loggingIn();
  const connections = subject.pressure?.connections ?? CONNECTIONS;
  return { ...program, subject, row: { subject: subject.name, engine, size, connections } };
}

/** The program and its yardstick in turns, over the same database. */
async function measureWriting(contestant: Contestant, options: BenchOptions, pin: boolean): Promise<Row[]> {
  const { seeded, visitor } = contestant;
  const yardstick = await startInsertServer(contestant, pin);
  try {
    const subjects = writings(seeded, visitor);
    const lanes = [
      ...subjects.program.map((subject) => laneOf(contestant, subject)),
      ...subjects.yardstick.map((subject) => ({ ...laneOf(contestant, subject), ...yardstick })),
    ];
    return await inTurns('Writing', lanes, options);
  } finally {
    await yardstick.stop();
  }
}

async function inTurns(
  title: string,
  lanes: readonly Lane[],
  { seconds, rounds }: BenchOptions,
): Promise<Row[]> {
  const pressure = (lane: Lane) => ({ connections: lane.row.connections, seconds });
  for (const lane of lanes) {
    await fire(lane.url, lane.subject.shot, { ...pressure(lane), seconds: Math.min(seconds, 2) });
  }
  const measured = lanes.map((): Round[] => []);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, lane] of lanes.entries()) {
      process.stderr.write(
        `\r${title}, round ${String(round)} of ${String(rounds)}: ${lane.row.subject}`.padEnd(90),
      );
      // A program that has rested while the others were measured has let go of compiled code.
      if (seconds > 1) await fire(lane.url, lane.subject.shot, { ...pressure(lane), seconds: 1 });
      const before = cpuSeconds(lane.pid);
      const result = await fire(lane.url, lane.subject.shot, pressure(lane));
      measured[index]!.push({
        ...result,
        cpuMs: ((cpuSeconds(lane.pid) - before) * 1000) / Math.max(1, result.requests),
      });
    }
  }
  process.stderr.write(`\r${''.padEnd(90)}\r`);
  return lanes.map((lane, index) => ({ ...lane.row, ...median(measured[index]!) }));
}

function report(results: Results, options: BenchOptions): void {
  const { json } = options;
  const verdicts = judge(results);
  console.log(showResults(results, verdicts));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...results, verdicts }, null, 2)}\n`);
  if (options.publish) publish(results, verdicts);
}
