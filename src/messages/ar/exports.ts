import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'تصدير',
  'exports.export_everything': 'تصدير الكل',
  'exports.lead': 'نفقاتك في ملف: لجدول بيانات أو برنامج آخر أو للاحتفاظ.',
  'exports.filtered': 'لا يُصدَّر إلا ما يعرضه <link>هذا الفرز</link>.',
  'exports.all': 'تُصدَّر كل النفقات. افرز «نفقاتي» أولًا لتصدير جزء.',
  'exports.formats': 'الصيغ',
  'exports.csv': 'CSV',
  'exports.csv_about': 'لجداول البيانات. يستطيع Outlay قراءته من جديد.',
  'exports.json': 'JSON',
  'exports.json_about': 'للبرامج. يستطيع Outlay قراءته من جديد.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'دفتر يومية للمحاسبة النصية باستخدام hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'دفتر أستاذ للمحاسبة النصية باستخدام Beancount.',
  'exports.everything': 'كل ما يخصني',
  'exports.everything_about':
    'الفئات والوسوم والميزانيات والمصروفات المتكررة والقواعد وكل النفقات في ملف JSON واحد.',
  'exports.everything_limits':
    'يعيد «استيراد» منه حتى 20 ميغابايت و200000 نفقة. أما الملف الأكبر فيعيده من يدير خادم Outlay هذا بالأمر: {command}',
  'expenses.export': 'تصدير',
  'expenses.export_formats': 'صيغ أخرى',
  'fault.export.format': 'اختر واحدًا من: {choices}.',
};
