import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../engines.js';
import { refusedStart, type Settings, startProgram } from './program.js';
import { newTarget, type Target } from './target.js';

const NEWER = `INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ('9999-later', '', '')`;

/** Whether this is the superuser in a folder that no other user may enter, so that none can start the program. */
const isHidden = userInfo().uid === 0 && !isOpenToAll(import.meta.dirname);

function isOpenToAll(folder: string): boolean {
  return (
    (statSync(folder).mode & 0o5) === 0o5 && (dirname(folder) === folder || isOpenToAll(dirname(folder)))
  );
}

const LATIN = `outlay_latin_${String(process.pid)}`;

describe.each(engines)('a start on $name that cannot work', { timeout: 60_000 }, ({ name }) => {
  let target: Target;
  beforeAll(async () => {
    target = await newTarget(name);
  });
  afterAll(() => target.remove());

  /** Expects one line, in plain words and without a stack, and an exit code that says so. */
  const refusal = async (settings: Settings, as?: { uid: number }): Promise<string> => {
    const { code, printed } = await refusedStart({ ...target.settings, ...settings }, as);
    expect({ code, lines: printed.trim().split('\n').length, printed }).toMatchObject({ code: 1, lines: 1 });
    return printed.trim();
  };

  it('says that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, printed } = await refusedStart({ ...target.settings, PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(printed).toMatch(/^The port is taken by another program\. Choose another one with PORT\.$/m);
  });

  it('says that the address is not one of this machine', async () => {
    expect(await refusal({ HOST: '192.0.2.1' })).toBe('HOST is no address of this machine.');
  });

  it('says that the database is newer than the program', async () => {
    const newer = await newTarget(name);
    const program = await startProgram(newer.settings);
    await program.end('SIGTERM');
    await newer.read((db) => db.run(NEWER));
    expect(await refusal(newer.settings)).toMatch(
      /^The database was made by a newer Outlay: it has 9999-later/,
    );
    await newer.remove();
  });

  it('lists every problem of the configuration at once, and no secret: J09', async () => {
    const { code, printed } = await refusedStart({
      ...target.settings,
      PORT: 'eighty',
      APP_SECRET: 'hunter2',
      ACCESS_TOKEN_TTL: 'soon',
      DEFAULT_CURRENCY: 'DUCATS',
    });
    expect(code).toBe(1);
    for (const variable of ['PORT', 'APP_SECRET', 'ACCESS_TOKEN_TTL', 'DEFAULT_CURRENCY'])
      expect(printed).toMatch(new RegExp(`^  ${variable} (is|has) `, 'm'));
    expect(printed).not.toMatch(/hunter2|\n\s+at /);
  });

  if (name === 'sqlite') {
    it('says that another process has the file', async () => {
      const program = await startProgram(target.settings);
      expect(await refusal({})).toMatch(
        /^Another Outlay process uses .*outlay\.db\. SQLite is for one process/,
      );
      await program.end('SIGTERM');
    });

    it('says that DATA_DIR is no folder', async () => {
      const file = join(target.settings['DATA_DIR']!, 'a-file');
      writeFileSync(file, '');
      expect(await refusal({ DATA_DIR: file, APP_SECRET: '', DATABASE_URL: '' })).toMatch(/a-file.*DATA_DIR/);
    });

    it('says that the kept secret is too short, and not what it is', async () => {
      const folder = join(target.settings['DATA_DIR']!, 'short');
      mkdirSync(folder, { mode: 0o700 });
      writeFileSync(join(folder, 'app-secret'), 'hunter2', { mode: 0o600 });
      const said = await refusal({ DATA_DIR: folder, APP_SECRET: '', DATABASE_URL: '' });
      expect(said).toMatch(/app-secret is shorter than 32 bytes\. Remove the file to have a new one made\.$/);
    });

    it.skipIf(isHidden)('says that DATA_DIR may not be written to', async () => {
      const folder = join(target.settings['DATA_DIR']!, 'of-somebody-else');
      mkdirSync(folder, { mode: 0o555 });
      // The superuser may write everywhere: then it is another user who starts the program.
      const as = userInfo().uid === 0 ? { uid: 65_534 } : undefined;
      const settings = { DATA_DIR: folder, APP_SECRET: '', DATABASE_URL: '' };
      expect(await refusal(settings, as)).toMatch(/EACCES.*DATA_DIR/);
    });
  } else {
    const at = (change: Partial<Record<'password' | 'pathname' | 'hostname' | 'port', string>>) => ({
      DATABASE_URL: Object.assign(new URL(target.databaseUrl), change).href,
    });

    it('says that the password is wrong', async () => {
      expect(await refusal(at({ password: 'guess' }))).toMatch(/refuses the password of user "postgres"\.$/);
    });

    it('says that there is no such database, and how to make it', async () => {
      expect(await refusal(at({ pathname: '/nowhere' }))).toMatch(
        /has no database "nowhere"\. Create it: CREATE/,
      );
    });

    // These two wait for a server that may just be starting; so they wait together.
    it.concurrent('says that nobody answers there', async () => {
      expect(await refusal(at({ port: '1' }))).toMatch(/^PostgreSQL at .*:1 cannot be used: .*ECONNREFUSED/);
    });

    it.concurrent('says that the host is unknown', async () => {
      expect(await refusal(at({ hostname: 'postgres.invalid' }))).toMatch(
        /postgres\.invalid.* cannot be used/,
      );
    });

    it('says that the encoding is another one', async () => {
      await target.read((db) =>
        db.run(`CREATE DATABASE ${LATIN} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`),
      );
      const message = await refusal(at({ pathname: `/${LATIN}` }));
      await target.read((db) => db.run(`DROP DATABASE ${LATIN}`));
      expect(message).toMatch(/encoding LATIN1 where UTF8 is needed\. Create another: CREATE/);
    });
  }
});
