import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Program, startProgram } from './program.js';
import { READER, type Seeded } from './seeded.js';
import { readings, type Subject, writings } from './subjects.js';
import { signIn, type Visitor } from './visitor.js';

/** The built program over one seeded database. */
export interface Contestant {
  readonly seeded: Seeded;
  readonly program: Program;
  readonly visitor: Visitor;
  readonly readings: readonly Subject[];
  /** How many statements each subject costs. */
  readonly queries: ReadonlyMap<string, number>;
}

/** What `npm start` tells node once all is built. */
export const MAIN = readStartArguments();

function readStartArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const [node, ...args] = scripts.start.split(' ');
  if (node !== 'node') throw new Error(`npm start runs ${scripts.start}, and not node.`);
  return args;
}

export function environment({ databaseUrl }: Seeded): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    APP_SECRET: 'only for measuring, thirty-two bytes long',
    // A bench takes longer than an access token lives, and all its people come from this machine.
    ACCESS_TOKEN_TTL: '24h',
    TRUST_PROXY: '1',
    TZ: 'UTC',
  };
}

export async function startContestant(seeded: Seeded, pin: boolean): Promise<Contestant> {
  const queries = await countQueries(seeded);
  const program = await startProgram({ args: MAIN, env: environment(seeded), pin });
  try {
    const visitor = await signIn(program.url, READER);
    const subjects = readings(seeded, visitor);
    for (const subject of subjects) await expectAnswer(program.url, subject);
    return { seeded, program, visitor, readings: subjects, queries };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

/** A page that shows an error is quick, too: what is measured must be what it says. */
async function expectAnswer(url: string, { shot, name }: Subject): Promise<void> {
  const answer = await fetch(url + (shot.nextPath?.() ?? shot.path), { headers: shot.headers ?? {} });
  const text = await answer.text();
  const isList = /^(dashboard|search)/.test(name);
  if (answer.status !== 200 || (isList && !(text.includes('My expenses') && /\/expenses\/\d+/.test(text)))) {
    throw new Error(`${name} answered ${String(answer.status)}: ${text.slice(0, 300)}`);
  }
}

/** How many statements each subject costs, told by a program of its own. */
async function countQueries(seeded: Seeded): Promise<Map<string, number>> {
  const counter = pathToFileURL('bench/count-queries.ts').href;
  const args = ['--import', 'tsx', '--import', counter, ...MAIN];
  const program = await startProgram({ args, env: environment(seeded), pin: false });
  try {
    const visitor = await signIn(program.url, READER);
    const subjects = [...readings(seeded, visitor), ...writings(seeded, visitor).program];
    const counts = new Map<string, number>();
    for (const { name, shot } of subjects) {
      const request = {
        method: shot.method ?? 'GET',
        headers: shot.headers ?? {},
        ...(shot.body && { body: shot.body() }),
      };
      const answer = await fetch(program.url + (shot.nextPath?.() ?? shot.path), {
        ...request,
        redirect: 'manual',
      });
      counts.set(name, Number(answer.headers.get('x-queries')));
    }
    return counts;
  } finally {
    await program.stop();
  }
}

export interface Yardstick {
  readonly name: string;
  readonly program: Program;
}

/** node:http and Express, sending what the dashboard of a contestant sends. */
export async function startBareServers({ program, readings: [dashboard] }: Contestant, pin: boolean) {
  const page = await (
    await fetch(program.url + dashboard!.shot.path, { headers: dashboard!.shot.headers ?? {} })
  ).text();
  const file = join(tmpdir(), `outlay-bench-${String(process.pid)}.html`);
  writeFileSync(file, page);
  const start = async (kind: string) =>
    startProgram({ args: ['--import', 'tsx', 'bench/bare-server.ts', kind, file], env: {}, pin });
  const servers: Yardstick[] = [
    { name: 'bare node:http', program: await start('node') },
    { name: 'bare Express', program: await start('express') },
  ];
  // Each has read it when it began.
  rmSync(file);
  return { servers, bytes: Buffer.byteLength(page) };
}

/** Express and one INSERT, over the database of a contestant. */
export async function startInsertServer({ seeded }: Contestant, pin: boolean): Promise<Program> {
  const { databaseUrl, bookId, categoryId } = seeded;
  const given = [databaseUrl, String(bookId), String(categoryId)];
  return startProgram({ args: ['--import', 'tsx', 'bench/insert-server.ts', ...given], env: {}, pin });
}
