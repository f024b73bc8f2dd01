import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'エクスポート',
  'exports.export_everything': 'すべてエクスポート',
  'exports.lead': '支出をファイルに：表計算、別のプログラム、または保管用に。',
  'exports.filtered': '<link>この絞り込み</link>の内容だけを書き出します。',
  'exports.all': 'すべての支出を書き出します。一部だけなら先に「支出一覧」を絞り込んでください。',
  'exports.formats': '形式',
  'exports.csv': 'CSV',
  'exports.csv_about': '表計算用。Outlay で読み戻せます。',
  'exports.json': 'JSON',
  'exports.json_about': 'プログラム用。Outlay で読み戻せます。',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'hledger によるテキスト会計用の仕訳帳。',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'Beancount によるテキスト会計用の元帳。',
  'exports.everything': '自分のすべて',
  'exports.everything_about':
    'カテゴリー、タグ、予算、定期的な支出、ルール、すべての支出を 1 つの JSON ファイルに。',
  'exports.everything_limits':
    '「取り込み」で戻せるのは 20 MB、200,000 件までです。それより大きいファイルは、この Outlay の管理者が次のコマンドで戻せます: {command}',
  'expenses.export': 'エクスポート',
  'expenses.export_formats': 'ほかの形式',
  'fault.export.format': '次のいずれかを選んでください：{choices}',
};
