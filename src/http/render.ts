import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ejs, { type Template } from 'ejs';
import type { AssetUrls } from './assets.js';
import { escapeHtml } from './escape-html.js';
import type { LayoutModel, PageModels, PageName } from './page-models.js';

/**
 * The HTML of a page without what surrounds it and without anything secret: its forms hold slots that the layout
 * fills. So a body may be kept and shown again to the same user as long as its model would be the same.
 */
export interface PageBody {
  readonly page: PageName;
  /** HTML, slot, HTML, slot, … HTML. */
  readonly pieces: readonly string[];
  /** In UTF-16 code units, to weigh a cache by. */
  readonly size: number;
}

export interface Renderer {
  /** The part that may be cached. */
  renderBody<P extends PageName>(page: P, model: PageModels[P]): PageBody;
  /** The whole page around a body, kept or fresh. */
  renderLayout(layout: LayoutModel, body: PageBody): string;
  /** Both at once. */
  render<P extends PageName>(page: P, model: PageModels[P], layout: LayoutModel): string;
}

// Text of users is always escaped, so no description can write a slot.
const SLOTS = /<(slot-csrf|slot-idempotency)>/;

/**
 * Compiles every template under `viewsDir` once.
 * @throws Error when a template does not compile or a page has none.
 */
export function createRenderer({ assets, viewsDir }: { assets: AssetUrls; viewsDir: string }): Renderer {
  const templates = compileAll(viewsDir);
  const asset = (name: string) => assets.url(name);
  const sprite = asset('icons.svg');

  function include(name: string, page: object = {}): string {
    const template = templates.get(name);
    if (!template) throw new Error(`There is no template "${name}".`);
    return template({ page, include, asset, sprite });
  }

  function renderBody<P extends PageName>(page: P, model: PageModels[P]): PageBody {
    const html = include(page, model);
    return { page, pieces: html.split(SLOTS), size: html.length };
  }

  function renderLayout(layout: LayoutModel, { page, pieces }: PageBody): string {
    const section = page.slice(0, page.indexOf('/'));
    const slots: Record<string, string> = {
      'slot-csrf': include('partials/hidden', { name: '_csrf', value: layout.csrfToken }),
      'slot-idempotency': include('partials/hidden', {
        name: 'idempotency_key',
        value: layout.idempotencyKey,
      }),
    };
    const body = pieces.map((piece, at) => (at % 2 === 1 ? slots[piece] : piece)).join('');
    return include('layout', { ...layout, page, section, body, csrf: slots['slot-csrf'] });
  }

  return {
    renderBody,
    renderLayout,
    render: (page, model, layout) => renderLayout(layout, renderBody(page, model)),
  };
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
    destructuredLocals: ['page', 'include', 'asset', 'sprite'],
    escape: escapeHtml,
    filename,
    compileDebug: true,
    rmWhitespace: true,
  });
