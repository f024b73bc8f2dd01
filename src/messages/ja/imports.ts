import type { Translation } from '../catalog.js';
import type { imports as english } from '../en/imports.js';

export const imports: Partial<Translation<typeof english>> = {
  'imports.commit': '{count, plural, other {# 件の支出を取り込む}}',
  'imports.added': '{count, plural, other {# 件の支出を取り込みました。}}',
  'imports.undone': '{count, plural, other {# 件の支出を元に戻しました。}}',
  'imports.undone_but': '{left, plural, other {残りを元に戻しました。その後変更された # 件はそのままです。}}',
};
