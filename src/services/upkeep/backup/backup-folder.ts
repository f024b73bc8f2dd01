import { existsSync, readdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseKept, type Retention } from '../../../domain/retention.js';

const GOOD = /^outlay-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.jsonl\.gz$/;
const BAD = /^outlay-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.jsonl\.gz\.bad$/;
/** Left behind by a process that was killed. */
const LEFTOVER = /^(outlay-.*\.(part|unverified)|verify-.{6})$/;
const DAY_MS = 86_400_000;

/** What the folder of backups tells. */
export interface BackupState {
  /** When the newest backup that was verified was made, ISO; null when there is none. */
  readonly lastVerifiedAt: string | null;
  /** When one was made that turned out to be wrong, and none that is right since; else null. */
  readonly failedAt: string | null;
}

/**
 * The folder of backups. A file gets its name only once it was verified: what is there counts. What failed ends in `.bad`,
 * and is kept until a good one follows it, for whoever wants to look.
 */
export class BackupFolder {
  constructor(readonly path: string) {}

  /** Where a backup of this instant (ISO) belongs. */
  fileOf(instant: string): string {
    return join(this.path, `outlay-${instant.slice(0, 19).replaceAll(':', '-')}Z.jsonl.gz`);
  }

  state(): BackupState {
    const lastVerifiedAt = this.instants(GOOD).at(-1) ?? null;
    const failed = this.instants(BAD).at(-1) ?? null;
    return { lastVerifiedAt, failedAt: failed !== null && failed > (lastVerifiedAt ?? '') ? failed : null };
  }

  async setAside(path: string, instant: string): Promise<void> {
    await rename(path, `${this.fileOf(instant)}.bad`);
  }

  /** Removes what the rule does not keep. Gives how many files went. */
  async thin(retention: Retention): Promise<number> {
    const good = this.instants(GOOD);
    const kept = chooseKept(good, retention);
    const last = good.at(-1) ?? '';
    const gone = [
      ...good.filter((instant) => !kept.has(instant)).map((instant) => this.fileOf(instant)),
      ...this.instants(BAD)
        .filter((instant) => instant < last)
        .map((instant) => `${this.fileOf(instant)}.bad`),
    ];
    for (const path of gone) await rm(path, { force: true });
    return gone.length;
  }

  /** Removes what a process left that was killed at least a day ago. */
  async clear(now: Date): Promise<void> {
    for (const name of this.names().filter((each) => LEFTOVER.test(each))) {
      const path = join(this.path, name);
      const age = now.getTime() - (await stat(path)).mtimeMs;
      if (age > DAY_MS) await rm(path, { recursive: true, force: true });
    }
  }

  /** The oldest first. */
  private instants(pattern: RegExp): string[] {
    return this.names()
      .flatMap((name) => {
        const [, day = '', hour = '', minute = '', second = ''] = pattern.exec(name) ?? [];
        return day === '' ? [] : [`${day}T${hour}:${minute}:${second}.000Z`];
      })
      .sort();
  }

  private names(): string[] {
    return existsSync(this.path) ? readdirSync(this.path) : [];
  }
}
