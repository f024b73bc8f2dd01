import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': 'Se pueden guardar días del {first} al {last}.',
  'fault.day.far_ahead':
    '¿De verdad el {day}, {years, plural, one {dentro de # año} other {dentro de # años}}? Entonces pulsa el botón otra vez.',
  'fault.day.long_ago':
    '¿De verdad el {day}, {years, plural, one {hace # año} other {hace # años}}? Entonces pulsa el botón otra vez.',
  'frame.named_amount_day': '{name}, {amount}, {day}',
};
