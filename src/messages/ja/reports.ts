import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'レポート',
  'reports.title_of': 'レポート {year}',
  'reports.years': '年',
  'reports.empty':
    '<b>{year} 年はまだ何もありません。</b><link>支出を追加</link>すると、その月とカテゴリーがここに表示されます。',
  'reports.table': '月とカテゴリー',
  'reports.scroll': '表は横にスクロールできます。',
  'reports.year': '年',
  'reports.all': 'すべて',
  'reports.where': '使い道',
  'reports.weeks': '週別',
  'reports.tags': 'タグ別',
  'reports.average': '月平均 {amount}',
  'reports.no_year': '「{text}」は 2026 のような年ではありません。',
  'reports.scale': '最も高い棒は {amount} です。',
  'reports.side_by_side': '年を並べて見る',
  'reports.form': 'レポートを選ぶ',
  'reports.show': '表示',
  'reports.total': '合計',
};
