import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'اكتب النفقة في سطر واحد.',
  'fault.quick.too_long': 'في السطر {max} حرفًا على الأكثر.',
  'quick.title': 'إضافة سريعة',
  'quick.one_line': 'سطر واحد',
  'quick.read': 'اقرأ',
  'quick.example': '{amount} غداء #طعام أمس',
  'quick.help': 'ما يمكن أن يقوله سطر واحد',
  'quick.understood': 'ما فُهم',
  'quick.put_right': 'صحّح أدناه ما ليس صحيحًا. لم يُحفظ شيء بعد.',
  'quick.back': 'العودة إلى نفقاتك',
};
