import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

// Builds what `npm start` serves, unless the last build was made from the very same files. So a second start is quick,
// and a folder that was built once can be started where nothing may be written. In JavaScript, so that finding out takes
// a fraction of a second. `--clean` also throws away what files that are gone had become: for the package.

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = [
  'src',
  'public',
  'scripts/build.js',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const stamp = join(root, 'dist/.built-from');

/** @param {string} path */
function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesOf(`${path}/${name}`));
}

function fingerprint() {
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
const isClean = process.argv.includes('--clean');
if (isClean || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== current) {
  // First of all: a build that is cut off must not pass for the one before it.
  rmSync(isClean ? join(root, 'dist') : stamp, { recursive: true, force: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
    cwd: root,
  });
  if (status !== 0) process.exit(status ?? 1);
  const { writeAssets } = await import('../dist/http/asset-build.js');
  await writeAssets({ root, target: join(root, 'dist/public') });
  writeFileSync(stamp, current);
}
