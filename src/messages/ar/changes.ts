import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Translation<typeof english> = {
  'error.no_such.change': 'لا يوجد هذا التغيير.',
  'error.change_under_way': 'ما زال تغيير نفقات كثيرة جاريًا في هذا الدفتر. حاول من جديد عندما ينتهي.',
  'error.undone_already': 'سبق التراجع عن هذا.',
  'changes.title': 'التغييرات',
  'changes.lead': 'ما تغيّر، الأحدث أولًا. يمكن التراجع عن كل تغيير، حتى بعد أسابيع.',
  'changes.empty': '<b>لم يتغير شيء بعد.</b> تظهر هنا التعديلات والحذف وتغييرات النفقات الكثيرة.',
  'changes.list': 'التغييرات',
  'changes.was_undone': 'تم التراجع عنه',
  'changes.under_way': 'جارٍ',
  'changes.at': '{day}، {time}',
  'changes.kind.add': 'إضافة',
  'changes.kind.edit': 'تعديل «{name}»',
  'changes.kind.delete': 'حذف «{name}»',
  'changes.kind.restore': 'استعادة «{name}»',
  'changes.kind.bulk_edit': 'تغيير كثير',
  'changes.kind.bulk_category': 'تصنيف كثير في «{into}»',
  'changes.kind.bulk_no_category': 'إخراج كثير من فئاتها',
  'changes.kind.bulk_add_tags': 'إضافة {tags} إلى كثير',
  'changes.kind.bulk_remove_tags': 'إزالة {tags} من كثير',
  'changes.kind.bulk_delete': 'حذف كثير',
  'changes.kind.import': 'استيراد ملف',
  'changes.kind.category_merge': 'دمج الفئة «{name}» في «{into}»',
  'changes.kind.category_delete': 'حذف الفئة «{name}»',
  'changes.kind.tag_merge': 'دمج الوسم «{name}» في «{into}»',
  'changes.kind.tag_delete': 'حذف الوسم «{name}»',
  'changes.kind.undo': 'تراجع: {what}',
  'changes.undone':
    '{count, plural, zero {تراجع: # نفقة كما كانت.} one {تراجع: نفقة واحدة كما كانت.} two {تراجع: نفقتان كما كانتا.} few {تراجع: # نفقات كما كانت.} many {تراجع: # نفقة كما كانت.} other {تراجع: # نفقة كما كانت.}}',
  'changes.undone_but':
    '{count, plural, zero {تراجع: # نفقة كما كانت. وتُرك ما تغيّر بعدها: {names}.} one {تراجع: نفقة واحدة كما كانت. وتُرك ما تغيّر بعدها: {names}.} two {تراجع: نفقتان كما كانتا. وتُرك ما تغيّر بعدها: {names}.} few {تراجع: # نفقات كما كانت. وتُرك ما تغيّر بعدها: {names}.} many {تراجع: # نفقة كما كانت. وتُرك ما تغيّر بعدها: {names}.} other {تراجع: # نفقة كما كانت. وتُرك ما تغيّر بعدها: {names}.}}',
  'changes.as_it_was': 'سبق التراجع عنه.',
  'changes.nothing_left': 'لم يُتراجع عن شيء: نفقاته كما كانت أو زالت نهائيًا.',
  'changes.nothing_undone': 'لم يُتراجع عن شيء. وتُرك ما تغيّر بعدها: {names}.',
  'changes.and_more': '{names} و{count} غيرها',
  'changes.goes_on':
    'جارٍ التنفيذ. هذا العدد من النفقات يستغرق وقتًا؛ ويستمر من تلقاء نفسه حتى إن أغلقت الصفحة.',
  'changes.see': 'عرض ما حدث',
  'history.title': 'سجل «{name}»',
  'history.link': 'السجل',
  'history.deleted': 'في سلة المحذوفات',
  'history.there': 'في القائمة',
  'history.state': 'مكانها',
  'history.from_to': '{before} ← {after}',
  'bulk.form': 'تغيير كثير',
  'bulk.which': 'أي نفقات',
  'bulk.ticked': 'المؤشَّر عليها في القائمة',
  'bulk.all':
    '{count, plural, zero {# في الفرز} one {الواحدة في الفرز} two {الاثنتان في الفرز} few {كل الـ # في الفرز} many {كل الـ # في الفرز} other {كل الـ # في الفرز}}',
  'bulk.all_about':
    '{count, plural, zero {نحو # في الفرز} one {نحو # في الفرز} two {نحو # في الفرز} few {نحو # في الفرز} many {نحو # في الفرز} other {نحو # في الفرز}}',
  'bulk.set_category': 'تعيين الفئة',
  'bulk.leave_category': 'تركها كما هي',
  'bulk.add_tags': 'إضافة وسوم',
  'bulk.remove_tags': 'إزالة وسوم',
  'bulk.apply': 'تطبيق',
  'bulk.delete': 'نقل إلى سلة المحذوفات',
  'bulk.nothing_ticked': 'أشّر على نفقة واحدة على الأقل أو اختر كل ما في الفرز.',
  'bulk.nothing_to_do': 'اختر فئة أو اكتب وسمًا.',
  'bulk.changed':
    '{count, plural, zero {تغيّرت # نفقة.} one {تغيّرت نفقة واحدة.} two {تغيّرت نفقتان.} few {تغيّرت # نفقات.} many {تغيّرت # نفقة.} other {تغيّرت # نفقة.}}',
  'bulk.deleted':
    '{count, plural, zero {حُذفت # نفقة.} one {حُذفت نفقة واحدة.} two {حُذفت نفقتان.} few {حُذفت # نفقات.} many {حُذفت # نفقة.} other {حُذفت # نفقة.}}',
  'bulk.label':
    '{count, plural, zero {# نفقة} one {نفقة واحدة} two {نفقتان} few {# نفقات} many {# نفقة} other {# نفقة}}',
};
