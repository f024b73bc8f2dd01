import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'Saisissez une étiquette.',
  'fault.tag.too_long': 'Une étiquette est trop longue : {max} caractères au plus.',
  'fault.tag.unseen': 'Une étiquette contient un caractère invisible ({character}). Veuillez la retaper.',
  'fault.tag.comma': 'Une étiquette ne contient pas de virgule.',
  'fault.tag.too_many': 'Il y a au plus {max} étiquettes.',
  'fault.tag.too_many_of_one': 'Une dépense a au plus {max} étiquettes.',
  'error.no_such.tag': 'Cette étiquette n’existe pas.',
};
