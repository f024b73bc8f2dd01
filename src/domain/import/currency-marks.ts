import { findCurrency } from '../currency.js';

// How money is called beside its code, in lower case and without a point behind. Marks that several currencies share,
// such as $ and kr, are not here.
const CALLED: Readonly<Record<string, string>> = {
  EUR: '€ euro euros евро ユーロ 欧元 يورو',
  GBP: '£ gbp£',
  INR: '₹ rs inr₹ rupees',
  KRW: '₩ 원 韓元',
  JPY: '円 日元 日圆 yen',
  CNY: '元 人民币 人民幣 人民币元 rmb yuan',
  RUB: '₽ р руб rur рубль рубли рублей',
  UAH: '₴ грн',
  TRY: '₺ tl ytl',
  ILS: '₪ nis',
  VND: '₫ đ',
  THB: '฿ 泰铢',
  NGN: '₦',
  PHP: '₱',
  BRL: 'r$ reais real',
  PLN: 'zł zl złotych',
  CZK: 'kč',
  HUF: 'ft forint',
  RON: 'lei leu',
  BGN: 'лв',
  CHF: 'fr sfr franken',
  USD: 'us$ usd$ u$s 美元 美金',
  CAD: 'ca$ c$ cad$',
  AUD: 'au$ a$',
  NZD: 'nz$',
  HKD: 'hk$ 港币 港元',
  SGD: 's$',
  TWD: 'nt$',
  MXN: 'mx$',
  SAR: 'ر.س ﷼ ريال sr',
  AED: 'د.إ درهم dhs',
  EGP: 'ج.م جنيه',
};

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(CALLED).flatMap(([code, names]) =>
    names.split(' ').map((name) => [name.replaceAll('.', ''), code] as const),
  ),
);

/** The currency that a word or a mark alone names, `руб.` or `R$` or `PLN`; null if none or several. */
export function currencyOfMark(text: string): string | null {
  const mark = text.trim();
  if (mark.length === 0 || mark.length > 10) return null;
  if (findCurrency(mark)) return mark;
  return CODES.get(mark.toLowerCase().replaceAll('.', '')) ?? null;
}

const BRACKETS = /[([（［]\s*(?:in\s+)?([^()[\]（）［］]{1,10})\s*[)\]）］]/giu;
const BEHIND = /^(.*?[^\s_])[\s_]+(?:in\s+)?(\S{1,10})$/iu;

/** A header without the currency that it names, `Betrag (EUR)`, `Umsatz in EUR`, `出金(円)`, and that currency. */
export function splitHeader(header: string): { readonly name: string; readonly currency: string | null } {
  let currency: string | null = null;
  const name = header.replace(BRACKETS, (whole, inside: string) => {
    const found = currencyOfMark(inside) ?? (/^[$¥]$/.test(inside) ? '' : null);
    if (found === null) return whole;
    currency ??= found === '' ? null : found;
    return ' ';
  });
  if (name !== header) return { name: name.trim(), currency };
  const behind = BEHIND.exec(header.trim());
  const found = behind && currencyOfMark(behind[2]!);
  return found ? { name: behind[1]!, currency: found } : { name: header, currency: null };
}
