import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'لا يوجد مصروف متكرر كهذا.',
  'error.recurring_rests': 'لا يوجد يوم لتخطّيه: إنه متوقف مؤقتًا، أو انقضى يومه الأخير.',
  'fault.recurring.interval': 'أدخل عددًا صحيحًا من 1 إلى 99.',
  'fault.recurring.every': 'اختر يومًا أو أسبوعًا أو شهرًا أو سنة.',
  'fault.recurring.mode': 'اختر ما يحدث في ذلك اليوم.',
  'fault.recurring.ends_before': 'هذا قبل اليوم الأول.',
  'fault.recurring.too_many': 'يتسع الدفتر لما لا يزيد على {max} من المصروفات المتكررة.',
  'fault.recurring.too_many_due': 'هذا قديم جدًا: لا يمكن إضافة أكثر من {max} من المصروفات دفعة واحدة.',
  'fault.recurring.too_far': 'عددها حتى هذا اليوم كبير جدًا، والحد الأقصى {max}. اختر يومًا أقرب.',
  'fault.recurring.no_such_day': 'هذا ليس يومًا يمكن تخطّيه.',
  'changes.kind.recurring': 'أُضيف المصروف المتكرر «{name}»',
  'changes.kind.recurring_begun': 'أُنشئ المصروف المتكرر «{name}»',
  'changes.recurring_ended': 'حُذف المصروف المتكرر «{name}».',
  'changes.recurring_back': 'عاد المصروف المتكرر «{name}».',
  'recurring.title': 'المصروفات المتكررة',
  'recurring.lead': 'المصروفات التي تتكرر: الإيجار والاشتراكات والادخار. يُضاف كل منها في يومه، أو تُسأل عنه.',
  'recurring.empty': '<b>لا مصروفات متكررة بعد.</b> ابدأ أدناه بالإيجار أو باشتراك.',
  'recurring.list': 'قائمة المصروفات المتكررة',
  'recurring.new': 'مصروف متكرر جديد',
  'recurring.add': 'أضف مصروفًا متكررًا',
  'recurring.edit': 'تعديل المصروف المتكرر',
  'recurring.edit_lead':
    'تسري التغييرات من الآن فصاعدًا: ما أُضيف من قبل يبقى كما هو، ولا يُضاف شيء لأيام قبل اليوم.',
  'recurring.interval': 'كل',
  'recurring.unit': 'الوحدة',
  'recurring.unit_day': 'أيام',
  'recurring.unit_week': 'أسابيع',
  'recurring.unit_month': 'أشهر',
  'recurring.unit_year': 'سنوات',
  'recurring.from': 'من',
  'recurring.until': 'حتى',
  'recurring.until_hint': 'فارغ: بلا نهاية.',
  'recurring.then': 'عندئذ',
  'recurring.mode_add': 'أضِفه',
  'recurring.mode_remind': 'ذكّرني',
  'recurring.preview': 'معاينة',
  'recurring.next_dates': 'التواريخ القادمة',
  'recurring.no_dates': 'لا توجد تواريخ أخرى.',
  'recurring.due_now':
    '{count, plural, zero {لا تاريخ مستحق بعد.} one {# تاريخ مستحق بالفعل ويُضاف فورًا.} two {# تاريخان مستحقان بالفعل ويُضافان فورًا.} few {# تواريخ مستحقة بالفعل وتُضاف فورًا.} many {# تاريخًا مستحقًا بالفعل وتُضاف فورًا.} other {# تاريخ مستحق بالفعل وتُضاف فورًا.}}',
  'recurring.due_waits':
    '{count, plural, zero {لا تاريخ مستحق بعد.} one {# تاريخ مستحق بالفعل وينتظر جوابك.} two {# تاريخان مستحقان بالفعل وينتظران جوابك.} few {# تواريخ مستحقة بالفعل وتنتظر جوابك.} many {# تاريخًا مستحقًا بالفعل وتنتظر جوابك.} other {# تاريخ مستحق بالفعل وتنتظر جوابك.}}',
  'recurring.every_day':
    '{count, plural, zero {كل يوم} one {كل يوم} two {كل يومين} few {كل # أيام} many {كل # يومًا} other {كل # يوم}}',
  'recurring.every_week':
    '{count, plural, zero {كل أسبوع} one {كل أسبوع} two {كل أسبوعين} few {كل # أسابيع} many {كل # أسبوعًا} other {كل # أسبوع}}',
  'recurring.every_month':
    '{count, plural, zero {كل شهر} one {كل شهر} two {كل شهرين} few {كل # أشهر} many {كل # شهرًا} other {كل # شهر}}',
  'recurring.every_year':
    '{count, plural, zero {كل سنة} one {كل سنة} two {كل سنتين} few {كل # سنوات} many {كل # سنة} other {كل # سنة}}',
  'recurring.until_day': '{rhythm}، حتى {day}',
  'recurring.reminds': '{rhythm}، يسأل أولًا',
  'recurring.next': 'التالي: {day}',
  'recurring.paused': 'متوقف مؤقتًا',
  'recurring.over': 'انتهى',
  'recurring.to_come':
    '{count, plural, zero {ما زال متوقعًا هذا الشهر: لا مصروفات، {amount}} one {ما زال متوقعًا هذا الشهر: مصروف واحد، {amount}} two {ما زال متوقعًا هذا الشهر: مصروفان، {amount}} few {ما زال متوقعًا هذا الشهر: # مصروفات، {amount}} many {ما زال متوقعًا هذا الشهر: # مصروفًا، {amount}} other {ما زال متوقعًا هذا الشهر: # مصروف، {amount}}}',
  'recurring.nothing_to_come': 'لا شيء آخر متوقع هذا الشهر.',
  'recurring.skip': 'تخطَّ',
  'recurring.pause': 'أوقِف مؤقتًا',
  'recurring.resume': 'استأنِف',
  'recurring.waiting': 'بانتظار جوابك',
  'recurring.add_it': 'أضِف',
  'recurring.added': 'أُضيف المصروف المتكرر «{name}».',
  'recurring.added_due':
    '{count, plural, zero {أُضيف «{name}» بلا مصروفات مستحقة.} one {أُضيف «{name}» مع مصروف واحد كان مستحقًا.} two {أُضيف «{name}» مع مصروفين كانا مستحقين.} few {أُضيف «{name}» مع # مصروفات كانت مستحقة.} many {أُضيف «{name}» مع # مصروفًا كانت مستحقة.} other {أُضيف «{name}» مع # مصروف كانت مستحقة.}}',
  'recurring.added_and_deleted': 'سبق أن أضفت «{name}» بهذا النموذج ثم حذفته.',
  'recurring.saved': 'حُفظ «{name}».',
  'recurring.skipped': 'تُخطّي «{name}» في {day}.',
  'recurring.unskipped': 'أُلغي تخطّي «{name}» في {day}.',
  'recurring.was_paused': 'أُوقف «{name}» مؤقتًا: لا يُضاف شيء حتى تستأنفه.',
  'recurring.was_resumed': '«{name}» يستمر.',
  'recurring.deleted': 'حُذف «{name}». المصروفات التي أضافها تبقى.',
  'recurring.restored': 'عاد «{name}».',
  'recurring.occurrence_added': 'أُضيف «{name}» في {day}.',
  'recurring.answered': 'أُجيب عن هذا اليوم من قبل.',
  'recurring.waiting_count':
    '{count, plural, zero {لا مصروفات متكررة تنتظر جوابك} one {مصروف متكرر واحد ينتظر جوابك} two {مصروفان متكرران ينتظران جوابك} few {# مصروفات متكررة تنتظر جوابك} many {# مصروفًا متكررًا تنتظر جوابك} other {# مصروف متكرر تنتظر جوابك}}',
  'recurring.late':
    '{count, plural, zero {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. بلا مصروفات.} one {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. مصروف واحد.} two {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. مصروفان.} few {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. # مصروفات.} many {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. # مصروفًا.} other {أُضيف متأخرًا لأن Outlay لم يكن يعمل: {names}. # مصروف.}}',
  'recurring.late_one':
    '{count, plural, zero {«{name}» في {day}} one {«{name}» في {day}} two {«{name}» مرتين، آخرهما في {day}} few {«{name}» # مرات، آخرها في {day}} many {«{name}» # مرة، آخرها في {day}} other {«{name}» # مرة، آخرها في {day}}}',
};
