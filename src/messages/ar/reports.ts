import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'التقارير',
  'reports.title_of': 'تقرير {year}',
  'reports.years': 'السنوات',
  'reports.empty': '<b>لا شيء في {year} بعد.</b> حالما <link>تضيف نفقة</link> يظهر شهرها وفئتها هنا.',
  'reports.table': 'الأشهر والفئات',
  'reports.scroll': 'يمكن تمرير الجدول جانبيًا.',
  'reports.year': 'السنة',
  'reports.all': 'الكل',
  'reports.where': 'أين ذهبت',
  'reports.weeks': 'بحسب الأسبوع',
  'reports.tags': 'بحسب الوسم',
  'reports.average': '{amount} في الشهر، في المتوسط',
  'reports.no_year': '«{text}» ليست سنة مثل 2026.',
  'reports.scale': 'أعلى عمود يساوي {amount}.',
  'reports.side_by_side': 'السنوات جنبًا إلى جنب',
  'reports.form': 'اختر تقريرًا',
  'reports.show': 'اعرض',
  'reports.total': 'المجموع',
};
