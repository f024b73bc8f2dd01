import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Bitte die Ausgabe als eine Zeile schreiben.',
  'fault.quick.too_long': 'Eine Zeile hat höchstens {max} Zeichen.',
};
