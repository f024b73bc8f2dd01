// Comfort only: everything works without this file.
'use strict';

// ---- The address of a filter stays short: what is empty is not sent.
const filter = document.querySelector('form[data-filter]');
filter?.addEventListener('formdata', ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});

// ---- A form is sent once: a second press while it is under way does nothing.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 5000);
  });
}

// ---- Back from the browser's own cache: forms can be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// ---- Enter saves from a select too, unless it chooses in the open list. Browsers before `:open` report no key then.
const isOpen = (select) => {
  try {
    return select.matches(':open');
  } catch {
    return false;
  }
};
for (const select of document.querySelectorAll('form[data-draft] select')) {
  select.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || isOpen(select)) return;
    event.preventDefault();
    select.form.requestSubmit();
  });
}

// ---- A page's memory of this tab. It may be refused, then nothing is kept.
const kept = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};
const keep = (key, value) => {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The browser keeps nothing: so be it.
  }
};

const here = location.pathname + location.search;
const who = document.querySelector('.who')?.textContent ?? '';

// ---- Choosing is enough: a select of the filter applies itself after a moment, a day when its field is left. Whoever goes
// on in the form, or walks through the choices by keys, applies all of it with Enter, with the button or by leaving.
const QUIET_MS = 600;
const CHOICE = 'choice';
if (filter) {
  let timer;
  let isOpenEnded = false;
  let isUnderWay = false;
  let byKey = false;
  let chosen;
  const stop = () => clearTimeout(timer);
  const apply = () => {
    isUnderWay = true;
    keep(CHOICE, { id: document.activeElement?.id, y: document.documentElement.scrollTop });
    filter.requestSubmit();
  };
  const applySoon = (wait) => {
    stop();
    // A page that is on its way already is asked for anew, with all that was chosen.
    timer = setTimeout(apply, isUnderWay ? 0 : wait);
  };
  filter.addEventListener('pointerdown', () => (byKey = false));
  filter.addEventListener('keydown', (event) => {
    const { key, target, isComposing } = event;
    byKey = /^(Arrow|Home|End|Page|[^ ]$)/.test(key);
    if (key !== 'Enter' || isComposing || target.tagName !== 'SELECT' || isOpen(target)) return;
    event.preventDefault();
    apply();
  });
  filter.addEventListener('change', ({ target, isTrusted }) => {
    if (!target.matches('select, [type=date], [type=month]')) return;
    isOpenEnded = true;
    chosen = target;
    stop();
    // What a script chooses comes one after the other: longer apart where the machine is busy.
    if (target.tagName === 'SELECT' && !byKey) applySoon(isTrusted ? QUIET_MS : 2 * QUIET_MS);
  });
  filter.addEventListener('focusin', ({ target }) => {
    if (target !== chosen) stop();
  });
  filter.addEventListener('focusout', ({ relatedTarget }) => {
    if (isOpenEnded && !filter.contains(relatedTarget)) applySoon(QUIET_MS);
  });
  filter.addEventListener('submit', () => {
    stop();
    isOpenEnded = false;
  });
  addEventListener('pageshow', () => (isUnderWay = false));
}
const choice = kept(CHOICE);
keep(CHOICE, null);
if (choice && filter) {
  const goOn = () => {
    document.documentElement.scrollTop = choice.y;
    const field = document.getElementById(choice.id);
    const folded = field?.closest('details');
    if (folded) folded.open = true;
    field?.focus({ preventScroll: true });
  };
  goOn();
  addEventListener('load', () => requestAnimationFrame(goOn));
}

// ---- What was half typed into the add form is there again after a look elsewhere.
const draftForm = document.querySelector('form[data-draft]');
const DRAFT = `draft of ${who}`;
if (draftForm) {
  const fields = ['amount', 'description', 'category_id', 'spent_on'].map((name) => draftForm.elements[name]);
  const [amount, description] = fields;
  const firstValues = fields.map((field) => field.value);
  const isBlank = () => amount.value === '' && description.value === '';
  const save = () => {
    const changed = fields.filter((field, at) => field.value !== firstValues[at] || at < 2);
    keep(DRAFT, isBlank() ? null : Object.fromEntries(changed.map(({ name, value }) => [name, value])));
  };
  if (isBlank()) {
    const draft = kept(DRAFT) ?? {};
    for (const field of fields) if (draft[field.name]) field.value = draft[field.name];
  } else if (document.querySelector('[aria-invalid]')) save();
  draftForm.addEventListener('input', save);
  draftForm.addEventListener('submit', () => keep(DRAFT, null));
}
document.querySelector('form.log-out')?.addEventListener('submit', () => keep(DRAFT, null));

// ---- What a form sent while nothing could be reached is in that form again, with the key of its first sending: what did
// arrive is not carried out twice. The offline page (sw.js) tells that it failed. Passwords and codes are not kept.
const SENT = 'sent';
const sent = kept(SENT);
const isKept = ({ name, type }) =>
  name && !/^(submit|button|image|reset|file|hidden)$/.test(type ?? 'button')
    ? true
    : /^(idempotency_key|version)$/.test(name);
