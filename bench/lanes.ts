import { CONNECTIONS, EXPRESS, EXPRESS_AGAIN } from './baselines.js';
import { type Contestant, startInsertServer, type Yardstick } from './contestant.js';
import { fire, median, type Round } from './load.js';
import { cpuSeconds, familyCpuSeconds } from './machine.js';
import type { BenchOptions } from './options.js';
import type { Row } from './results.js';
import { crowded, loggingIn, type Subject, writings } from './subjects.js';

/** Something that can be fired at, with the line of the table that it becomes. */
export interface Lane {
  readonly url: string;
  readonly pid: number;
  /** Of the database's server, where there is one. */
  readonly serverPid?: number | undefined;
  readonly subject: Subject;
  readonly row: Pick<Row, 'subject' | 'engine' | 'size' | 'connections' | 'queries'>;
}

/** All that reads; bare Express at the start and once more in the middle. */
export function readingLanes(contestants: readonly Contestant[], bare: readonly Yardstick[]): Lane[] {
  const lanes = contestants.flatMap((contestant) =>
    contestant.readings.map((subject) => laneOf(contestant, subject)),
  );
  const half = Math.ceil(lanes.length / 2);
  const again = bare
    .filter(({ name }) => name === EXPRESS)
    .map((each) => bareLane({ ...each, name: EXPRESS_AGAIN }));
  return [...bare.map(bareLane), ...lanes.slice(0, half), ...again, ...lanes.slice(half)];
}

function bareLane({ name, program }: Yardstick): Lane {
  return {
    ...program,
    subject: { name, shot: { path: '/' } },
    row: { subject: name, connections: CONNECTIONS },
  };
}

function laneOf({ seeded, program, queries }: Contestant, subject: Subject): Lane {
  const { name, pressure } = subject;
  const { engine, size, serverPid } = seeded;
  const connections = pressure?.connections ?? CONNECTIONS;
  const row = { subject: name, engine, size, connections, queries: queries.get(name) };
  return { ...program, serverPid, subject, row };
}

/** What many people do at once. */
export function crowdLanes(contestant: Contestant): Lane[] {
  const { seeded, visitor, readings } = contestant;
  const subjects = crowded([...readings, ...writings(seeded, visitor).program]);
  return subjects.map((subject) => laneOf(contestant, subject));
}

export const loginLane = (contestant: Contestant): Lane => laneOf(contestant, loggingIn());

/** The program and its yardstick in turns, over the same database. */
export async function measureWriting(
  contestant: Contestant,
  options: BenchOptions,
  pin: boolean,
): Promise<Row[]> {
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

/** Seconds: a program that has rested while others were measured has let go of compiled code. */
const WARM = { rested: 3, going: 1 };

/** A round of each, then the next round; what is given are medians of the rounds. */
export async function inTurns(
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
      const warm = lanes[index - 1]?.pid === lane.pid ? WARM.going : WARM.rested;
      if (seconds > 1) await fire(lane.url, lane.subject.shot, { ...pressure(lane), seconds: warm });
      measured[index]!.push(await measureRound(lane, seconds));
    }
  }
  process.stderr.write(`\r${''.padEnd(90)}\r`);
  return lanes.map((lane, index) => ({ ...lane.row, ...median(measured[index]!) }));
}

/** Fires for some seconds and tells what it has cost. */
export async function measureRound(lane: Lane, seconds: number): Promise<Round> {
  const { pid, serverPid, row } = lane;
  const ofServer = () => (serverPid === undefined ? 0 : familyCpuSeconds(serverPid));
  const before = { program: cpuSeconds(pid), server: ofServer() };
  const result = await fire(lane.url, lane.subject.shot, { connections: row.connections, seconds });
  const each = (used: number) => (used * 1000) / Math.max(1, result.requests);
  return {
    ...result,
    cpuMs: each(cpuSeconds(pid) - before.program),
    databaseMs: each(ofServer() - before.server),
  };
}

/** What reads, by its name, as a lane of its own. */
export function readingLane(contestant: Contestant, name: string): Lane {
  return laneOf(
    contestant,
    contestant.readings.find((subject) => subject.name === name)!,
  );
}
