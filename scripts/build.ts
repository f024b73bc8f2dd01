import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Builds what `npm start` serves, unless the last build was made from the very same files. So a second start is quick,
// and a folder that was built once can be started where nothing may be written.

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'public', 'scripts/build.ts', 'scripts/build-assets.ts', 'tsconfig.json'].concat(
  'tsconfig.build.json',
  'package-lock.json',
);
const stamp = join(root, 'dist/.built-from');
const steps = ['tsc -p tsconfig.build.json', 'tsx scripts/build-assets.ts'];

function filesOf(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesOf(`${path}/${name}`));
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

const current = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== current) {
  for (const step of steps) {
    const { status } = spawnSync(step, { shell: true, stdio: 'inherit', cwd: root });
    if (status !== 0) process.exit(status ?? 1);
  }
  writeFileSync(stamp, current);
}