const fieldsOf = (form) =>
  [...form.elements].filter(isKept).map(({ name, value, checked }) => ({ name, value, checked }));
addEventListener('submit', (event) => {
  const form = event.target;
  const action = form.getAttribute('action');
  if (event.defaultPrevented || form.method !== 'post') return;
  const hides = form.querySelector('[autocomplete$=password], [autocomplete=one-time-code]');
  const fields = hides ? [] : fieldsOf(form);
  // A form with faults stands at the address that it was sent to, where nothing can be opened.
  const from = sent?.action === action && form.querySelector('[aria-invalid]') ? sent.from : here;
  keep(SENT, fields.some(({ name }) => name !== 'version') ? { who, action, from, fields } : null);
});
const fillAgain = (form) => {
  for (const { name, value, checked } of sent.fields) {
    const named = [...form.elements].filter((element) => element.name === name);
    const box = named.find((element) => /^(checkbox|radio)$/.test(element.type) && element.value === value);
    if (box) box.checked = checked;
    else if (named[0]) named[0].value = value;
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
};
const offline = document.querySelector('[data-offline]');
if (sent && offline) {
  keep(SENT, { ...sent, failed: true });
  offline.querySelector('[data-typed]').hidden = false;
  offline.querySelector('[data-again]').href = sent.from;
} else if (sent) {
  const isThere = sent.failed && who === sent.who && here === sent.from;
  const form = isThere && [...document.forms].find((each) => each.getAttribute('action') === sent.action);
  if (form && !document.querySelector('[data-flash] [role=status]')) fillAgain(form);
  if (!sent.failed || form || (who && who !== sent.who)) keep(SENT, null);
}

// ---- When nothing can be reached, our own page says so.
const { worker } = document.body.dataset;
const isServed = () => navigator.serviceWorker.controller?.scriptURL === new URL(worker, location).href;
if (worker && navigator.serviceWorker && !isServed()) {
  addEventListener('load', () => navigator.serviceWorker.register(worker).catch(() => undefined));
}

// ---- A message goes when it is closed, or with Escape.
const flash = document.querySelector('[data-flash]');
const room = document.createElement('div');
const closeFlash = () => {
  flash?.remove();
  room.remove();
};
flash?.querySelector('[data-close]')?.addEventListener('click', (event) => {
  event.preventDefault();
  closeFlash();
});
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') closeFlash();
});

// ---- The menu closes with Escape, and when somebody goes on elsewhere.
const more = document.querySelector('[data-more]');
const closeMore = ({ target }) => {
  if (more.open && !more.contains(target)) more.open = false;
};
if (more) {
  addEventListener('click', closeMore);
  addEventListener('focusin', closeMore);
  more.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !more.open) return;
    more.open = false;
    more.querySelector('summary').focus();
  });
}

// ---- What was done is said for a while: longer to whoever is at the message or away, for good to whoever touched it. What
// was wrong stays. Its room stays too, so that nothing moves away from under a finger.
const STAYS_MS = 20_000;
if (flash?.querySelector('[role=status]')) {
  let isHeld = false;
  flash.addEventListener('pointerdown', () => (isHeld = true));
  const leave = () => {
    if (isHeld) return;
    if (document.hidden || flash.matches(':hover, :focus-within')) return setTimeout(leave, STAYS_MS);
    if (!room.isConnected) {
      room.style.height = `${flash.offsetHeight + parseFloat(getComputedStyle(flash).marginBottom)}px`;
      flash.before(room);
    }
    flash.remove();
  };
  setTimeout(leave, STAYS_MS);
}

// ---- After a button in a row the page stays where it was. Its message, out of sight at the top, sits down beside the row
// then, where it covers nothing, and can be answered at once.
const sheet = document.documentElement;
const main = document.querySelector('main');
const topOf = (element) => element.getBoundingClientRect().top;
const isInSight = (element) => topOf(element) >= 0 && element.getBoundingClientRect().bottom <= innerHeight;
const sit = () => {
  const [around, within] = [main, room].map((element) => element.getBoundingClientRect());
  flash.style.maxWidth = `${within.width - 16}px`;
  flash.style.top = `${within.top - around.top + 8}px`;
  flash.style.left = `${within.left - around.left + (within.width - flash.offsetWidth) / 2}px`;
  room.style.height = `${flash.offsetHeight + 16}px`;
};
const seatBefore = (row) => {
  const seat = row.parentElement.insertBefore(document.createElement(row.tagName), row);
  seat.ariaHidden = true;
  if (row.tagName === 'TR') {
    const cell = seat.insertCell();
    cell.colSpan = 9;
    cell.append(room);
  } else seat.append(room);
  seat.className = 'seat';
  flash.classList.add('flash-seated');
  sit();
  addEventListener('resize', sit);
};
const seatNear = ({ x, y }) => {
  const isAround = ({ left, right }) => left <= x && x <= right;
  const away = (row) => Math.abs(topOf(row) - y);
  const [row] = [...main.querySelectorAll('tbody tr, .rows > li')]
    .filter((each) => isAround(each.getBoundingClientRect()))
    .sort((one, other) => away(one) - away(other));
  if (row) seatBefore(row);
};

