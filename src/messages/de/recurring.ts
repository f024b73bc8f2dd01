import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Diese wiederkehrende Ausgabe gibt es nicht.',
  'error.recurring_rests': 'Es gibt keinen Tag zum Auslassen: Sie pausiert, oder ihr letzter Tag ist vorbei.',
  'fault.recurring.interval': 'Geben Sie eine ganze Zahl von 1 bis {max} ein.',
  'fault.recurring.every': 'Wählen Sie Tag, Woche, Monat oder Jahr.',
  'fault.recurring.mode': 'Wählen Sie, was an dem Tag geschieht.',
  'fault.recurring.ends_before': 'Das liegt vor dem ersten Tag.',
  'fault.recurring.too_many': 'Ein Buch fasst höchstens {max} wiederkehrende Ausgaben.',
  'fault.recurring.too_many_due':
    'Das ist zu lange her: Höchstens {max} Ausgaben können auf einmal eingetragen werden.',
  'fault.recurring.too_far': 'Wählen Sie einen Tag innerhalb der nächsten {max} Tage.',
  'fault.recurring.no_such_day': 'Das ist kein Tag, der ausgelassen werden kann.',
  'changes.kind.recurring': 'Wiederkehrende Ausgabe „{name}“ eingetragen',
};
