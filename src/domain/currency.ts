/** A currency of ISO 4217; `digits` is the number of decimals of its minor unit. */
export interface Currency {
  readonly code: string;
  readonly digits: 0 | 2 | 3;
}

// ISO 4217 list one, what is legal tender somewhere: no funds, metals or test codes, and none with four digits.
// The digits are ISO's, not those of Intl, which follows what shops do (HUF 0, ISO says 2).
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const TWO_DECIMALS = `
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
  CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
  INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
  MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
  SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR
  ZMW ZWG`;
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';

function withDigits(codes: string, digits: Currency['digits']): Currency[] {
  return codes
    .trim()
    .split(/\s+/)
    .map((code) => Object.freeze({ code, digits }));
}

/** Every currency that a book can be kept in, sorted by code. */
export const CURRENCIES: readonly Currency[] = Object.freeze(
  [...withDigits(NO_DECIMALS, 0), ...withDigits(TWO_DECIMALS, 2), ...withDigits(THREE_DECIMALS, 3)].sort(
    (a, b) => (a.code < b.code ? -1 : 1),
  ),
);

const BY_CODE: ReadonlyMap<string, Currency> = new Map(
  CURRENCIES.map((currency) => [currency.code, currency]),
);

/** The currency with this code (three capitals, exactly), or undefined. */
export function findCurrency(code: string): Currency | undefined {
  return BY_CODE.get(code);
}
