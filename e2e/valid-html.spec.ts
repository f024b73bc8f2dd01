import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from './fixtures.js';
import { fill, ownPages, publicPages, type PageState } from './pages.js';
import type { Person } from './person.js';

const hasJava = spawnSync('java', ['-version']).status === 0;

test('the Nu checker finds no error on any page', async ({ stranger }, testInfo) => {
  test.skip(!hasJava, 'the checker needs java, which is not here');
  test.setTimeout(420_000);
  const folder = testInfo.outputPath('pages');
  mkdirSync(folder, { recursive: true });
  await save(stranger, publicPages, folder);
  await stranger.register();
  await fill(stranger);
  await save(stranger, ownPages, folder);
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const { stderr } = spawnSync('java', ['-jar', jar, '--errors-only', '--format', 'gnu', folder], {
    encoding: 'utf8',
  });
  expect(stderr.split('\n').filter(Boolean)).toEqual([]);
});

/** Writes the documents that these pages are, as they were sent, into a folder. */
async function save(person: Person, states: readonly PageState[], folder: string): Promise<void> {
  for (const { name, open } of states) {
    const documents: Promise<string>[] = [];
    person.page.on('response', (response) => {
      const isPage =
        response.request().isNavigationRequest() && !(response.status() >= 300 && response.status() < 400);
      if (isPage) documents.push(response.text().catch(() => ''));
    });
    await open(person);
    const sent = await documents.at(-1);
    person.page.removeAllListeners('response');
    expect(sent, name).toBeTruthy();
    writeFileSync(`${folder}/${name.replaceAll(/\W+/g, '-')}.html`, sent ?? '');
  }
}
