import { SaxesParser } from 'saxes';
import { parseDay } from '../calendar.js';
import { joinTexts } from './cells.js';
import { rowOf } from './entry.js';
import { addDecimals, plainDecimal } from './figures.js';
import { fingerprintOf } from './fingerprint.js';
import { PackedRows } from './packed-rows.js';
import { DEPTH_LIMIT, Refused, ROW_LIMIT, type Flowing, type ReadRow } from './reading.js';

export function isXml(text: string): boolean {
  return /^\uFEFF?\s*<(?:\?xml|!DOCTYPE|[A-Za-z])/i.test(text.slice(0, 1000));
}

const ATTRIBUTES_LIMIT = 100;
/** What a row needs of an entry and of its details. */
const TOLD = new Set(
  `Amt Amt@ AcctSvcrRef CdtDbtInd BookgDt/Dt BookgDt/DtTm ValDt/Dt ValDt/DtTm Sts Sts/Cd AddtlNtryInf
  AmtDtls/TxAmt/Amt AmtDtls/TxAmt/Amt@ Refs/AcctSvcrRef AddtlTxInf RmtInf/Ustrd RmtInf/Strd/CdtrRefInf/Ref
  RltdPties/Cdtr/Nm RltdPties/Cdtr/Pty/Nm RltdPties/UltmtCdtr/Nm
  RltdPties/Dbtr/Nm RltdPties/Dbtr/Pty/Nm RltdPties/UltmtDbtr/Nm`.split(/\s+/),
);

/** The texts of an entry or of one of its details, by their path below it; only the first of each but `Ustrd`. */
type Texts = Map<string, string>;
interface CamtEntry {
  readonly line: number;
  readonly texts: Texts;
  readonly details: Texts[];
}

/** Reads CAMT.052, .053 and .054 of every version: several statements, entries of several payments. */
export function readCamt(text: string, encoding: string): Flowing {
  const rows = new PackedRows();
  scan(text, (entry) => {
    for (const row of rowsOf(entry)) rows.add(row);
  });
  return {
    ok: true,
    format: 'camt',
    values: { encoding },
    questions: [],
    notices: rows.length === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: [],
    hasHeader: false,
    people: [],
    rows,
    fingerprint: fingerprintOf('camt', []),
  };
}

/** Throws Refused for what is no CAMT, or takes more than a file may. */
function scan(text: string, onEntry: (entry: CamtEntry) => void): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const names: string[] = [];
  let entry: CamtEntry | undefined;
  let at = 0;
  let target: Texts | undefined;
  let value = '';
  let isCamt = false;
  let attributes = 0;
  parser.on('doctype', () => {
    throw new Refused('doctype');
  });
  parser.on('error', () => {
    throw new Refused(isCamt ? 'broken_xml' : 'not_recognised', { line: String(parser.line) });
  });
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    if ((attributes += 1) > ATTRIBUTES_LIMIT) throw new Refused('too_complicated');
  });
  parser.on('opentag', (tag) => {
    const name = tag.name.replace(/^.*:/, '');
    if (names.length >= DEPTH_LIMIT) throw new Refused('too_deep', { limit: String(DEPTH_LIMIT) });
    names.push(name);
    value = '';
    if (/^BkToCstmr/.test(name)) isCamt = true;
    if (name === 'Ntry') {
      entry = { line: parser.line, texts: new Map(), details: [] };
      [target, at] = [entry.texts, names.length];
    } else if (name === 'TxDtls' && entry) {
      if (entry.details.length >= ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
      target = new Map();
      entry.details.push(target);
      at = names.length;
    }
    const currency = tag.attributes['Ccy'];
    if (target && typeof currency === 'string') put(target, `${names.slice(at).join('/')}@`, currency);
  });
  parser.on('text', (part) => {
    if (target) value += part;
  });
  parser.on('cdata', (part) => {
    if (target) value += part;
  });
  parser.on('closetag', () => {
    if (target && value.trim() !== '') put(target, names.slice(at).join('/'), value.trim());
    value = '';
    const name = names.pop();
    if (name === 'TxDtls' && entry) [target, at] = [entry.texts, names.lastIndexOf('Ntry') + 1];
    if (name !== 'Ntry') return;
    if (entry) onEntry(entry);
    entry = target = undefined;
  });
  parser.write(text.replace(/^\uFEFF/, '').trimStart()).close();
  if (!isCamt) throw new Refused('not_recognised');
}

