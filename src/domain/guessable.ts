/** What stands in for a letter in passwords such as `P@ssw0rd`; one of two readings where there are two. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...{
    '@': 'a',
    '4': 'a',
    '8': 'b',
    '3': 'e',
    '6': 'g',
    '0': 'o',
    $: 's',
    '5': 's',
    '7': 't',
    '+': 't',
    '2': 'z',
  },
};
const OF_I_OR_L = new Set(['1', '!', '|']);

/** How many digits and signs around a word do not make it another one. */
const AROUND_MAX = 8;
const CORE_MIN = 4;
/** The longest unit whose repetition is guessed, and up to which length of the whole. */
const UNIT_MAX = 4;
const REPEATED_MAX = 24;

/**
 * Whether somebody who knows the most used passwords would try this one soon: one of them, one with digits and signs
 * around it, with signs for letters, one said twice, or a few characters again and again.
 * @param password folded, so in small letters without accents
 * @param isCommon whether a word is among the most used passwords
 */
export function isGuessable(password: string, isCommon: (word: string) => boolean): boolean {
  const isKnown = (word: string) => readings(word).some((reading) => isCommon(reading));
  if (isKnown(password)) return true;
  if (coresOf(password).some((core) => core.length >= CORE_MIN && isKnown(core))) return true;
  const unit = repeatedUnit(password);
  if (unit === undefined) return false;
  return unit.length <= UNIT_MAX ? password.length <= REPEATED_MAX : isKnown(unit);
}

/** What is left without digits and signs around it; at one end they may stand for letters. */
function coresOf(password: string): string[] {
  const [, before = '', middle = '', after = ''] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(password) ?? [];
  if (before.length + after.length > AROUND_MAX) return [];
  return [middle, before + middle, middle + after];
}

/** The word itself, and what it says when signs are read as letters. */
function readings(word: string): string[] {
  const read = (iOrL: string) =>
    word.replace(/[^a-z]/g, (sign) => (OF_I_OR_L.has(sign) ? iOrL : (STAND_INS[sign] ?? sign)));
  return [word, read('i'), read('l')];
}

/** The shortest part that makes the text when it is said several times. */
function repeatedUnit(text: string): string | undefined {
  // Every repetition is found where the text stands again in itself written twice.
  const at = `${text}${text}`.indexOf(text, 1);
  return at < text.length ? text.slice(0, at) : undefined;
}
