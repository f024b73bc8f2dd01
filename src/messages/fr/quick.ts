import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Écrivez la dépense sur une ligne.',
  'fault.quick.too_long': 'Une ligne a {max} caractères au plus.',
  'quick.title': 'Ajout rapide',
  'quick.one_line': 'Une ligne',
  'quick.read': 'Lire',
  'quick.example': '{amount} déjeuner #repas hier',
  'quick.help': 'Ce qu’une ligne peut dire',
  'quick.understood': 'Compris',
  'quick.put_right': 'Corrigez ci-dessous ce qui est faux. Rien n’est encore enregistré.',
  'quick.back': 'Retour à vos dépenses',
};
