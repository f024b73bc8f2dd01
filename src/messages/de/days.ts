import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': 'Aufbewahrt werden Tage vom {first} bis zum {last}.',
  'fault.day.far_ahead':
    'Ist der {day} gemeint, also {years, plural, one {in # Jahr} other {in # Jahren}}? Dann bitte noch einmal auf die Schaltfläche drücken.',
  'fault.day.long_ago':
    'Ist der {day} gemeint, also {years, plural, one {vor # Jahr} other {vor # Jahren}}? Dann bitte noch einmal auf die Schaltfläche drücken.',
  'frame.named_amount_day': '{name}, {amount}, {day}',
};
