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

// ---- A message goes when it is closed, or with Escape.
const flash = document.querySelector('[data-flash]');
flash?.querySelector('[data-close]')?.addEventListener('click', (event) => {
  event.preventDefault();
  flash.remove();
});
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') flash?.remove();
});

// ---- A new account learns the time zone of its browser, so that its today begins at home.
const zone = document.querySelector('input[data-time-zone]');
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;

// ---- What is there to be copied is selected at once.
for (const field of document.querySelectorAll('[data-select]')) {
  field.addEventListener('focus', () => field.select());
}
