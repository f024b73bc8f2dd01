import { plainSigns } from '../figure.js';
import { foldText } from '../folded-text.js';

/** One word of a line. */
export interface Token {
  /** As it was typed. */
  readonly text: string;
  /** Without the punctuation behind it, in plain digits and signs. */
  readonly plain: string;
  /** Without the punctuation and the point behind it, folded. */
  readonly folded: string;
}

/** A line as words; what a long word is, nobody asks. */
export function tokensOf(line: string): Token[] {
  return line
    .split(/\s+/u)
    .filter((text) => text !== '')
    .map((text) => {
      const bare = text.replace(/(?<![,;:!?،؛、！？])[,;:!?،؛、！？]+$/u, '');
      return { text, plain: plainSigns(bare).trim(), folded: foldText(bare.replace(/\.$/, '')) };
    });
}

// Japanese is written without spaces: dates, sums of money and days stand on their own all the same.
const JAPANESE_FIGURES =
  /(?<![\d０-９.,，])(?:(?:[\d０-９]{4}年)?[\d０-９]{1,2}月[\d０-９]{1,2}日|[¥￥][\d０-９][\d０-９,.，]*円?|[\d０-９][\d０-９,.，]*円)(?:の|に|は)?/gu;
const JAPANESE_DAYS =
  /(?<=^|\s)(今日|きょう|今朝|今夜|昨日|きのう|昨夜|昨晩|一昨日|おととい|明日|あした)[のはに、,]?(?=\S)/gu;

/** Puts spaces where Japanese has none. */
export function spacedJapanese(line: string): string {
  return line
    .replace(JAPANESE_FIGURES, (found) => ` ${found.replace(/[のには]$/u, '')} `)
    .replace(JAPANESE_DAYS, '$1 ');
}