function put(texts: Texts, path: string, value: string): void {
  if (!TOLD.has(path)) return;
  const known = texts.get(path);
  if (known === undefined) texts.set(path, value);
  else if (path.endsWith('Ustrd') && known.length < 500) texts.set(path, `${known} ${value}`);
}

function rowsOf(entry: CamtEntry): ReadRow[] {
  const { texts, details } = entry;
  const amounts = details.map((detail) => detail.get('Amt') ?? detail.get('AmtDtls/TxAmt/Amt'));
  const currencies = details.map((detail) => detail.get('Amt@') ?? detail.get('AmtDtls/TxAmt/Amt@'));
  const plain = amounts.map((amount) => (amount === undefined ? undefined : plainDecimal(amount, '.')));
  const isBatch =
    details.length > 1 &&
    plain.every((amount) => amount !== undefined) &&
    currencies.every((currency) => currency === texts.get('Amt@')) &&
    plain.reduce<string>(
      (sum, amount, at) => addDecimals(sum, isTurned(entry, details[at]) ? `-${amount}` : amount),
      '0',
    ) === plainDecimal(texts.get('Amt') ?? '', '.');
  const reference = texts.get('AcctSvcrRef');
  if (!isBatch) return [rowOfEntry(entry, texts.get('Amt') ?? '', details[0], reference)];
  return details.map((detail, at) =>
    rowOfEntry(
      entry,
      amounts[at]!,
      detail,
      detail.get('Refs/AcctSvcrRef') ?? (reference && `${reference}/${at + 1}`),
    ),
  );
}

/** A payment back among those of a batch goes the other way than the batch. */
function isTurned({ texts, details }: CamtEntry, detail: Texts | undefined): boolean {
  const side = detail?.get('CdtDbtInd');
  return details.length > 1 && side !== undefined && side !== texts.get('CdtDbtInd');
}

function rowOfEntry(
  entry: CamtEntry,
  amountText: string,
  detail: Texts | undefined,
  reference: string | undefined,
): ReadRow {
  const { line, texts } = entry;
  const side = isTurned(entry, detail) ? detail!.get('CdtDbtInd') : texts.get('CdtDbtInd');
  const dayText =
    texts.get('BookgDt/Dt') ??
    texts.get('BookgDt/DtTm') ??
    texts.get('ValDt/Dt') ??
    texts.get('ValDt/DtTm') ??
    '';
  const plain = /^\d+(?:\.\d+)?$/.test(amountText) ? plainDecimal(amountText, '.') : undefined;
  const amount =
    plain === undefined || (side !== 'DBIT' && side !== 'CRDT')
      ? undefined
      : side === 'DBIT' && plain !== '0'
        ? `-${plain}`
        : plain;
  const status = texts.get('Sts/Cd') ?? texts.get('Sts') ?? 'BOOK';
  const other = side === 'DBIT' ? 'Cdtr' : 'Dbtr';
  const of = (path: string) => detail?.get(path) ?? '';
  const name =
    of(`RltdPties/${other}/Nm`) || of(`RltdPties/${other}/Pty/Nm`) || of(`RltdPties/Ultmt${other}/Nm`);
  const purpose = of('RmtInf/Ustrd') || of('AddtlTxInf');
  return rowOf({
    line,
    day: parseDay(dayText.slice(0, 10)),
    dayText,
    amount,
    amountText,
    currency: texts.get('Amt@') ?? null,
    description: joinTexts(
      name || purpose ? [name, purpose] : [texts.get('AddtlNtryInf') ?? of('RmtInf/Strd/CdtrRefInf/Ref')],
    ),
    externalId: reference?.slice(0, 200),
    skip: status === 'BOOK' ? undefined : 'not_booked',
  });
}
