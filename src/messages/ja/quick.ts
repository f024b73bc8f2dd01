import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': '支出を 1 行で書いてください。',
  'fault.quick.too_long': '1 行は最大 {max} 文字です。',
  'quick.title': 'クイック追加',
  'quick.one_line': '1 行',
  'quick.read': '読み取る',
  'quick.example': '{amount} ランチ #外食 昨日',
  'quick.help': '1 行に書けること',
  'quick.understood': '読み取った内容',
  'quick.put_right': '違うところは下で直してください。まだ何も保存されていません。',
  'quick.back': '支出に戻る',
};
