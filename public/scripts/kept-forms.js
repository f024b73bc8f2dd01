/* global here, keep, kept, who */
// ---- What was half typed into the add form is there again after a look elsewhere.
const draftForm = document.querySelector('form[data-draft]');
const DRAFT = `draft of ${who}`;
if (draftForm) {
  const names = ['amount', 'description', 'tags', 'category_id', 'spent_on', 'refund'];
  const fields = names.map((name) => draftForm.elements[name]);
  const typed = fields.slice(0, 3);
  const valueOf = ({ type, value, checked }) => (type === 'checkbox' && !checked ? '' : value);
  const firstValues = fields.map(valueOf);
  const isBlank = () => typed.every((field) => field.value === '');
  const save = () => {
    const changed = fields.filter((field, at) => valueOf(field) !== firstValues[at] || typed.includes(field));
    keep(DRAFT, isBlank() ? null : Object.fromEntries(changed.map((field) => [field.name, valueOf(field)])));
  };
  if (isBlank()) {
    const draft = kept(DRAFT) ?? {};
    for (const field of fields) {
      if (!draft[field.name]) continue;
      if (field.type === 'checkbox') field.checked = true;
      else field.value = draft[field.name];
    }
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
