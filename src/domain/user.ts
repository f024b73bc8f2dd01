import { message } from '../messages/message.js';
import { fault, ok, type Result } from './result.js';
import { cleanLine, codePoints } from './text.js';
import { isGuessable } from './guessable.js';
import { foldText } from './folded-text.js';

/** An address as it was typed, and the form under which it is unique. */
export interface Email {
  readonly display: string;
  readonly key: string;
}

/** Reads a username: 1 to 40 characters on one line. It need not be unique. */
export function parseUsername(text: string): Result<string> {
  return cleanLine(text, { max: 40, noun: 'username' });
}

const EMAIL_MAX = 254;
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN_LABEL = /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * Reads an email address: trimmed and NFC for display, lower case for the key. It is checked for slips of typing, not
 * for every rule of RFC 5321: one @, dots between words, a domain with a dot (or localhost).
 */
export function parseEmail(text: string): Result<Email> {
  if (text.trim() === '') return fault(message('fault.email.empty'));
  const line = cleanLine(text, { max: EMAIL_MAX, noun: 'email' });
  if (!line.ok) return line;
  const [local = '', domain = '', ...more] = line.value.split('@');
  const sane = more.length === 0 && isLocalPart(local) && isDomain(domain);
  if (!sane) return fault(message('fault.email.malformed'));
  return ok({ display: line.value, key: line.value.toLowerCase().normalize('NFC') });
}

/** The key of an address that may be nonsense: it is then the key of nobody. */
export function emailKeyOf(email: string): string {
  const parsed = parseEmail(email);
  return parsed.ok ? parsed.value.key : email.slice(0, 254).trim().toLowerCase();
}

function isLocalPart(local: string): boolean {
  return local.length <= 64 && LOCAL_PART.test(local);
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  if (!labels.every((label) => label.length <= 63 && DOMAIN_LABEL.test(label))) return false;
  return domain.toLowerCase() === 'localhost' || (labels.length > 1 && !/^\d+$/.test(labels.at(-1) ?? ''));
}

export const PASSWORD_MAX = 1024;
/** The least number of code points that are no spaces. */
const UNBLANK_MIN = 4;

export interface PasswordContext {
  /** The least number of code points. */
  readonly min: number;
  readonly username: string;
  readonly email: string;
  /** Whether a password is among those that attackers try first. */
  readonly isCommon: (password: string) => boolean;
}

/**
 * Judges a new password by length and by how soon it would be guessed, with no rules about kinds of characters
 * (NIST SP 800-63B-4 §3.1.1.2). Gives back the password unchanged.
 */
export function checkPassword(
  password: string,
  { min, username, email, isCommon }: PasswordContext,
): Result<string> {
  const length = codePoints(password);
  if (password === '') return fault(message('fault.password.empty'));
  if (length < min) return fault(message('fault.password.too_short', { min }));
  if (length > PASSWORD_MAX) return fault(message('fault.password.too_long', { max: PASSWORD_MAX }));
  if (/[\p{Cc}\p{Cs}]/u.test(password)) return fault(message('fault.password.unseen'));
  if (codePoints(password.replace(/\s/gu, '')) < UNBLANK_MIN)
    return fault(message('fault.password.blank', { min: UNBLANK_MIN }));
  const plain = foldText(password);
  if (isBuiltFrom(contextWords(username, email), plain)) {
    return fault(message('fault.password.personal'));
  }
  if (isGuessable(plain, isCommon)) return fault(message('fault.password.common'));
  return ok(password);
}

function contextWords(username: string, email: string): string[] {
  const address = foldText(email);
  const [local = '', domain = ''] = address.split('@');
  const name = foldText(username);
  return [
    'outlay',
    address,
    local,
    name,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...name.split(' '),
    ...domain.split('.'),
  ]
    .filter((word) => codePoints(word) >= 3)
    .sort((a, b) => b.length - a.length);
}

/** Whether only digits and signs, or next to nothing, is left of the password without these words. */
function isBuiltFrom(words: readonly string[], password: string): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ' '), password);
  if (rest === password) return false;
  return codePoints(rest.replace(/[^\p{L}]+/gu, '')) < 3;
}
