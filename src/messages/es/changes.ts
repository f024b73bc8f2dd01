import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'Ese cambio no existe.',
  'error.change_under_way':
    'Todavía hay en curso un cambio de muchos gastos. Inténtalo de nuevo cuando termine.',
  'error.undone_already': 'Esto ya se deshizo.',
};
