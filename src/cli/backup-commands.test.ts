import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlay as run } from '../testing/command-line.js';
import { engines } from '../testing/engines.js';
import { fillDatabase } from '../testing/filled-database.js';
import { newTarget, type Target } from '../testing/processes/target.js';

describe.each(engines)('backups by command on $name', ({ name }) => {
  let target: Target;
  let path: string;
  const outlay = (...argv: readonly string[]) => run(argv, { settings: target.settings });
  beforeAll(async () => {
    target = await newTarget(name);
    await outlay('migrate');
    await target.read((db) => fillDatabase(db));
  });
  afterAll(() => target.remove());

  it('backup prints the path of a verified file in BACKUP_DIR', async () => {
    const { code, last, out } = await outlay('backup');
    expect(code).toBe(0);
    expect(last).toMatch(/backups\/outlay-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl\.gz$/);
    expect(out).toMatch(
      /^2 users, 300 expenses; sums: EUR \d+ in minor units, JPY \d+ in minor units\. Verified\.$/m,
    );
    expect(statSync(last).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(target.settings['DATA_DIR']!, 'backups'))).toHaveLength(1);
    path = last;
  });

  it('verify says that it is sound, or where it is not', async () => {
    expect((await outlay('verify', path)).last).toMatch(
      /^Sound: made \S+ by Outlay 1\.2\.3 \(00\d\d-\S+\)\. 2 users/,
    );
    const bad = `${path}.bad`;
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(bad, bytes);
    const { code, out, notes } = await outlay('verify', bad);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(notes).toMatch(/line/i);
    expect((await outlay('verify', 'nowhere.gz')).notes).toBe('There is no file nowhere.gz.');
    const folder = target.settings['DATA_DIR']!;
    for (const command of [['verify'], ['restore', '--to', `sqlite:${folder}/none.db`]])
      expect(await outlay(...command, folder)).toMatchObject({ code: 1, notes: `${folder} is no file.` });
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
  });

  it('restore fills an empty database once, of either engine, and copy goes on from there', async () => {
    const file = join(target.settings['DATA_DIR']!, 'restored.db');
    const to = `sqlite:${file}`;
    expect((await outlay('restore', path, '--to', to)).last).toMatch(/^Restored\. 2 users, 300 expenses/);
    const again = await outlay('restore', path, '--to', to);
    expect(again.code).toBe(1);
    expect(again.notes).toMatch(/^The database holds something already/);
    expect((await outlay('restore', path)).code).toBe(2);
    const other = await newTarget(name);
    expect((await outlay('copy', '--from', to, '--to', other.databaseUrl)).last).toMatch(
      /^Copied and compared\. 2 users/,
    );
    expect((await run(['doctor'], { settings: other.settings })).code).toBe(0);
    await other.remove();
    const unused = await newTarget('postgres');
    expect(await outlay('copy', '--from', unused.databaseUrl, '--to', to)).toMatchObject({
      code: 1,
      notes: 'There is no Outlay in the database that --from names.',
    });
    await unused.remove();
    expect((await outlay('copy', '--from', 'sqlite:/nowhere.db', '--to', to)).notes).toBe(
      'There is no database at /nowhere.db.',
    );
    expect(existsSync('/nowhere.db')).toBe(false);
  });

  it('backup --to never replaces a file', async () => {
    const to = join(target.settings['DATA_DIR']!, 'mine.gz');
    expect((await outlay('backup', '--to', to, '--no-verify')).last).toBe(to);
    expect((await outlay('backup', '--to', to)).notes).toBe(`There is a file ${to} already.`);
  });
});
