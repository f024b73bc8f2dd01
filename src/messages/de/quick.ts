import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Bitte die Ausgabe als eine Zeile schreiben.',
  'fault.quick.too_long': 'Eine Zeile hat höchstens {max} Zeichen.',
  'quick.title': 'Schnell hinzufügen',
  'quick.one_line': 'Eine Zeile',
  'quick.read': 'Lesen',
  'quick.example': '{amount} Mittagessen #Essen gestern',
  'quick.help': 'Was in einer Zeile stehen kann',
  'quick.understood': 'Verstanden',
  'quick.put_right': 'Was nicht stimmt, unten richtigstellen. Noch ist nichts gespeichert.',
  'quick.back': 'Zurück zu den Ausgaben',
};
