import { FILE_LIMIT, Refused, type RefusalCode } from './reading.js';

const SIGNATURES: readonly (readonly [RefusalCode, readonly number[], number?])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
  ['picture', [0x57, 0x45, 0x42, 0x50], 8],
  ['picture', [0x66, 0x74, 0x79, 0x70], 4],
  ['picture', [0x49, 0x49, 0x2a, 0x00]],
  ['picture', [0x4d, 0x4d, 0x00, 0x2a]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  // XLS before there were folders in it, by the version of its first record.
  ['spreadsheet', [0x09, 0x00, 0x04, 0x00]],
  ['spreadsheet', [0x09, 0x02, 0x06, 0x00]],
  ['spreadsheet', [0x09, 0x04, 0x06, 0x00]],
  ['spreadsheet', [0x09, 0x08]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
];

/** Throws Refused for what is no text at all, by its first bytes, and for files that are too large or empty. */
export function refuseWhatIsNoText(bytes: Uint8Array): void {
  if (bytes.length > FILE_LIMIT) throw new Refused('too_large', { limit: String(FILE_LIMIT) });
  if (bytes.length === 0) throw new Refused('empty');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    throw new Refused(isSpreadsheet(bytes) ? 'spreadsheet' : 'archive');
  for (const [code, signature, at] of SIGNATURES)
    if (startsWith(bytes, signature, at)) throw new Refused(code);
}

/**
 * XLSX holds its content types or `xl/`, ODS its media type, which is stored as it is, and Numbers parts of its own. All
 * names stand once more at the end.
 */
function isSpreadsheet(bytes: Uint8Array): boolean {
  const names = [bytes.subarray(0, 4096), bytes.subarray(-65_536)];
  return names.some((some) =>
    /\[Content_Types\]\.xml|xl\/|_rels\/|opendocument\.spreadsheet|\.iwa/.test(
      new TextDecoder('latin1').decode(some),
    ),
  );
}

const WEB_PAGE =
  /^<(?:!DOCTYPE\s+html|(?:html|head|body|meta|style|title|script|link|table|div|font|center)\b)/i;
const SHEET_OF_XML = /<\?mso-application\b|urn:schemas-microsoft-com:office:spreadsheet|<office:document\b/i;

/** Throws Refused for text that has to be opened in a spreadsheet first, by how it begins. */
export function refuseSpreadsheetText(text: string): void {
  const head = text.slice(0, 2_000);
  if (SHEET_OF_XML.test(head) && /^\uFEFF?\s*<\?xml/i.test(head)) throw new Refused('spreadsheet');
  if (WEB_PAGE.test(withoutComments(head)) || /^\uFEFF?\s*MIME-Version:/i.test(head))
    throw new Refused('web_page');
}

/** From the first thing on that is neither blank nor a comment of HTML. Not by a regular expression: comments end once. */
function withoutComments(head: string): string {
  let rest = head.replace(/^\uFEFF/, '').trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', '<!--'.length);
    if (end === -1) return '';
    rest = rest.slice(end + '-->'.length).trimStart();
  }
  return rest;
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}
