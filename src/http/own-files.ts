import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const STYLES = /@import '(styles\/[\w-]+\.css)';\n/g;
const SCRIPTS = /\/\/ @import '(scripts\/[\w-]+\.js)'\n/g;
/** What tells ESLint which names are of other parts. */
const TOLD_TO_LINT = /^\/\* (?:global|exported) [\w, ]+ \*\/\n/gm;

/**
 * Our style sheet whole: `public/app.css`, where it names a part of it (`@import 'styles/list.css';`) with that part in
 * its place. So browsers get one file, and what stands further down in the list wins.
 * @param root the folder that holds `public/`
 */
export function readOwnStyles(root: string): string {
  return withParts(root, 'app.css', STYLES);
}

/** Our script whole, in the same way, from lines such as `// @import 'scripts/rows.js'`: its parts share one scope. */
export function readOwnScript(root: string): string {
  return withParts(root, 'app.js', SCRIPTS).replace(TOLD_TO_LINT, '');
}

function withParts(root: string, name: string, part: RegExp): string {
  const read = (path: string) => readFileSync(join(root, 'public', path), 'utf8');
  return read(name).replace(part, (_line, path: string) => `\n${read(path)}`);
}
