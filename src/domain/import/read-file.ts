import { isXml, readCamt } from './camt.js';
import { readCsv } from './csv.js';
import { decodeText } from './encoding.js';
import { refuseSpreadsheetText, refuseWhatIsNoText } from './magic.js';
import { isOfx, readOfx } from './ofx.js';
import { isJson, readOutlayJson } from './outlay-json.js';
import { isQif, readQif } from './qif.js';
import { Once } from './once.js';
import { Said } from './options.js';
import { Refused, type Flowing, type Reading, type ReadingOptions, type Refusal } from './reading.js';

/**
 * Reads a file of a bank or of another program. What was said about it counts; what was not is found out, and what the
 * file cannot tell comes back as questions. The same bytes and options give the same reading. Never throws for what
 * stands in the file; needs no database and takes time linear in its size.
 */
export function readFile(bytes: Uint8Array, options: ReadingOptions = {}): Reading | Refusal {
  const found = openFile(new Once(bytes), options);
  return found.ok ? { ...found, rows: [...found.rows] } : found;
}

/** The same, without holding the bytes any longer than they are needed, nor all of the rows at once. */
export function openFile(bytes: Once<Uint8Array>, options: ReadingOptions = {}): Flowing | Refusal {
  try {
    const said = new Said(options);
    const { text, encoding } = textOf(bytes, said);
    return readerOf(text, said)(text, encoding, said);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, params: error.params };
    throw error;
  }
}

type Reader = (text: Once<string>, encoding: string, said: Said) => Flowing;

function textOf(bytes: Once<Uint8Array>, said: Said): { text: Once<string>; encoding: string } {
  refuseWhatIsNoText(bytes.look());
  const { text, encoding } = decodeText(bytes.take(), said.encoding());
  if (!/\S/.test(text)) throw new Refused('empty');
  refuseSpreadsheetText(text);
  return { text: new Once(text), encoding };
}

function readerOf(source: Once<string>, said: Said): Reader {
  const text = source.look();
  if (!isOfx(text) && !isXml(text) && !isJson(text)) {
    if (!isQif(text)) return readCsv;
    return (whole, encoding) => readQif(whole.take(), encoding, said);
  }
  said.check();
  if (isOfx(text)) return (whole, encoding) => readOfx(whole.take(), encoding);
  if (isXml(text)) return (whole, encoding) => readCamt(whole.take(), encoding);
  return (whole, encoding) => readOutlayJson(whole.take(), encoding);
}
