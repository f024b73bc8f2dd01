import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAppSecret } from './app-secret.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the first start makes a secret that only its owner can read', () => {
  const path = join(folder, 'data', 'app-secret');
  const { secret, created } = openAppSecret(path);
  expect(created).toBe(true);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(readFileSync(path, 'utf8')).toBe(`${secret}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
});

test('every later start finds the same one, and no two are alike', () => {
  const { secret } = openAppSecret(join(folder, 'one'));
  expect(openAppSecret(join(folder, 'one'))).toEqual({ secret, created: false });
  expect(openAppSecret(join(folder, 'two')).secret).not.toBe(secret);
});

test('a file that is there is never written over', () => {
  const path = join(folder, 'app-secret');
  writeFileSync(path, 'too short');
  expect(() => openAppSecret(path)).toThrow(`The secret in ${path} is shorter than 32 bytes.`);
  expect(() => openAppSecret(path)).not.toThrow('too short');
  expect(readFileSync(path, 'utf8')).toBe('too short');
});

test('a folder that cannot be used is an error that names it', () => {
  writeFileSync(join(folder, 'file'), '');
  chmodSync(join(folder, 'file'), 0o600);
  expect(() => openAppSecret(join(folder, 'file', 'app-secret'))).toThrow(folder);
});
