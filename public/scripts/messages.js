/* global here, keep, kept */
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