for (const form of document.querySelectorAll('#row-action, [data-rows]')) {
  form.addEventListener('submit', ({ submitter }) => {
    const { x, y } = (submitter?.closest('tr, li') ?? submitter ?? form).getBoundingClientRect();
    keep('place', { here, y: sheet.scrollTop, at: { x, y } });
  });
}
const place = kept('place');
keep('place', null);
const settle = () => {
  const marked = document.querySelector('.entry-marked');
  if (place?.here === here) sheet.scrollTop = place.y;
  if (!flash) return;
  if (!flash.matches('.flash-seated') && !isInSight(flash)) {
    if (place?.here === here) seatNear(place.at);
    else if (marked && isInSight(marked)) seatBefore(marked);
  }
  if (flash.matches('.flash-seated')) flash.scrollIntoView({ block: 'nearest' });
  if (place?.here === here) flash.querySelector('button.flash-action')?.focus({ preventScroll: true });
};
if (place?.here === here) settle();
// The browser moves to what it gives the focus when the page has come.
addEventListener('load', () => requestAnimationFrame(settle));

// ---- What is wrong is said beside its field: the line that leads there is for fields out of sight.
const hidePointers = () => {
  for (const line of document.querySelectorAll('[data-pointer]')) {
    const fields = [...line.querySelectorAll('a')].map(({ hash }) => document.getElementById(hash.slice(1)));
    if (fields.every(isInSight)) line.classList.add('visually-hidden');
  }
};
requestAnimationFrame(hidePointers);
addEventListener('load', () => requestAnimationFrame(hidePointers));

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

// ---- Single keys: n adds, / searches, ? shows them. The help page turns them off for this device (WCAG 2.1.4).
const KEYS_OFF = 'single keys are off';
const keysAreOff = () => {
  try {
    return localStorage.getItem(KEYS_OFF) !== null;
  } catch {
    return false;
  }
};
const keysBox = document.querySelector('[data-single-keys]');
if (keysBox) {
  const box = keysBox.querySelector('input');
  keysBox.hidden = false;
  box.checked = !keysAreOff();
  box.addEventListener('change', () => {
    try {
      if (box.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, 'yes');
    } catch {
      box.checked = true;
    }
  });
}
const goTo = (id, pageLink) => {
  const field = document.getElementById(id);
  const link = document.querySelector(pageLink);
  if (field) field.focus();
  else if (link) location.assign(`${link.href}#${id}`);
};
const KEYS = {
  n: () => goTo('add-amount', '.tabs a[href$="/expenses"]'),
  '/': () => goTo('filter-q', '.tabs a[href$="/expenses"]'),
  '?': () => goTo('help-keys', '.foot a[href$="/help"]'),
};
const takesText = (element) => element.isContentEditable || element.matches?.('input, select, textarea');
addEventListener('keydown', (event) => {
  const { key, ctrlKey, altKey, metaKey, isComposing, repeat, target } = event;
  if (ctrlKey || altKey || metaKey || isComposing || repeat || event.defaultPrevented) return;
  if (!Object.hasOwn(KEYS, key) || !document.querySelector('.signed-in')) return;
  if (takesText(target) || keysAreOff()) return;
  event.preventDefault();
  KEYS[key]();
});

// ---- A new account learns the time zone of its browser, so that its today begins at home.
const zone = document.querySelector('input[data-time-zone]');
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;

// ---- A password can be looked at. It is sent as a password, so that no browser keeps it among texts.
for (const button of document.querySelectorAll('[data-show]')) {
  const field = document.getElementById(button.getAttribute('aria-controls'));
  const show = (isShown) => {
    field.type = isShown ? 'text' : 'password';
    button.setAttribute('aria-pressed', isShown);
  };
  button.hidden = false;
  field.autocapitalize = 'none';
  field.spellcheck = false;
  button.addEventListener('click', () => show(field.type === 'password'));
  field.form.addEventListener('submit', () => show(false));
}

// ---- What is there to be copied is selected at once.
for (const field of document.querySelectorAll('[data-select]')) {
  field.addEventListener('focus', () => field.select());
}

// ---- The days of a recurring expense follow what is chosen, as its button shows them.
const rhythm = document.querySelector('form[data-preview]');
let previews = 0;
rhythm?.addEventListener('change', async () => {
  const number = ++previews;
  const body = new URLSearchParams(new FormData(rhythm));
  body.set('preview', 'yes');
  const answer = await fetch(rhythm.action, { method: 'POST', body }).catch(() => undefined);
  if (!answer?.ok) return;
  const page = document.createElement('template');
  page.innerHTML = await answer.text();
  const fresh = page.content.querySelector('.recurring-preview');
  const shown = rhythm.querySelector('.recurring-preview');
  // Of several that are under way the last one counts.
  if (!fresh || number !== previews) return;
  if (shown) shown.replaceWith(fresh);
  else rhythm.querySelector('.actions').before(fresh);
});
