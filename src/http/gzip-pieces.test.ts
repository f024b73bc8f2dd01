import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipOf, pack, store } from './gzip-pieces.js';

const unpacked = (chunks: Buffer[]) => gunzipSync(Buffer.concat(chunks)).toString('utf8');

describe('pieces that are compressed apart', () => {
  it('make one gzip stream together, whatever stands in them', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constant(''),
      fc.constant('ü'.repeat(70_000)),
    );
    const token = fc.stringMatching(/^[\w-]{0,60}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, token), { maxLength: 8 }), (parts) => {
        const chunks = gzipOf(parts.flatMap(([text, secret]) => [pack(Buffer.from(text)), store(secret)]));
        expect(unpacked(chunks)).toBe(
          parts.map(([text, secret]) => Buffer.from(text).toString() + secret).join(''),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are small, and as long for one token as for another', () => {
    const page = pack(Buffer.from('<tr><td>Coffee</td><td>$4.80</td></tr>\n'.repeat(500)));
    const size = (token: string) => Buffer.concat(gzipOf([page, store(token), page])).length;
    expect(size('a'.repeat(40))).toBeLessThan(600);
    expect(size('a'.repeat(40))).toBe(size('f3-9Kd_0Lw2xQpR7sT1uV5yZ8bN4mH6jG2cE0aW1'));
  });
});
