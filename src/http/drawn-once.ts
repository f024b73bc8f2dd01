import { Stamp } from '../locale/stamp.js';
import { PageBytes } from './page-bytes.js';

/** What the part that last drew a marked model made of it: text where it is short. */
interface Drawn {
  part?: string;
  made?: string | Buffer;
}

const drawn = new Stamp<object, Drawn>();
/** Shorter text is put together faster than bytes are. */
const SHORT = 300;

/**
 * Marks a model of a part that shows nothing but this model, in the words of one language: no token, no page around it.
 * What was drawn of it is kept as long as the model is. Gives the model.
 */
export function drawnOnce<Model extends object>(model: Model): Model {
  drawn.set(model, {});
  return model;
}

/** The text of a part of a page: drawn, or what was kept with its model when it was marked. */
export function textOf(part: string, model: object, page: PageBytes, draw: () => string): string {
  const kept = drawn.of(model);
  if (!kept) return draw();
  if (kept.made === undefined || kept.part !== part) {
    kept.made = keptForm(draw(), page);
    kept.part = part;
  }
  return typeof kept.made === 'string' ? kept.made : page.mark(kept.made);
}

function keptForm(text: string, page: PageBytes): string | Buffer {
  // V8 keeps what was put together as a tree, and would walk through it in every page: looking into it makes it one.
  const hasMark = PageBytes.hasMark(text);
  return hasMark || text.length > SHORT ? page.of(text) : text;
}
