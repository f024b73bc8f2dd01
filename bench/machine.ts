import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were measured on, in one line. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const cores = `${String(availableParallelism())} × ${cpu?.model.trim() ?? 'unknown processor'}`;
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cores}, ${memory}, ${type()} ${release()}, Node.js ${process.version}, load before ${load[0] ?? '?'}`;
}

/** With two cores or more: the load generator has the last for itself, what is measured the first. */
export const PROGRAM_CORE = 0;

export function canPin(): boolean {
  return availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;
}

/** Ties this process, the load generator, to the last core. */
export function pinGenerator(): void {
  spawnSync('taskset', ['-a', '-p', '-c', String(cpus().length - 1), String(process.pid)]);
}

/** Lets a program run on all cores for a while, as it does at home. */
export async function unpinned<T>(pid: number, work: () => Promise<T>): Promise<T> {
  const wasPinned = /^Cpus_allowed_list:\s*\d+$/m.test(statusOf(pid));
  const tie = (to: string) => spawnSync('taskset', ['-a', '-p', '-c', to, String(pid)]);
  if (wasPinned) tie(`0-${String(cpus().length - 1)}`);
  try {
    return await work();
  } finally {
    if (wasPinned) tie(String(PROGRAM_CORE));
  }
}

/** Resident memory of a process in MiB. */
export function residentMiB(pid: number): number {
  const kib =
    /VmRSS:\s+(\d+)/.exec(statusOf(pid))?.[1] ??
    spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString();
  return Number(kib) / 1024;
}

/** What Linux tells of a process; empty elsewhere. */
function statusOf(pid: number): string {
  const path = `/proc/${String(pid)}/status`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const TICKS_A_SECOND = 100;

/** Processor time that a process has used so far; NaN where /proc does not tell. */
export function cpuSeconds(pid: number): number {
  return timesOf(pid)?.own ?? Number.NaN;
}

/** Processor time that a process and its children have used so far, those that ended included; NaN as above. */
export function familyCpuSeconds(pid: number): number {
  const head = timesOf(pid);
  if (!head) return Number.NaN;
  const children = readdirSync('/proc').flatMap((name) => timesOf(name) ?? []);
  return children.reduce((sum, { parent, own }) => (parent === pid ? sum + own : sum), head.own + head.ended);
}

interface Times {
  readonly parent: number;
  /** Seconds. */
  readonly own: number;
  /** Seconds of its children that have ended. */
  readonly ended: number;
}

/** What Linux counts of a process; undefined when there is none, and elsewhere. */
function timesOf(pid: number | string): Times | undefined {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number);
    const seconds = (first: number) => (fields[first]! + fields[first + 1]!) / TICKS_A_SECOND;
    return { parent: fields[1]!, own: seconds(11), ended: seconds(13) };
  } catch {
    return undefined;
  }
}
