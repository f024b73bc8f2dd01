import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Cette dépense récurrente n’existe pas.',
  'error.recurring_rests': 'Aucun jour à sauter : elle est en pause, ou son dernier jour est passé.',
  'fault.recurring.interval': 'Saisissez un nombre entier de 1 à {max}.',
  'fault.recurring.every': 'Choisissez jour, semaine, mois ou année.',
  'fault.recurring.mode': 'Choisissez ce qui se passe ce jour-là.',
  'fault.recurring.ends_before': 'C’est avant le premier jour.',
  'fault.recurring.too_many': 'Un livre contient {max} dépenses récurrentes au maximum.',
  'fault.recurring.too_many_due':
    'C’est trop ancien : {max} dépenses au maximum peuvent être ajoutées à la fois.',
  'fault.recurring.too_far': 'Choisissez un jour parmi les {max} prochains.',
  'fault.recurring.no_such_day': 'Ce jour ne peut pas être sauté.',
  'changes.kind.recurring': 'Dépense récurrente « {name} » ajoutée',
};
