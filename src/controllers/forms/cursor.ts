import { parseDay } from '../../domain/calendar.js';
import { invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { ListPlace } from '../../services/ledger/expense-service.js';
import type { TrashPlace } from '../../services/ledger/trash-service.js';
import { textOf } from './fields.js';

const WRONG = message('fault.cursor.unknown');

/** A place in the list as an opaque word for URLs. */
export function encodeCursor(place: ListPlace): string {
  return encode(place.towards, place.spentOn, place.id);
}

export function encodeTrashCursor(place: TrashPlace): string {
  return encode(place.towards, place.deletedAt, place.id);
}

/**
 * The place that `cursor` in a query names; undefined without one.
 * @throws AppError invalid (cursor)
 */
export function parseCursor(query: unknown): ListPlace | undefined {
  const parts = decode(query);
  const spentOn = parts && parseDay(parts.at);
  if (parts && !spentOn) throw invalid({ cursor: WRONG });
  return parts && spentOn && { towards: parts.towards, spentOn, id: parts.id };
}

/** @throws AppError invalid (cursor) */
export function parseTrashCursor(query: unknown): TrashPlace | undefined {
  const parts = decode(query);
  if (parts && !isInstant(parts.at)) throw invalid({ cursor: WRONG });
  return parts && { towards: parts.towards, deletedAt: parts.at, id: parts.id };
}

/** Date takes 30 February for 2 March, which PostgreSQL refuses: so it has to come back as it was written. */
function isInstant(text: string): boolean {
  const instant = new Date(text);
  return (
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString() === text &&
    parseDay(text.slice(0, 10)) !== undefined
  );
}

function encode(towards: string, at: string, id: number): string {
  return Buffer.from(`${towards}|${at}|${String(id)}`, 'latin1').toString('base64url');
}

function decode(query: unknown): { towards: 'older' | 'newer'; at: string; id: number } | undefined {
  const text = textOf(query, 'cursor');
  if (text === '') return undefined;
  const match = /^(older|newer)\|([\d:.TZ-]{10,24})\|([1-9]\d{0,15})$/.exec(
    Buffer.from(text, 'base64url').toString('latin1'),
  );
  const id = Number(match?.[3]);
  if (!match || !Number.isSafeInteger(id)) throw invalid({ cursor: WRONG });
  return { towards: match[1] as 'older' | 'newer', at: match[2]!, id };
}
