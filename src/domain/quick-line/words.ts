import type { Language } from '../../messages/language.js';

/** What people of a language type in one line, besides the names of months and weekdays, which Intl knows. */
export interface Words {
  /** How many days from today, by what is said for it. */
  readonly days: Readonly<Record<string, number>>;
  /** "3 days ago": what stands before and behind the number. */
  readonly ago: readonly (readonly [before: string, behind: string])[];
  /** What may stand before a day and belongs to it: on, last. */
  readonly before: readonly string[];
  /** What may stand behind it: "vendredi dernier". */
  readonly behind: readonly string[];
  /** Between day, month and year: "3 de noviembre de 2026". */
  readonly between: readonly string[];
  /** Names besides those of Intl: 1 January … 12 December, 1 Monday … 7 Sunday. */
  readonly months?: Readonly<Record<string, number>>;
  readonly weekdays?: Readonly<Record<string, number>>;
  /** Money that came back. */
  readonly refunds: readonly string[];
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    days: {
      today: 0,
      tonight: 0,
      'this morning': 0,
      'this evening': 0,
      yesterday: -1,
      'last night': -1,
      'the day before yesterday': -2,
      'day before yesterday': -2,
      tomorrow: 1,
    },
    ago: [
      ['', 'day ago'],
      ['', 'days ago'],
    ],
    before: ['on', 'last'],
    behind: [],
    between: ['of'],
    months: { sept: 9 },
    // Not Sat and Sun: sun cream.
    weekdays: { mon: 1, tue: 2, tues: 2, wed: 3, thu: 4, thur: 4, thurs: 4, fri: 5 },
    refunds: ['refund', 'refunded'],
  },
  de: {
    days: {
      heute: 0,
      'heute morgen': 0,
      'heute früh': 0,
      'heute abend': 0,
      gestern: -1,
      'gestern abend': -1,
      vorgestern: -2,
      vorvorgestern: -3,
      morgen: 1,
    },
    ago: [
      ['vor', 'tag'],
      ['vor', 'tagen'],
    ],
    before: ['am', 'vom', 'letzten', 'letzter'],
    behind: [],
    between: [],
    months: { maerz: 3 },
    weekdays: { sonnabend: 6 },
    refunds: ['erstattung', 'erstattet', 'rückerstattung', 'rueckerstattung', 'gutschrift'],
  },
  fr: {
    days: {
      "aujourd'hui": 0,
      'ce matin': 0,
      'ce soir': 0,
      hier: -1,
      'hier soir': -1,
      'avant-hier': -2,
      'avant hier': -2,
      demain: 1,
    },
    ago: [
      ['il y a', 'jour'],
      ['il y a', 'jours'],
    ],
    before: ['le', 'du'],
    behind: ['dernier'],
    between: [],
    refunds: ['remboursement', 'remboursé', 'avoir'],
  },
  es: {
    days: {
      hoy: 0,
      'esta mañana': 0,
      'esta tarde': 0,
      'esta noche': 0,
      ayer: -1,
      anoche: -1,
      anteayer: -2,
      'antes de ayer': -2,
      antier: -2,
      mañana: 1,
    },
    ago: [
      ['hace', 'día'],
      ['hace', 'días'],
    ],
    before: ['el', 'del'],
    behind: ['pasado'],
    between: ['de', 'del'],
    refunds: ['reembolso', 'devolución'],
  },
  'pt-BR': {
    days: {
      hoje: 0,
      'hoje de manhã': 0,
      'esta manhã': 0,
      'hoje à noite': 0,
      ontem: -1,
      'ontem à noite': -1,
      anteontem: -2,
      'antes de ontem': -2,
      amanhã: 1,
    },
    ago: [
      ['há', 'dia'],
      ['há', 'dias'],
    ],
    before: ['em', 'no', 'na', 'dia'],
    behind: ['passado', 'passada'],
    between: ['de'],
    weekdays: { segunda: 1, terça: 2, quarta: 3, quinta: 4, sexta: 5 },
    refunds: ['reembolso', 'estorno', 'devolução'],
  },
  ja: {
    days: {
      今日: 0,
      きょう: 0,
      今朝: 0,
      今夜: 0,
      昨日: -1,
      きのう: -1,
      昨夜: -1,
      昨晩: -1,
      一昨日: -2,
      おととい: -2,
      明日: 1,
      あした: 1,
    },
    ago: [],
    before: [],
    behind: [],
    between: [],
    weekdays: { 月曜: 1, 火曜: 2, 水曜: 3, 木曜: 4, 金曜: 5, 土曜: 6, 日曜: 7 },
    refunds: ['返金', '払い戻し', '払戻'],
  },
  ar: {
    days: {
      اليوم: 0,
      الليلة: 0,
      أمس: -1,
      البارحة: -1,
      'أول أمس': -2,
      'أمس الأول': -2,
      'أول البارحة': -2,
      غدا: 1,
      غدًا: 1,
    },
    ago: [
      ['قبل', 'أيام'],
      ['منذ', 'أيام'],
      ['قبل', 'يوم'],
      ['منذ', 'يوم'],
    ],
    before: ['يوم', 'في'],
    behind: ['الماضي', 'الماضية'],
    between: ['من'],
    weekdays: { الاثنين: 1 },
    refunds: ['استرداد', 'مسترد', 'مرتجع'],
  },
};
