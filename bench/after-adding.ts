import { Agent, request } from 'node:http';
import { costOf, EXPRESS } from './baselines.js';
import type { Contestant, Yardstick } from './contestant.js';
import type { Shot } from './load.js';
import { cpuSeconds, familyCpuSeconds } from './machine.js';
import { AFTER_ADDING, AFTER_ADDING_CPU, type Fact } from './results.js';
import { writings } from './subjects.js';

interface Watched {
  readonly pid: number;
  readonly serverPid?: number | undefined;
}

/** Pairs until the code that they run is compiled: the first thousand take half as long again each, and after 3 000 a tenth. */
const WARM = 8_000;
/** Times in a row, until one way has settled after the other. */
const SETTLE = 400;
/** Short ones in turns, of which the cheapest third counts: what else the machine does comes and goes within seconds, and only adds. */
const TURNS = 9;
const DASHBOARD = '/expenses';

/**
 * The dashboard as it is drawn after each added expense, with the message about it, by one person who does one thing
 * after the other. Adding alone is measured beside it and taken off; the same person asks bare Express for its page.
 */
export async function drawAfterAdding(
  contestant: Contestant,
  bare: readonly Yardstick[],
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<Fact[]> {
  const { seeded, program, visitor } = contestant;
  const express = bare.find(({ name }) => name === EXPRESS)!.program;
  const { shot } = writings(seeded, visitor).program[0]!;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const add = () => ask(agent, program.url, shot);
  const look = async () => {
    const flash = await add();
    const cookie = [visitor.cookie, flash].filter(Boolean).join('; ');
    await ask(agent, program.url, { path: DASHBOARD, headers: { cookie } });
  };
  const bareLook = () => ask(agent, express.url, { path: '/' });
  const ours = { pid: program.pid, serverPid: seeded.serverPid };
  const costs = { both: [] as number[], adding: [] as number[], express: [] as number[] };
  for (let time = 0; time < WARM; time += 1) await look();
  for (let turn = 0; turn < Math.max(TURNS, rounds); turn += 1) {
    costs.both.push(await costOfEach(ours, look, seconds / 2));
    costs.adding.push(await costOfEach(ours, add, seconds / 2));
    costs.express.push(await costOfEach(express, bareLook, seconds / 2));
  }
  agent.destroy();
  const cpuMs = usual(costs.both) - usual(costs.adding);
  const { engine, size } = seeded;
  return [
    { name: AFTER_ADDING_CPU, engine, size, value: cpuMs, unit: 'ms' },
    { name: AFTER_ADDING, engine, size, value: usual(costs.express) / cpuMs, unit: '×' },
  ];
}

/** Processor time of one of what is done over and over, in milliseconds. */
async function costOfEach(watched: Watched, work: () => Promise<unknown>, seconds: number): Promise<number> {
  for (let time = 0; time < SETTLE; time += 1) await work();
  const used = () => ({
    cpuMs: cpuSeconds(watched.pid) * 1_000,
    databaseMs: watched.serverPid === undefined ? 0 : familyCpuSeconds(watched.serverPid) * 1_000,
  });
  const before = costOf(used());
  const until = performance.now() + seconds * 1_000;
  let times = 0;
  for (; performance.now() < until; times += 1) await work();
  return (costOf(used()) - before) / times;
}

/** Gives the cookie with the message that the answer leaves, if it does. */
function ask(agent: Agent, url: string, { method = 'GET', path, headers, body, status }: Shot) {
  const sent = body?.() ?? '';
  return new Promise<string | undefined>((resolve, reject) => {
    const asking = request(url + path, {
      agent,
      method,
      headers: { ...headers, ...(body && { 'content-length': Buffer.byteLength(sent) }) },
    });
    asking.on('error', reject);
    asking.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode !== (status ?? 200)) reject(new Error(`${path}: ${String(answer.statusCode)}`));
        const left = answer.headers['set-cookie']?.find((line) => /^outlay_flash=[^;]/.test(line));
        resolve(left?.split(';', 1)[0]);
      });
    });
    asking.end(sent);
  });
}

/** The mean of the cheapest third. */
function usual(values: readonly number[]): number {
  const cheapest = [...values].sort((a, b) => a - b).slice(0, Math.ceil(values.length / 3));
  return cheapest.reduce((sum, value) => sum + value, 0) / cheapest.length;
}
