import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': '支出を 1 行で書いてください。',
  'fault.quick.too_long': '1 行は最大 {max} 文字です。',
};
