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
