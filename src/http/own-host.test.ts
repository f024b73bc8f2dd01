import { expect, test } from 'vitest';
import { isOwnHost } from './own-host.js';

const BASE_URL = 'http://money.example.com:3000';

test.each([
  'money.example.com',
  'MONEY.example.com:8080',
  'localhost:3000',
  'app.localhost',
  '192.168.1.7:3000',
  '10.0.0.2',
  '203.0.113.9',
  '[::1]:3000',
  '[fd00::7]',
  'nas',
  'nas.local:3000',
  'nas.home.arpa',
  'nas.lan',
])('%s can only be ours', (host) => {
  expect(isOwnHost(host, BASE_URL)).toBe(true);
});

test.each([
  'evil.example',
  'example.com',
  'money.example.com.evil.example',
  '192.168.1.7.evil.example',
  'localhost.evil.example',
  'evil.example.',
  'in-addr.arpa',
  '',
  'a b',
])('%j can be anybody’s', (host) => {
  expect(isOwnHost(host, BASE_URL)).toBe(false);
});
