import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** What compiled packages leave behind in a checkout, and nobody runs. */
const LEFTOVERS = /better-sqlite3\/(deps|src|build\/Release\/(obj|\.deps|test_extension))(\/|$)/;
const NOBODY = 65_534;

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/** The folders under node_modules that `npm install --omit=dev` would make. */
export function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path]) => path);
}

export interface Installed {
  /** The folder that was empty before: where a person would type `npx outlay`. */
  readonly folder: string;
  /** The program to run, as npm links it. */
  readonly bin: string;
  /** Another user than the one who installed, where that can be. */
  readonly uid: number | undefined;
  remove(): void;
}

/**
 * The packed tarball, installed into an empty folder: unpacked, with copies of exactly the packages that it would bring.
 * Compiling and downloading them again would take minutes and show nothing about us.
 */
export function installPackage(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-installed-'));
  // Builds only what has changed: other tests run what is in dist.
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: ROOT });
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'outlay'), { recursive: true });
  execFileSync('tar', [
    '-xzf',
    join(folder, filename),
    '-C',
    join(modules, 'outlay'),
    '--strip-components=1',
  ]);
  rmSync(join(folder, filename));
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path), {
      recursive: true,
      filter: (source) => !LEFTOVERS.test(source.replaceAll('\\', '/')),
    });
  }
  mkdirSync(join(modules, '.bin'));
  symlinkSync('../outlay/bin/outlay.js', join(modules, '.bin/outlay'));
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  chmodSync(folder, 0o755);
  if (uid !== undefined) chownSync(folder, uid, uid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { folder, bin: join(modules, '.bin/outlay'), uid, remove };
}
