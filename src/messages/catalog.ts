import { ar } from './ar/index.js';
import { de } from './de/index.js';
import { en, type English } from './en/index.js';
import { es } from './es/index.js';
import { fr } from './fr/index.js';
import { ja } from './ja/index.js';
import { ptBR } from './pt-BR/index.js';
import type { Language } from './language.js';

/** Every text of a language by the keys of the English one: a missing or unknown key does not compile. */
export type Catalog = Readonly<Record<keyof English, string>>;

/** The same keys as a part of the English texts. */
export type Translation<Part> = Readonly<Record<keyof Part, string>>;

export function isMessageKey(text: string): text is keyof English {
  return Object.hasOwn(en, text);
}

/** The texts of each language, as ICU messages. */
export const CATALOGS: Readonly<Record<Language, Catalog>> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  ar,
};
