import { isXml, readCamt } from './camt.js';
import { readCsv } from './csv.js';
import { decodeText } from './encoding.js';
import { refuseWhatIsNoText } from './magic.js';
import { isOfx, readOfx } from './ofx.js';
import { isJson, readOutlayJson } from './outlay-json.js';
import { isQif, readQif } from './qif.js';
import { Said } from './options.js';
import { Refused, type Flowing, type Reading, type ReadingOptions, type Refusal } from './reading.js';

/**
 * Reads a file of a bank or of another program. What was said about it counts; what was not is found out, and what the
 * file cannot tell comes back as questions. The same bytes and options give the same reading. Never throws for what
 * stands in the file; needs no database and takes time linear in its size.
 */
export function readFile(bytes: Uint8Array, options: ReadingOptions = {}): Reading | Refusal {
  const found = openFile(bytes, options);
  return found.ok ? { ...found, rows: [...found.rows] } : found;
}

/** The same, without holding all of the rows of a CSV at once. */
export function openFile(bytes: Uint8Array, options: ReadingOptions = {}): Flowing | Refusal {
  try {
    const said = new Said(options);
    refuseWhatIsNoText(bytes);
    const { text, encoding } = decodeText(bytes, said.encoding());
    if (text.trim() === '') throw new Refused('empty');
    if (!isOfx(text) && !isXml(text) && !isJson(text))
      return isQif(text) ? readQif(text, encoding, said) : readCsv(text, encoding, said);
    said.check();
    if (isOfx(text)) return readOfx(text, encoding);
    return isXml(text) ? readCamt(text, encoding) : readOutlayJson(text, encoding);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, params: error.params };
    throw error;
  }
}
