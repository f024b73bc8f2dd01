import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.js';

const from = (ip: string | undefined, userAgent?: string) =>
  deviceOf({ ip, get: () => userAgent } as unknown as Request);

describe('where a request comes from', () => {
  it.each([
    ['192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['192.0.2.77:51234', '192.0.2.77', '192.0.2.0/24'],
    ['[2001:db8:1:2::a]:51234', '2001:db8:1:2', '2001:db8:1::/48'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1::/48'],
    ['2001:db8::6', '2001:db8:0:0', '2001:db8:0::/48'],
    ['::1', '0:0:0:0', '0:0:0::/48'],
  ])('%s counts as %s and is kept as %s', (address, ip, ipPrefix) => {
    expect(from(address)).toMatchObject({ ip, ipPrefix });
  });

  it('gives the addresses of one IPv6 household one limit, and two households two', () => {
    expect(from('2001:db8:1:2::a').ip).toBe(from('2001:db8:1:2:ffff:ffff:ffff:ffff').ip);
    expect(from('2001:db8:1:2::a').ip).not.toBe(from('2001:db8:1:3::a').ip);
  });

  it('finds the mark of a device under each name that its cookie can have', () => {
    const marked = (cookies?: object) =>
      deviceOf({ ip: '::1', get: () => '', cookies } as unknown as Request).mark;
    for (const prefix of ['', '__Host-', '__Secure-'])
      expect(marked({ [`${prefix}outlay_device`]: 'a.b' })).toBe('a.b');
    expect([marked({}), marked({ outlay_device: 'x'.repeat(400) }), marked()]).toEqual([
      null,
      null,
      undefined,
    ]);
  });

  it('keeps three hundred plain characters of what the device calls itself', () => {
    expect(from('::1', 'Firefox\u202E/1\u0000\u00e9').userAgent).toBe('Firefox/1');
    expect(from('::1', 'x'.repeat(5000)).userAgent).toHaveLength(300);
    expect(from(undefined)).toMatchObject({ userAgent: '' });
  });
});
