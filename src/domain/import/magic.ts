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

/** XLSX begins with its content types or `xl/`; ODS with its media type, which is stored as it is. */
function isSpreadsheet(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return /\[Content_Types\]\.xml|xl\/|_rels\/|opendocument\.spreadsheet/.test(head);
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}
