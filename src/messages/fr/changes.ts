import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'Cette modification n’existe pas.',
  'error.change_under_way':
    'Une modification de nombreuses dépenses est encore en cours. Réessayez quand elle sera terminée.',
  'error.undone_already': 'Cela a déjà été annulé.',
};
