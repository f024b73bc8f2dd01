import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Écrivez la dépense sur une ligne.',
  'fault.quick.too_long': 'Une ligne a {max} caractères au plus.',
};
