/* global filter, isOpen, keep, kept */
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
