import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'لا يوجد مصروف متكرر كهذا.',
  'error.recurring_rests': 'لا يوجد يوم لتخطّيه: إنه متوقف مؤقتًا، أو انقضى يومه الأخير.',
  'fault.recurring.interval': 'أدخل عددًا صحيحًا من 1 إلى {max}.',
  'fault.recurring.every': 'اختر يومًا أو أسبوعًا أو شهرًا أو سنة.',
  'fault.recurring.mode': 'اختر ما يحدث في ذلك اليوم.',
  'fault.recurring.ends_before': 'هذا قبل اليوم الأول.',
  'fault.recurring.too_many': 'يتسع الدفتر لما لا يزيد على {max} من المصروفات المتكررة.',
  'fault.recurring.too_many_due': 'هذا قديم جدًا: لا يمكن إضافة أكثر من {max} من المصروفات دفعة واحدة.',
  'fault.recurring.too_far': 'اختر يومًا ضمن الأيام القادمة وعددها {max}.',
  'fault.recurring.no_such_day': 'هذا ليس يومًا يمكن تخطّيه.',
  'changes.kind.recurring': 'أُضيف المصروف المتكرر «{name}»',
};
