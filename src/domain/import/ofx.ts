import { cleanText, joinTexts } from './cells.js';
import { parseDay } from '../calendar.js';
import { rowOf } from './entry.js';
import { signedDecimal } from './entry.js';
import { fingerprintOf } from './fingerprint.js';
import { countLines } from './lines.js';
import { PackedRows } from './packed-rows.js';
import { Refused, type Flowing, type Notice } from './reading.js';

export function isOfx(text: string): boolean {
  return /<OFX>|^\s*OFXHEADER\s*:|<\?OFX\b/i.test(text.slice(0, 8192));
}

/**
 * Reads OFX and QFX: SGML, whose values have no end tags, and XML that may lack some. Only the order of the tags counts.
 * Linear: every character is looked at once.
 */
export function readOfx(text: string, encoding: string): Flowing {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Refused('doctype');
  const scan = new OfxScan();
  const tag = /<(\/?)([A-Za-z][\w.]*)[^<>]*>([^<]*)|\n/g;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    if (match[2] === undefined) scan.line += 1;
    else scan.take(match[1] === '/', match[2].toUpperCase(), match[3] ?? '');
  }
  const isWhole = /<\/OFX>\s*$/i.test(text.slice(-200));
  scan.end(isWhole);
  const notices: Notice[] = [...scan.errors];
  if (!isWhole) notices.push({ code: 'cut_off', params: {} });
  if (scan.rows.length === 0 && scan.errors.length === 0) notices.push({ code: 'no_rows', params: {} });
  return {
    ok: true,
    format: 'ofx',
    values: { encoding },
    questions: [],
    notices,
    columns: [],
    hasHeader: false,
    people: [],
    rows: scan.rows,
    fingerprint: fingerprintOf('ofx', []),
  };
}

/** What a row needs. */
const TOLD = new Set(['DTPOSTED', 'TRNAMT', 'CURSYM', 'NAME', 'PAYEE', 'MEMO', 'FITID']);

class OfxScan {
  line = 1;
  readonly rows = new PackedRows();
  readonly errors: Notice[] = [];
  #currency: string | null = null;
  #row: Map<string, string> | undefined;
  #rowLine = 0;
  #aside: string | undefined;
  #status: Map<string, string> | undefined;

  take(isEnd: boolean, name: string, rest: string): void {
    const line = this.line;
    this.line += countLines(rest);
    if (name === 'STMTTRN' || name === 'BANKTRANLIST') {
      this.#finish(false);
      if (!isEnd && name === 'STMTTRN') [this.#row, this.#rowLine] = [new Map(), line];
    } else if (name === 'STATUS') {
      if (isEnd) this.#endStatus();
      else this.#status = new Map();
    } else if (name === 'CURRENCY' || name === 'ORIGCURRENCY') this.#aside = isEnd ? undefined : name;
    else if (!isEnd) this.#value(name, entities(rest).trim());
  }

  end(isWhole: boolean): void {
    this.#endStatus();
    this.#finish(!isWhole);
  }

  #value(name: string, value: string): void {
    if (value === '') return;
    if (name === 'CURDEF')
      this.#currency = /^[A-Za-z]{3}/.test(value) ? value.slice(0, 3).toUpperCase() : null;
    if (this.#status && /^(?:CODE|SEVERITY|MESSAGE)$/.test(name)) this.#status.set(name, value);
    if (name === 'CURSYM' && this.#aside !== 'CURRENCY') return;
    if (this.#row && TOLD.has(name) && !this.#row.has(name)) this.#row.set(name, value);
  }

  #endStatus(): void {
    const status = this.#status;
    this.#status = undefined;
    if (status?.get('SEVERITY')?.toUpperCase() !== 'ERROR') return;
    const params = { code: status.get('CODE') ?? '', message: cleanText(status.get('MESSAGE') ?? '') };
    this.errors.push({ code: 'bank_error', params });
  }

  #finish(isCut: boolean): void {
    const row = this.#row;
    this.#row = undefined;
    if (!row) return;
    const dayText = row.get('DTPOSTED') ?? '';
    const amountText = row.get('TRNAMT') ?? '';
    const digits = /^(\d{4})(-?)(\d{2})\2(\d{2})(?!\d{1,3}(?:\D|$))/.exec(dayText);
    this.rows.add(
      rowOf({
        line: this.#rowLine,
        day: digits ? parseDay(`${digits[1]}-${digits[3]}-${digits[4]}`) : undefined,
        dayText,
        // No grouping is allowed, and a comma may be the decimal sign.
        amount: signedDecimal(amountText, amountText.includes('.') ? '.' : ','),
        amountText,
        currency: row.get('CURSYM')?.slice(0, 3).toUpperCase() ?? this.#currency,
        description: joinTexts([row.get('NAME') ?? row.get('PAYEE') ?? '', row.get('MEMO') ?? '']),
        externalId: row.get('FITID')?.slice(0, 200),
        skip: isCut ? 'cut_off' : undefined,
      }),
    );
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function entities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
