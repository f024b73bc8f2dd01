import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, installPackage, productionPackages } from './installed-package.js';

it('what is installed with the package has no compiler, no types and no tools', () => {
  const names = productionPackages().map((path) => path.replace(/^.*node_modules\//, ''));
  expect(
    names.filter((name) => /^@types\/|^(typescript|tsx|esbuild|vitest|eslint|bootstrap)$/.test(name)),
  ).toEqual([]);
  expect(names).toContain('express');
});

describe('the packed tarball, installed into an empty folder and used by another user', () => {
  let installed: Installed;
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, [installed.bin, ...args], {
      cwd: installed.folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], BCRYPT_COST: '4' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(installed.uid !== undefined && { uid: installed.uid }),
    });
  beforeAll(() => {
    installed = installPackage();
  }, 120_000);
  afterAll(() => installed.remove());

  it('has neither sources nor tests in it', () => {
    const files = readdirSync(join(installed.folder, 'node_modules/outlay'), { recursive: true }).map(String);
    expect(files).toContain('dist/outlay.js');
    expect(files).toContain('db/migrations/0001-books.sqlite.sql');
    const unwanted = files.filter((file) =>
      /(^|\/)(src|e2e|testing)\/|\.ts$|\.test\.|\.built-from/.test(file),
    );
    expect(unwanted).toEqual([]);
  });

  it('adds a user and serves pages with their styles, its data beside it', { timeout: 60_000 }, async () => {
    expect(run('user', 'add', 'a@b.example', '--password', 'plum-violin-harbour')).toBe(
      'Added a@b.example (user 1).\n',
    );
    expect(statSync(join(installed.folder, 'data')).mode & 0o777).toBe(0o700);
    const server = spawn(process.execPath, [installed.bin, 'serve'], {
      cwd: installed.folder,
      env: { PATH: process.env['PATH'], PORT: '0', BCRYPT_COST: '4' },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(installed.uid !== undefined && { uid: installed.uid }),
    });
    const ended = once(server, 'exit');
    for await (const line of createInterface({ input: server.stdout })) {
      const url = /Outlay is ready: (http:[^"]*)/.exec(line)?.[1];
      if (url === undefined) continue;
      const page = await (await fetch(`${url}/login`)).text();
      const styles = /href="(\/static\/app\.[^"]+\.css)"/.exec(page)?.[1];
      expect((await fetch(`${url}${styles ?? ''}`)).status).toBe(200);
      const login = await fetch(`${url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@b.example', password: 'plum-violin-harbour' }),
      });
      expect(login.status).toBe(200);
      server.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(run('doctor')).toMatch(/all is well\.\n$/);
    const backup = run('backup').trimEnd().split('\n').at(-1)!;
    expect(run('verify', backup)).toMatch(/^Sound: /);
    expect(run('restore', backup, '--to', 'sqlite:restored.db')).toMatch(/^Restored\. 1 user, 0 expenses/);
  });
});
