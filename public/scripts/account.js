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
