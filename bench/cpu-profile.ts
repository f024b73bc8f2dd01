import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The part of a V8 CPU profile that is used here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

export interface Share {
  readonly name: string;
  /** Of the time that was not idle. */
  readonly percent: number;
}

export interface ProfileSummary {
  readonly busyMs: number;
  /** By file or package, where the time itself was spent. */
  readonly places: readonly Share[];
  /** By function, where the time itself was spent. */
  readonly functions: readonly Share[];
}

/** Says where the time of a profile went, biggest first. */
export function summariseProfile(path: string): ProfileSummary {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const [places, functions] = [new Map<string, number>(), new Map<string, number>()];
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
    if (functionName === '(idle)') continue;
    const time = timeDeltas[index] ?? 0;
    busy += time;
    const place = placeOf(url, functionName);
    add(places, place, time);
    const name = functionName === '' ? `(line ${String(lineNumber + 1)})` : functionName;
    add(functions, url === '' ? name : `${name}, ${place}`, time);
  }
  return { busyMs: busy / 1000, places: shares(places, busy), functions: shares(functions, busy) };
}

function add(sums: Map<string, number>, name: string, time: number): void {
  sums.set(name, (sums.get(name) ?? 0) + time);
}

function shares(sums: ReadonlyMap<string, number>, total: number): Share[] {
  return [...sums]
    .map(([name, time]) => ({ name, percent: (time / total) * 100 }))
    .sort((a, b) => b.percent - a.percent);
}

function placeOf(url: string, functionName: string): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  if (url.includes('/dist/')) return url.replace(/^.*\/dist\//, '');
  if (url.startsWith('node:')) return url.replace('internal/', '').split('/')[0] ?? url;
  return url === '' ? 'native code (SQLite, system calls, V8)' : basename(url);
}
