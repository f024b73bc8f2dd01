import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': 'Seuls les jours du {first} au {last} peuvent être enregistrés.',
  'fault.day.far_ahead':
    'S’agit-il bien du {day}, {years, plural, one {dans # an} other {dans # ans}} ? Alors, appuyez encore une fois sur le bouton.',
  'fault.day.long_ago':
    'S’agit-il bien du {day}, {years, plural, one {il y a # an} other {il y a # ans}} ? Alors, appuyez encore une fois sur le bouton.',
  'frame.named_amount_day': '{name}, {amount}, {day}',
};
