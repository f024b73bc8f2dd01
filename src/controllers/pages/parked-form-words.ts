import type { ParkedForm as ParkedFormModel } from '../../http/page-models.js';
import { message, type Message } from '../../messages/message.js';
import type { Request } from 'express';
import type { Parking } from '../../http/parking.js';

/** What waits, in words that its owner recognises; undefined when nothing does. */
export async function describeParkedForm(
  parking: Parking,
  req: Request,
  id: string,
): Promise<ParkedFormModel | undefined> {
  const form = await parking.peek(req, id);
  if (!form) return undefined;
  return { id, says: sentenceFor(form.path.split('?', 1)[0] ?? '', form.fields) };
}

function sentenceFor(path: string, fields: Readonly<Record<string, string>>): Message {
  if (path === '/expenses') return message('parked.expense', { what: nameOf(fields) });
  if (/^\/expenses\/\d+$/.test(path)) return message('parked.change', { what: nameOf(fields) });
  return message(/\/delete$/.test(path) ? 'parked.deletion' : 'parked.other');
}

function nameOf({ description, amount, name }: Readonly<Record<string, string>>): string | Message {
  if (description && amount) return message('frame.named_amount', { name: description, amount });
  return description || amount || name || message('parked.as_typed');
}
