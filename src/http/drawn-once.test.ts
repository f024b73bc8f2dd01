import { expect, test } from 'vitest';
import { drawnOnce, textOf } from './drawn-once.js';
import { PageBytes } from './page-bytes.js';

const LONG = 'é'.repeat(400);

/** A page of parts, each drawn in brackets, with how many of them were drawn. */
function pageOf(models: readonly { text: string; within?: { text: string } }[], part = 'row') {
  const page = new PageBytes('');
  let drawn = 0;
  const draw = (model: { text: string; within?: { text: string } }): string =>
    textOf(part, model, page, () => {
      drawn += 1;
      return `[${model.text}${model.within ? draw(model.within) : ''}]`;
    });
  return { html: page.of(models.map(draw).join('')).toString(), drawn };
}

test('a marked model is drawn once, whatever stands before it the next time; others each time', () => {
  const [short, long, plain] = [drawnOnce({ text: 'a' }), drawnOnce({ text: LONG }), { text: 'b' }];
  expect(pageOf([short, long, plain])).toEqual({ html: `[a][${LONG}][b]`, drawn: 3 });
  expect(pageOf([long, plain, long, short])).toEqual({ html: `[${LONG}][b][${LONG}][a]`, drawn: 1 });
});

test('a marked model may hold others, which stay where they are in another page', () => {
  const inner = drawnOnce({ text: LONG });
  const outer = drawnOnce({ text: 'o', within: inner });
  const other = drawnOnce({ text: `${LONG}!` });
  expect(pageOf([inner, outer]).html).toBe(`[${LONG}][o[${LONG}]]`);
  expect(pageOf([inner, other, outer]).html).toBe(`[${LONG}][${LONG}!][o[${LONG}]]`);
});

test('another part draws a marked model anew', () => {
  const model = drawnOnce({ text: 'a' });
  pageOf([model]);
  expect(pageOf([model], 'cell').drawn).toBe(1);
  expect(pageOf([model], 'row').drawn).toBe(1);
});

test('a page of any length is written whole', () => {
  const rows = Array.from({ length: 400 }, (_, at) => drawnOnce({ text: `${String(at)} ${LONG}` }));
  const html = rows.map(({ text }) => `[${text}]`).join('');
  expect(pageOf(rows).html).toBe(html);
  expect(pageOf(rows)).toEqual({ html, drawn: 0 });
});
