import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Ese gasto recurrente no existe.',
  'error.recurring_rests': 'No hay ningún día que omitir: está en pausa o ya pasó su último día.',
  'fault.recurring.interval': 'Escribe un número entero del 1 al {max}.',
  'fault.recurring.every': 'Elige día, semana, mes o año.',
  'fault.recurring.mode': 'Elige qué se hace ese día.',
  'fault.recurring.ends_before': 'Es anterior al primer día.',
  'fault.recurring.too_many': 'Un libro admite {max} gastos recurrentes como máximo.',
  'fault.recurring.too_many_due':
    'Hace demasiado tiempo: se pueden añadir {max} gastos a la vez como máximo.',
  'fault.recurring.too_far': 'Elige un día dentro de los próximos {max} días.',
  'fault.recurring.no_such_day': 'Ese día no se puede omitir.',
  'changes.kind.recurring': 'Se añadió el gasto recurrente «{name}»',
};
