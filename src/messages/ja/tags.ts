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
  'tags.delete_lead':
    '{count, plural, other {<b>支出 # 件</b>からこのタグが外れます。支出は削除されません。}}',
  'tags.merged': '{count, plural, other {「{name}」を「{target}」に統合しました：支出 # 件。}}',
  'tags.deleted': '{count, plural, other {タグ「{name}」を削除しました。支出 # 件から外れました。}}',
  'categories.merge_lead':
    '{count, plural, other {<b>支出 # 件</b>が「{target}」に移り、「{name}」はなくなります。元に戻せます。}}',
  'trash.emptied': '{count, plural, other {ゴミ箱を空にしました：支出 # 件が完全になくなりました。}}',
};
