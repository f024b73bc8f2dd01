import { describe, expect, test } from 'vitest';
import { pageTable } from '../../testing/page-table.js';
import { kindOf, willDo } from './parked-form-kinds.js';

/** Forms that never wait, with what is asked again instead. */
const NEVER: ReadonlySet<string> = new Set([
  // Passwords.
  '/account/email',
  '/account/password',
  '/account/delete',
  '/account/confirm',
  // A file.
  '/import',
]);

const posts = pageTable
  .filter(({ method, guard }) => method === 'post' && guard === 'signed-in')
  .map(({ path }) => path);
const addressOf = (path: string) =>
  `${path.replace(':id', '42').replace(':date', '2026-03-01')}?return_to=/categories`;
const saidOf = (path: string) => {
  const kind = kindOf(addressOf(path));
  // By its key: what is shown at the door, where nobody is signed in.
  return kind && JSON.stringify(kind.general?.({}) ?? willDo(kind.does({})));
};

describe('the words for forms that wait', () => {
  test('are there for every form of somebody signed in, but for those that never wait', () => {
    expect(posts.filter((path) => saidOf(path) === undefined).sort()).toEqual([...NEVER].sort());
  });

  test('are of each form its own', () => {
    const said = posts.filter((path) => !NEVER.has(path)).map((path) => [path, saidOf(path)] as const);
    const shared = said.filter(([path, words]) =>
      said.some(([other, same]) => other !== path && same === words),
    );
    expect(shared).toEqual([]);
  });

  test('are of no path that is not quite one of ours', () => {
    for (const path of ['/expenses/0/delete', '/expenses/x', '/expenses/1/2/3', '//expenses', '/', ''])
      expect([path, kindOf(path)]).toEqual([path, undefined]);
  });
});
