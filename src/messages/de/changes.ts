import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'Diese Änderung gibt es nicht.',
  'error.change_under_way':
    'Eine Änderung vieler Ausgaben ist in diesem Buch noch im Gange. Bitte danach noch einmal versuchen.',
  'error.undone_already': 'Das wurde schon rückgängig gemacht.',
};
