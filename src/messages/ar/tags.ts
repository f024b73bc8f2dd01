import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'أدخل وسمًا.',
  'fault.tag.too_long': 'الوسم طويل جدًا: {max} حرفًا على الأكثر.',
  'fault.tag.unseen': 'في الوسم حرف لا يُرى ({character}). اكتبه من جديد.',
  'fault.tag.comma': 'لا فاصلة في الوسم.',
  'fault.tag.too_many': 'يتسع الدفتر لـ {max} وسمًا على الأكثر.',
  'fault.tag.too_many_of_one': 'للنفقة {max} وسمًا على الأكثر.',
  'error.no_such.tag': 'لا يوجد هذا الوسم.',
};
