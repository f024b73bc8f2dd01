import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'Bitte ein Schlagwort eingeben.',
  'fault.tag.too_long': 'Ein Schlagwort ist zu lang: höchstens {max} Zeichen.',
  'fault.tag.unseen': 'Ein Schlagwort enthält ein unsichtbares Zeichen ({character}). Bitte neu eintippen.',
  'fault.tag.comma': 'Ein Schlagwort enthält kein Komma.',
  'fault.tag.too_many': 'Ein Buch fasst höchstens {max} Schlagwörter.',
  'fault.tag.too_many_of_one': 'Eine Ausgabe hat höchstens {max} Schlagwörter.',
  'error.no_such.tag': 'Dieses Schlagwort gibt es nicht.',
};
