import { createHash } from 'node:crypto';

const LANES = 8;

/**
 * One SHA-256 for all rows of a table, in whatever order they come: the sum of the SHA-256 of each row, by 32-bit words.
 * The engines read tables in different orders, and sorting a million rows to compare them would cost more than reading.
 * It finds accidents, not forgeries: whoever can write a backup can write its manifest, too.
 */
export class Digest {
  private readonly sum = new Uint32Array(LANES);
  rows = 0;

  add(row: string): void {
    const hash = createHash('sha256').update(row).digest();
    for (let lane = 0; lane < LANES; lane += 1)
      this.sum[lane] = (this.sum[lane] ?? 0) + hash.readUInt32BE(lane * 4);
    this.rows += 1;
  }

  get hex(): string {
    return [...this.sum].map((word) => word.toString(16).padStart(8, '0')).join('');
  }
}
