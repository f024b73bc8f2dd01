import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { summariseProfile } from './cpu-profile.js';
import { environment, MAIN } from './contestant.js';
import { fire } from './load.js';
import { startProgram } from './program.js';
import { READER, SeededDatabases } from './seeded.js';
import { readings, writings } from './subjects.js';
import { table } from './format.js';
import { signIn } from './visitor.js';

// Where the time goes: `npx tsx bench/profile.ts [size] [words of a subject] [engine]`. Loads one subject of the bench
// while the program is sampled, and prints the shares of its busy time.

const [, , size = '100000', words = 'dashboard, all time', engine = 'sqlite'] = process.argv;
const folder = join('.cache/bench/profile', `${engine}-${size}`);
const databases = new SeededDatabases();
const seeded = await databases.open(engine === 'postgres' ? 'postgres' : 'sqlite', Number(size));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const args = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200', ...MAIN];
const program = await startProgram({ args, env: environment(seeded), pin: false });
const visitor = await signIn(program.url, READER);
const subjects = [...readings(seeded, visitor), ...writings(seeded, visitor).program];
const subject = subjects.find(({ name }) => name.includes(words));
const fired = subject && (await fire(program.url, subject.shot, { connections: 16, seconds: 10 }));
await program.stop();
await databases.close();
if (!fired) throw new Error(`Choose one of: ${subjects.map(({ name }) => name).join(' | ')}`);

const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
const { busyMs, places, functions } = summariseProfile(join(folder, file!));
console.log(
  `${subject.name}, ${engine}, ${size} expenses: ${(busyMs / fired.requests).toFixed(2)} ms of processor an answer\n`,
);
const shown = (shares: typeof places, count: number) =>
  shares.slice(0, count).map(({ name, percent }) => [`${percent.toFixed(1)} %`, name]);
console.log(table(['share', 'where'], shown(places, 16)));
console.log();
console.log(table(['share', 'function'], shown(functions, 24)));
