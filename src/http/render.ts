import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ejs, { type Template } from 'ejs';
import type { AssetUrls } from './assets.js';
import { escapeHtml } from './escape-html.js';
import type { LayoutModel, PageModels, PageName } from './page-models.js';

export interface Renderer {
  /** A whole page: the layout around a body. */
  render<P extends PageName>(page: P, model: PageModels[P], layout: LayoutModel): string;
}

/** Inputs as HTML, for the forms of a page. */
interface HiddenFields {
  readonly csrf: string;
  readonly idempotency: string;
}

const NO_FIELDS: HiddenFields = { csrf: '', idempotency: '' };

/**
 * Compiles every template under `viewsDir` once.
 * @throws Error when a template does not compile or a page has none.
 */
export function createRenderer({ assets, viewsDir }: { assets: AssetUrls; viewsDir: string }): Renderer {
  const templates = compileAll(viewsDir);
  const asset = (name: string) => assets.url(name);
  const sprite = asset('icons.svg');

  function draw(name: string, page: object, tokens: HiddenFields): string {
    const template = templates.get(name);
    if (!template) throw new Error(`There is no template "${name}".`);
    const include = (part: string, model: object = {}) => draw(part, model, tokens);
    return template({ page, include, asset, sprite, ...tokens });
  }

  function render<P extends PageName>(page: P, model: PageModels[P], layout: LayoutModel): string {
    const hidden = (name: string, value: string | undefined) =>
      draw('partials/hidden', { name, value }, NO_FIELDS);
    const tokens = {
      csrf: hidden('_csrf', layout.csrfToken),
      idempotency: hidden('idempotency_key', layout.idempotencyKey),
    };
    const body = draw(page, model, tokens);
    return draw('layout', { ...layout, page, section: page.slice(0, page.indexOf('/')), body }, tokens);
  }

  return { render };
}

function compileAll(viewsDir: string): Map<string, Template> {
  const files = readdirSync(viewsDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ejs'),
  );
  return new Map(files.map((file) => [nameOf(file), compile(join(viewsDir, file))]));
}

const nameOf = (file: string) => relative('', file).split(sep).join('/').slice(0, -'.ejs'.length);

// `include` in a template is ours: a look-up in the map, where that of EJS would ask the disk each time. It can be
// declared because `compileDebug` puts the template into a block of its own. EJS copies its locals at every call: so
// they are few, and the model is one of them.
const compile = (filename: string) =>
  ejs.compile(readFileSync(filename, 'utf8'), {
    strict: true,
    _with: false,
    localsName: 'locals',
    destructuredLocals: ['page', 'include', 'asset', 'sprite', 'csrf', 'idempotency'],
    escape: escapeHtml,
    filename,
    compileDebug: true,
    rmWhitespace: true,
  });
