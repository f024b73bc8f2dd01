// ---- Description and category of a row lead where its amount does: no links of their own, so that a row stays one tab
// stop and is said once. Whoever selects text stays; with Ctrl or the middle button it opens beside, as a link does.
const rows = document.querySelector('[data-rows]');
const linkOf = (row) => row.querySelector('a');
const follow = (event) => {
  const { target, button, ctrlKey, metaKey, shiftKey } = event;
  const cell = target.matches('input') ? null : target.closest('td:first-child');
  const link = cell && linkOf(cell.closest('tr'));
  if (!link || button > 1 || !document.getSelection().isCollapsed) return;
  event.preventDefault();
  link.dispatchEvent(new MouseEvent('click', { button, ctrlKey, metaKey, shiftKey, cancelable: true }));
};
for (const kind of ['click', 'auxclick']) rows?.addEventListener(kind, follow);

// ---- A row is one stop of Tab, its link, until it is entered: by an arrow, by F2, or at its box or a button. Then Tab goes
// through all of it; Escape and any other place close it. It stays a table, read as one: as a grid it would have to be
// walked through. Its link and buttons are described by what they are about.
const listed = [...(rows?.querySelectorAll('tr') ?? [])].filter(linkOf);
const partsOf = (row) => [...row.querySelectorAll('a, input, button')];
const setStops = (row, tabIndex) => {
  for (const part of row?.querySelectorAll('input, button') ?? []) part.tabIndex = tabIndex;
};
let entered = listed.find((row) => row.matches('.entry-marked'));
for (const row of listed) {
  const label = row.querySelector('label');
  label.id = `of-${label.control.name}`;
  for (const part of row.querySelectorAll('a, button')) part.setAttribute('aria-describedby', label.id);
  if (row !== entered) setStops(row, -1);
}
const enter = (row) => {
  if (row === entered) return;
  setStops(entered, -1);
  setStops(row, 0);
  entered = row;
};
addEventListener('focusin', ({ target }) => {
  const row = listed.find((each) => each.contains(target));
  if (row !== entered) enter(target.tagName === 'A' ? undefined : row);
});

// ---- Up and down lead from row to row, to the same link, box or button of each; left and right through a row.
const DOWN = { ArrowDown: 1, ArrowUp: -1 };
const ASIDE = document.dir === 'rtl' ? { ArrowLeft: 1, ArrowRight: -1 } : { ArrowRight: 1, ArrowLeft: -1 };
const partBy = (key, row, part) => {
  const parts = row ? partsOf(row) : [];
  const at = parts.indexOf(part);
  const other = listed[listed.indexOf(row) + DOWN[key]];
  if (other) return partsOf(other)[at] ?? linkOf(other);
  if (key in ASIDE) return parts[at + ASIDE[key]];
  const isAside = row && part !== linkOf(row);
  if (key === 'F2' && row) return isAside ? linkOf(row) : parts[0];
  return key === 'Escape' && isAside ? linkOf(row) : undefined;
};
rows?.addEventListener('keydown', (event) => {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const row = target.closest('tr');
  if (altKey || ctrlKey || metaKey || shiftKey || !(row || target === rows)) return;
  const next = partBy(key, row, target);
  if (key === 'Escape' || next?.tagName === 'A') enter(undefined);
  if (!next) return;
  event.preventDefault();
  // Escape goes back by one: a message stays.
  event.stopPropagation();
  next.focus();
});
