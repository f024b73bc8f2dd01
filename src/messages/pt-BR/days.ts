import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': 'Podem ser guardados dias de {first} a {last}.',
  'fault.day.far_ahead':
    'É mesmo {day}, {years, plural, one {daqui a # ano} other {daqui a # anos}}? Então pressione o botão mais uma vez.',
  'fault.day.long_ago':
    'É mesmo {day}, {years, plural, one {há # ano} other {há # anos}}? Então pressione o botão mais uma vez.',
  'frame.named_amount_day': '{name}, {amount}, {day}',
};
