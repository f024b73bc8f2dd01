import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'اكتب المصروف في سطر واحد.',
  'fault.quick.too_long': 'في السطر {max} حرفًا على الأكثر.',
};
