import { resolve } from 'node:path';
import { parseRetention, type Retention } from '../domain/retention.js';
import { type ConfigReader, type Places, quote } from './reader.js';

export interface BackupConfig {
  readonly dir: string;
  /** null: off. */
  readonly everyMs: number | null;
  readonly keep: Retention;
}

const USUAL_KEEP = '7d,4w,12m';

/** Reads BACKUP_DIR, BACKUP_EVERY and BACKUP_KEEP. */
export function readBackups(reader: ConfigReader, { home, dataDir }: Places): BackupConfig {
  const isOff = reader.text('BACKUP_EVERY')?.toLowerCase() === 'off';
  const keep = reader.text('BACKUP_KEEP') ?? USUAL_KEEP;
  const retention = parseRetention(keep);
  if (!retention)
    reader.refuse(
      'BACKUP_KEEP',
      `is ${quote(keep)}; expected days, weeks and months, such as ${USUAL_KEEP}.`,
    );
  return {
    dir: resolve(home, reader.text('BACKUP_DIR') ?? resolve(dataDir, 'backups')),
    everyMs: isOff ? null : reader.duration('BACKUP_EVERY', { min: '1m', max: '30d', unset: '24h' }),
    keep: retention ?? parseRetention(USUAL_KEEP)!,
  };
}

/** Where metrics are answered, apart from the pages; undefined: nowhere. */
export interface MetricsConfig {
  readonly port: number;
  readonly host: string;
}

export const USUAL_METRICS_HOST = '127.0.0.1';

/** Reads METRICS_PORT and METRICS_HOST. */
export function readMetrics(reader: ConfigReader): MetricsConfig | undefined {
  const host = reader.text('METRICS_HOST') ?? USUAL_METRICS_HOST;
  if (!/^[\w.:%-]+$/.test(host))
    reader.refuse('METRICS_HOST', `is ${quote(host)}; expected a host name or an address.`);
  if (reader.text('METRICS_PORT') === undefined) return undefined;
  return { port: reader.integer('METRICS_PORT', { min: 0, max: 65_535, unset: 0 }), host };
}
