// Comfort only: descriptions that were used before, as one types (WAI-ARIA APG: combobox with a list, nothing chosen by itself).
'use strict';

const AT_ONCE = 6;
const ROWS_SEEN = 2.5;
// Marks on Latin, Greek, Cyrillic, Hebrew and Arabic letters.
const MARKS = /[\u0300-\u036F\u0483-\u0487\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g;
const fold = (text) =>
  text.normalize('NFKD').replace(MARKS, '').toUpperCase().toLowerCase().replace(/\s+/g, ' ').trim();

const part = (className, text) => {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
};
const optionOf = ({ text, said }, at) => {
  const option = document.createElement('li');
  option.id = `suggestion-${at}`;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  const words = part('suggestion-text', text);
  words.dir = 'auto';
  const beside = part('suggestion-said', '');
  for (const each of said) beside.append(beside.firstChild ? ' · ' : '', part('', each));
  option.append(words, ' ', beside);
  return option;
};

/** Under the description, else under the form: its button stays in sight. */
const placeUnder = (list, input) => {
  const box = input.getBoundingClientRect();
  const form = input.form.getBoundingClientRect();
  const frame = list.offsetParent.getBoundingClientRect();
  const over = box.width < 320 ? form : box;
  list.style.left = `${over.left - frame.left}px`;
  list.style.width = `${over.width}px`;
  list.style.top = `${box.bottom - frame.top}px`;
  list.style.maxHeight = '';
  const button = input.form.querySelector('button').getBoundingClientRect();
  const isBeside = button.left >= over.right || button.right <= over.left || button.top < box.bottom;
  const row = list.firstElementChild.getBoundingClientRect().height;
  const room = button.top - box.bottom - 8;
  if (isBeside || list.offsetHeight <= room) return;
  if (room < row * ROWS_SEEN) list.style.top = `${form.bottom - frame.top}px`;
  else list.style.maxHeight = `${room}px`;
};

/** The fields beside a description: filled from a suggestion where nobody else's words stand. */
function fillingOf(form) {
  const { amount, category_id: category, refund } = form.elements;
  /** What was filled here and not by a hand: it may be filled anew. */
  const filled = new Map();
  /** A category that somebody chose, also that of none, stays. */
  let isChosen = false;
  let follows = false;

  const isFree = (field) =>
    filled.has(field)
      ? filled.get(field) === field.value
      : field.value === '' && !(field === category && isChosen);
  /** Whether the field can take the value, and nobody else's stands there. */
  const takes = (field, value) =>
    value !== '' &&
    isFree(field) &&
    (!field.options || [...field.options].some((option) => option.value === value));
  const put = (field, value) => {
    field.value = value;
    filled.set(field, value);
  };

  /** In the form that adds, a category follows a description that is there in full, and leaves with it. */
  const follow = (value) => {
    if (!('draft' in form.dataset)) return;
    if (takes(category, value)) {
      put(category, value);
      follows = true;
    } else if (value === '' && follows && isFree(category)) {
      category.value = '';
      filled.delete(category);
      follows = false;
    }
  };
  /** A suggestion that was chosen. */
  const fill = ({ category: id, amount: figure, refund: isRefund }) => {
    if (takes(category, id)) put(category, id);
    follows = false;
    if (!takes(amount, figure)) return;
    put(amount, figure);
    refund.checked = isRefund;
  };
  const wouldFill = (one) => takes(amount, one.amount) || takes(category, one.category);

  amount.addEventListener('input', () => filled.delete(amount));
  category.addEventListener('change', () => {
    filled.delete(category);
    isChosen = true;
  });
  return { follow, fill, wouldFill };
}

/** An empty list, and the field as its combobox. */
function listFor(input) {
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.className = 'suggestions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  // Not the name of the field: each name is there once.
  list.setAttribute('aria-label', input.dataset.suggestions);
  document.querySelector('main').append(list);
  input.removeAttribute('list');
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }))
    input.setAttribute(name, value);
  return list;
}

/** Ties a description, and the fields beside it, to what is suggested. */
function suggestFor(input) {
  const filling = fillingOf(input.form);
  let isTyped = false;
  let known = [];
  let shown = [];
  let active = -1;
  let loading;

  const list = listFor(input);

  const load = () =>
    (loading ??= fetch(input.dataset.suggest, { redirect: 'manual' })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error('nothing'))))
      .then(({ descriptions }) => {
        known = descriptions.map((one) => ({ ...one, key: fold(one.text) }));
        if (isTyped) typed();
      })
      .catch(() => (loading = undefined)));

  const setActive = (at) => {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = at;
    const option = list.children[at];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const close = () => {
    setActive(-1);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
  };

  /** Newest first, those that begin so before others; not one that would change nothing. */
  const matching = () => {
    const key = fold(input.value);
    const words = key.split(' ');
    const changes = (one) => one.text !== input.value.trim() || filling.wouldFill(one);
    const found = known.filter((one) => words.every((word) => one.key.includes(word)) && changes(one));
    const begins = (one) => one.key.startsWith(key);
    return [...found.filter(begins), ...found.filter((one) => !begins(one))].slice(0, AT_ONCE);
  };
  const open = () => {
    shown = matching();
    close();
    if (shown.length === 0 || document.activeElement !== input) return;
    list.replaceChildren(...shown.map(optionOf));
    list.hidden = false;
    list.scrollTop = 0;
    input.setAttribute('aria-expanded', 'true');
    placeUnder(list, input);
  };

  const typed = () => {
    const key = fold(input.value);
    filling.follow(known.find((one) => one.key === key)?.category ?? '');
    if (input.value.trim() === '') close();
    else open();
  };
  const choose = (one) => {
    input.value = one.text;
    filling.fill(one);
    close();
    // Others in the page keep what is half typed.
    input.form.dispatchEvent(new Event('input'));
  };

  /** Down and up go through the list and the field itself; false when there is no list. */
  const move = (step) => {
    if (list.hidden) open();
    if (list.hidden) return false;
    const stops = shown.length + 1;
    setActive(((active + 1 + step + stops) % stops) - 1);
    return true;
  };
  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => active >= 0 && (choose(shown[active]), true),
    Escape: () => !list.hidden && (close(), true),
  };
  input.addEventListener('keydown', (event) => {
    const isPlain = !event.isComposing && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isPlain || !Object.hasOwn(KEYS, event.key) || !KEYS[event.key]()) return;
    event.preventDefault();
    // What was done here is not done to the page too: Escape would close its message.
    event.stopPropagation();
  });
  input.addEventListener('input', () => {
    isTyped = true;
    void load();
    typed();
  });
  input.addEventListener('blur', close);
  input.addEventListener('focus', load);
  // Whoever types an amount goes on to the description.
  input.form.addEventListener('input', load);
  // The keyboard of a phone comes and goes while somebody types.
  addEventListener('resize', () => list.hidden || placeUnder(list, input));
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const at = [...list.children].indexOf(target.closest('li'));
    if (at >= 0) choose(shown[at]);
  });
}

const described = document.querySelector('input[data-suggest]');
if (described) suggestFor(described);
