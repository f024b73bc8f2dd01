import { conflict, invalid } from '../../domain/errors.js';
import { english } from '../../messages/said.js';
import type { Principal } from '../identity/principal.js';
import type { Import, ImportService } from './import-service.js';

export interface Restored {
  readonly added: number;
  /** Expenses that the book had already. */
  readonly existing: number;
  /** How many stand in the file. */
  readonly categories: number;
  readonly tags: number;
}

/** Takes a file of "Everything of mine" back, by the way of all imports: it can be undone from there. */
export class RestoreUserService {
  constructor(private readonly imports: ImportService) {}

  /**
   * Adds all that the book does not have, or nothing.
   * @throws AppError invalid (file) when it is no such file, or a row of it does not fit
   */
  async restore(principal: Principal, file: { name: string; bytes: Uint8Array }): Promise<Restored> {
    const id = await this.imports.open(principal, file);
    try {
      const found = await this.imports.find(principal, id);
      this.#mustFit(found, principal);
      const { parts } = found.reading;
      // Perhaps the same is not the same: the file knows each expense apart.
      const done = await this.imports.commit(principal, id, true);
      const { addedCount: added, rowCount } = done;
      const [categories, tags] = [parts?.categories.length ?? 0, parts?.tags.length ?? 0];
      return { added, existing: rowCount - added, categories, tags };
    } finally {
      if ((await this.imports.find(principal, id)).status === 'open')
        await this.imports.discard(principal, id);
    }
  }

  #mustFit({ reading, totals, rowCount }: Import, { currency }: Principal): void {
    if (reading.format !== 'outlay-json')
      throw invalid({ file: english('restore.format', 'This is no file of "Everything of mine".') });
    const { skipped, unreadable } = totals.counts;
    if (skipped + unreadable === 0) return;
    const text = `${String(skipped + unreadable)} of ${String(rowCount)} expenses do not fit: a broken day or amount, or another currency than ${currency.code}. Nothing was restored.`;
    throw conflict(english('restore.rows', text));
  }
}
