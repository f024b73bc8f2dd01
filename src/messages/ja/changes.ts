import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'その変更はありません。',
  'error.change_under_way': '多くの支出の変更がまだ進行中です。終わってからもう一度お試しください。',
  'error.undone_already': 'これはすでに元に戻されています。',
};
