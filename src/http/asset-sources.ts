import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CATALOGS, isMessageKey } from '../messages/catalog.js';
import { directionOf, LANGUAGES, type Language } from '../messages/language.js';
import { createSprite, iconStyles, withIcons } from './icon-sprite.js';
import { readOwnScript, readOwnStyles } from './own-files.js';

export type Encoding = 'br' | 'gz';

/** A file that browsers get. */
export interface Asset {
  /** As templates call it: `app.css`. */
  readonly name: string;
  /** With the hash of its content: `app.3f2a1b9c0d4e.css`. */
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Gathers everything under `public/` and what we use of Bootstrap, its icons and Swagger UI.
 * @param root the folder that holds `public/` and `node_modules/`
 */
export function collectAssets(root: string): Asset[] {
  const kept = (path: string) => readFileSync(join(root, 'node_modules', path), 'utf8');
  const files = readdirSync(join(root, 'public')).filter((file) => extname(file) in CONTENT_TYPES);
  const plain = files.map((name) => [name, readFileSync(join(root, 'public', name))] as const);
  const icons = toAsset(
    'icons.svg',
    Buffer.from(createSprite((icon) => kept(`bootstrap-icons/icons/${icon}.svg`))),
  );
  const own = withIcons(byTheme(readOwnStyles(root)));
  const look = `${own}\n${iconStyles(icons.fileName)}\n`;
  const assets = [
    ...plain.filter(([name]) => !['app.css', 'app.js'].includes(name) && extname(name) !== '.webmanifest'),
    ['app.js', readOwnScript(root)] as const,
    ['app.css', stylesheet(kept('bootstrap/dist/css/bootstrap.min.css'), look)] as const,
    ['app.rtl.css', stylesheet(kept('bootstrap/dist/css/bootstrap.rtl.min.css'), look)] as const,
    ['swagger-ui.css', withoutSourceMap(kept('swagger-ui-dist/swagger-ui.css'))] as const,
    ['swagger-ui.js', withoutSourceMap(kept('swagger-ui-dist/swagger-ui-bundle.js'))] as const,
  ].map(([name, text]) => toAsset(name, Buffer.from(text)));
  assets.push(icons);
  const manifests = plain.filter(([name]) => extname(name) === '.webmanifest');
  return [
    ...assets,
    ...manifests.flatMap(([name, text]) =>
      LANGUAGES.map((language) => {
        const spoken = inLanguage(text.toString('utf8'), language);
        return toAsset(name.replace('.', `.${language}.`), linked(spoken, assets));
      }),
    ),
  ];
}

function toAsset(name: string, body: Buffer): Asset {
  const extension = extname(name);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const fileName = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  return {
    name,
    fileName,
    contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    body,
    encoded: {},
  };
}

// Bootstrap goes into a layer: whatever app.css says wins, however specific Bootstrap's selector is.
const stylesheet = (bootstrap: string, own: string) =>
  `@layer bootstrap{${withoutSourceMap(bootstrap).replace(/^@charset "[^"]*";/, '')}}\n${own}`;

/**
 * Writes each block for dark devices twice: for those who have chosen no theme, and for those who chose the dark one
 * (`data-theme` on the root), so that the style sheet says every colour once. Paper is never dark.
 */
function byTheme(css: string): string {
  return css.replace(
    /@media \(prefers-color-scheme: dark\) \{\n((?: {2}.*\n|\n)*)\}\n/g,
    (_, rules: string) => {
      const within = (root: string) =>
        rules.replace(/^ {2}(\S.*) \{$/gm, (_line, selector: string) =>
          selector === ':root' ? `  ${root} {` : `  ${root} ${selector} {`,
        );
      const device = within(":root:not([data-theme='light'])");
      const chosen = within(":root[data-theme='dark']");
      return `@media screen and (prefers-color-scheme: dark) {\n${device}}\n\n@media screen {\n${chosen}}\n`;
    },
  );
}

const withoutSourceMap = (text: string) => text.replace(/\/[*/]# sourceMappingURL=\S+( \*\/)?\s*$/, '');

/** Replaces `message:key` in a web app manifest by the text of that key. */
const inLanguage = (text: string, language: Language) =>
  text.replace(/message:([\w.]+)/g, (_, key: string) => {
    if (key === 'lang') return language;
    if (key === 'dir') return directionOf(language);
    if (!isMessageKey(key))
      throw new Error(`The web app manifest names the message "${key}", which there is not.`);
    return JSON.stringify(CATALOGS[language][key]).slice(1, -1);
  });

/** Replaces `asset:icon.svg` in a web app manifest by the name with the hash. */
const linked = (text: string, assets: readonly Asset[]) =>
  Buffer.from(
    text.replace(/asset:([\w.-]+)/g, (_, name: string) => {
      const asset = assets.find((candidate) => candidate.name === name);
      if (!asset) throw new Error(`The web app manifest names "${name}", which is not in public/.`);
      return asset.fileName;
    }),
  );
