import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PART = /@import '(styles\/[\w-]+\.css)';\n/g;

/**
 * Our style sheet whole: `public/app.css`, where it names a part of it (`@import 'styles/list.css';`) with that part in
 * its place. So browsers get one file, and what stands further down in the list wins.
 * @param root the folder that holds `public/`
 */
export function readOwnStyles(root: string): string {
  const read = (path: string) => readFileSync(join(root, 'public', path), 'utf8');
  return read('app.css').replace(PART, (_line, path: string) => `\n${read(path)}`);
}
