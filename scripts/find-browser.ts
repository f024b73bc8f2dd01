import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const tenMinutes = 600_000;

/**
 * Finds a Chromium for the tests, installing one if this machine has none.
 * Looked at in this order: CHROMIUM_PATH or PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH, Playwright's own build, the system's.
 * @returns the path of the program
 * @throws Error that says what was tried and what to do, when no browser can be had
 */
export function findBrowser(): string {
  const found = given() ?? playwrights() ?? systems();
  if (found !== undefined) return found;
  installPlaywrights();
  const downloaded = playwrights();
  if (downloaded !== undefined) return downloaded;
  installSystems();
  const installed = systems();
  if (installed !== undefined) return installed;
  throw new Error(
    'The tests in a browser need Chromium, and none was found or could be installed. Install Chromium or Chrome, ' +
      'or say where it is: CHROMIUM_PATH=/path/to/chromium npm test',
  );
}

function given(): string | undefined {
  const path = process.env.CHROMIUM_PATH ?? process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
  if (path === undefined || path === '') return undefined;
  if (!isProgram(path)) throw new Error(`No program at ${path}, which CHROMIUM_PATH names.`);
  return path;
}

function playwrights(): string | undefined {
  const path = chromium.executablePath();
  return isProgram(path) ? path : undefined;
}

function systems(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return namesOnPath
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .concat(applications)
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installPlaywrights(): void {
  console.log('No Chromium found: asking Playwright for its own build …');
  const args = canUseApt() ? ['--with-deps', 'chromium'] : ['chromium'];
  // The download alone first: it fails within seconds where it is not reachable, the system packages take minutes.
  if (!run('npx', ['playwright', 'install', 'chromium'])) return;
  if (args.length > 1) run('npx', ['playwright', 'install', ...args]);
}

function installSystems(): void {
  if (!canUseApt()) return;
  console.log("Asking the system's packages for Chromium …");
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: tenMinutes,
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  console.log(findBrowser());
}
