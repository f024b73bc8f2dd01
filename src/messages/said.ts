import type { Message } from './message.js';

/** A fault that only programs meet: always English, with a code that never changes. */
export interface PlainEnglish {
  readonly code: string;
  readonly english: string;
}

/** What a fault says: a message for people of every language, or plain English for programs. */
export type Said = Message | PlainEnglish;

export function english(code: string, text: string): PlainEnglish {
  return { code, english: text };
}

/** The name under which programs know what was said: the key without its first part, which only sorts. */
export function codeOf(said: Said): string {
  return 'code' in said ? said.code : said.key.replace(/^(fault|error)\./, '');
}
