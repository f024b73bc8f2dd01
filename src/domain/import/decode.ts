// Windows-1252 from 0x80 to 0x9F, after the Encoding Standard: Node 20 reads these bytes as the controls of Latin-1.
const UPPER = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Decodes without putting marks in place of what does not fit: undefined then. */
export function decodeExactly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return withUpper(new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding);
  } catch {
    return undefined;
  }
}

/** Decodes bit by bit, nothing at the end; throws TypeError where something does not fit. */
export function bitDecoder(encoding: string): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => withUpper(decoder.decode(bytes, { stream: bytes !== undefined }), encoding);
}

function withUpper(text: string, encoding: string): string {
  if (encoding !== 'windows-1252') return text;
  return text.replace(/[\x80-\x9f]/g, (control) => UPPER[control.charCodeAt(0) - 0x80]!);
}
