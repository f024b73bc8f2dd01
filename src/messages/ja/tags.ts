import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'タグを入力してください。',
  'fault.tag.too_long': 'タグが長すぎます。最大 {max} 文字です。',
  'fault.tag.unseen': 'タグに見えない文字（{character}）が含まれています。入力し直してください。',
  'fault.tag.comma': 'タグにコンマは使えません。',
  'fault.tag.too_many': 'タグは最大 {max} 個です。',
  'fault.tag.too_many_of_one': '1 件の支出のタグは最大 {max} 個です。',
  'error.no_such.tag': 'そのタグはありません。',
};
