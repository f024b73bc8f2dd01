import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A piece of an answer, compressed once, to be put into many gzip streams. */
export interface PackedPiece {
  /** Whole deflate blocks (RFC 1951), none of which is the last one and none of which looks at what stands before. */
  readonly deflated: Buffer;
  readonly crc: number;
  readonly length: number;
}

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty block with fixed codes that says that it is the last. */
const END = Buffer.from([3, 0]);
const STORED_HEADER_BYTES = 5;

export function pack(piece: Buffer): PackedPiece {
  const deflated = deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return { deflated, crc: crc32(piece), length: piece.length };
}

/** A piece that is new each time: stored as it is, so that its length tells nothing about it. */
export function store(text: string): PackedPiece {
  const bytes = Buffer.from(text, 'latin1');
  const deflated = Buffer.allocUnsafe(STORED_HEADER_BYTES + bytes.length);
  deflated.writeUInt8(0, 0);
  deflated.writeUInt16LE(bytes.length, 1);
  deflated.writeUInt16LE(bytes.length ^ 0xffff, 3);
  bytes.copy(deflated, STORED_HEADER_BYTES);
  return { deflated, crc: crc32(bytes), length: bytes.length };
}

/** The pieces one after the other as a gzip stream (RFC 1952), in chunks that are not copied. */
export function gzipOf(pieces: readonly PackedPiece[]): Buffer[] {
  let crc = 0;
  let length = 0;
  for (const piece of pieces) {
    crc = (shifted(crc, piece.length) ^ piece.crc) >>> 0;
    length += piece.length;
  }
  const trailer = Buffer.allocUnsafe(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(length >>> 0, 4);
  return [HEADER, ...pieces.map(({ deflated }) => deflated), END, trailer];
}

/** A linear function of 32 bits: what becomes of each bit. */
type Matrix = Uint32Array;

const SHIFTS_KEPT = 1_000;
const shifts = new Map<number, Matrix>();

/** The CRC-32 of what had the given one, after `length` bytes of nothing but zeros more. */
function shifted(crc: number, length: number): number {
  let shift = shifts.get(length);
  if (!shift) {
    shift = shiftBy(length * 8);
    if (shifts.size >= SHIFTS_KEPT) shifts.clear();
    shifts.set(length, shift);
  }
  return times(shift, crc);
}

/** One bit more is a division by the polynomial of CRC-32; twice as many bits are the same done twice. */
function shiftBy(bits: number): Matrix {
  let power = Uint32Array.from({ length: 32 }, (_, bit) => (bit === 0 ? 0xedb88320 : 2 ** (bit - 1)));
  let result = Uint32Array.from({ length: 32 }, (_, bit) => 2 ** bit);
  for (let left = bits; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result.map((column) => times(power, column));
    power = power.map((column) => times(power, column));
  }
  return result;
}

function times(matrix: Matrix, vector: number): number {
  let product = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((vector >>> bit) & 1) product ^= matrix[bit]!;
  return product >>> 0;
}
