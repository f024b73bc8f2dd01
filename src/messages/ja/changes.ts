import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'その変更はありません。',
  'error.change_under_way': '多くの支出の変更がまだ進行中です。終わってからもう一度お試しください。',
  'error.undone_already': 'これはすでに元に戻されています。',
  'changes.undone': '{count, plural, other {元に戻しました：支出 # 件。}}',
  'changes.undone_but':
    '{count, plural, other {元に戻しました：支出 # 件。その後変更されたため、そのままのもの：{names}。}}',
  'bulk.all': '{count, plural, other {絞り込みの結果すべて（# 件）}}',
  'bulk.all_about': '{count, plural, other {絞り込みの結果すべて（約 # 件）}}',
  'bulk.changed': '{count, plural, other {支出 # 件を変更しました。}}',
  'bulk.deleted': '{count, plural, other {支出 # 件を削除しました。}}',
  'bulk.label': '{count, plural, other {支出 # 件}}',
};
