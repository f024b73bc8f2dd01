/** Texts by the name of the part, of models that were marked. */
const drawn = new WeakMap<object, Map<string, string>>();

/**
 * Marks a model of a part that shows nothing but this model, in the words of one language: no token, no page around it.
 * Its text is kept as long as the model is. Gives the model.
 */
export function drawnOnce<Model extends object>(model: Model): Model {
  drawn.set(model, new Map());
  return model;
}

/** The text of a part: drawn, or kept with its model when it was marked. */
export function textOf(part: string, model: object, draw: () => string): string {
  const texts = drawn.get(model);
  if (!texts) return draw();
  let text = texts.get(part);
  if (text === undefined) {
    text = draw();
    // V8 keeps what was put together as a tree, and would walk through it in every page: looking into it makes it one.
    text.includes('\0');
    texts.set(part, text);
  }
  return text;
}
