// Comfort only: everything works without this file.
'use strict';
/* exported here, keep, kept, who */

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
// @import 'scripts/choosing.js'
// @import 'scripts/kept-forms.js'
// @import 'scripts/messages.js'
// @import 'scripts/rows.js'
// @import 'scripts/keys.js'
// @import 'scripts/account.js'
