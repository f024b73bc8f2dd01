import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'أدخل وسمًا.',
  'fault.tag.too_long': 'الوسم طويل جدًا: {max} حرفًا على الأكثر.',
  'fault.tag.unseen': 'في الوسم حرف لا يُرى ({character}). اكتبه من جديد.',
  'fault.tag.comma': 'لا فاصلة في الوسم.',
  'fault.tag.too_many': 'يتسع الدفتر لـ {max} وسمًا على الأكثر.',
  'fault.tag.too_many_of_one': 'للنفقة {max} وسمًا على الأكثر.',
  'fault.tag.list': 'أرسل قائمة أسماء.',
  'fault.tag.unknown': 'لا يوجد هذا الوسم.',
  'frame.tag': 'الوسم',
  'frame.tags': 'الوسوم',
  'frame.hash': '#{tag}',
  'frame.refund': 'استرداد',
  'refund.word': 'استرداد',
  'expenses.repeat': 'تكرار',
  'tags.title': 'الوسوم',
  'tags.lead': 'كلمات من عندك تعبر الفئات: رحلة أو مشروع أو شخص.',
  'tags.empty': '<b>لا وسوم بعد.</b> اكتب بعضها مفصولة بفواصل عند إضافة نفقة أو تعديلها.',
  'tags.list': 'الوسوم',
  'tags.edit': 'تعديل الوسم',
  'tags.rename_hint': 'اسم وسم آخر يدمج الاثنين.',
  'tags.delete': 'حذف الوسم',
  'tags.delete_title': 'حذف «{name}»؟',
  'tags.delete_lead':
    '{count, plural, zero {<b># نفقة</b> ستفقد هذا الوسم.} one {<b>نفقة واحدة</b> ستفقد هذا الوسم. لن تُحذف.} two {<b>نفقتان</b> ستفقدان هذا الوسم. لن تُحذفا.} few {<b># نفقات</b> ستفقد هذا الوسم. لن يُحذف منها شيء.} many {<b># نفقة</b> ستفقد هذا الوسم. لن يُحذف منها شيء.} other {<b># نفقة</b> ستفقد هذا الوسم. لن يُحذف منها شيء.}}',
  'tags.delete_unused': 'لا تحمله أي نفقة.',
  'tags.keep': 'إبقاؤه',
  'tags.renamed': 'حُفظ الوسم «{name}».',
  'tags.merged':
    '{count, plural, zero {دُمج «{name}» في «{target}»: # نفقة.} one {دُمج «{name}» في «{target}»: نفقة واحدة.} two {دُمج «{name}» في «{target}»: نفقتان.} few {دُمج «{name}» في «{target}»: # نفقات.} many {دُمج «{name}» في «{target}»: # نفقة.} other {دُمج «{name}» في «{target}»: # نفقة.}}',
  'tags.deleted':
    '{count, plural, zero {حُذف الوسم «{name}». فقدته # نفقة.} one {حُذف الوسم «{name}». فقدته نفقة واحدة.} two {حُذف الوسم «{name}». فقدته نفقتان.} few {حُذف الوسم «{name}». فقدته # نفقات.} many {حُذف الوسم «{name}». فقدته # نفقة.} other {حُذف الوسم «{name}». فقدته # نفقة.}}',
  'categories.merge_title': 'دمج «{name}» في «{target}»؟',
  'categories.merge_lead':
    '{count, plural, zero {<b># نفقة</b> تنتقل إلى «{target}»، وتزول «{name}». يمكن التراجع.} one {<b>نفقة واحدة</b> تنتقل إلى «{target}»، وتزول «{name}». يمكن التراجع.} two {<b>نفقتان</b> تنتقلان إلى «{target}»، وتزول «{name}». يمكن التراجع.} few {<b># نفقات</b> تنتقل إلى «{target}»، وتزول «{name}». يمكن التراجع.} many {<b># نفقة</b> تنتقل إلى «{target}»، وتزول «{name}». يمكن التراجع.} other {<b># نفقة</b> تنتقل إلى «{target}»، وتزول «{name}». يمكن التراجع.}}',
  'categories.merge_unused': 'لا تستخدم أي نفقة «{name}»: تزول فحسب. يمكن التراجع.',
  'categories.archive': 'أرشفة الفئة',
  'categories.unarchive': 'استخدامها من جديد',
  'categories.archived': 'مؤرشفة',
  'categories.was_archived': 'أُرشفت «{name}»: خرجت من النماذج وتبقى في الماضي.',
  'categories.was_unarchived': 'عادت «{name}» إلى النماذج.',
  'trash.search': 'البحث في السلة',
  'trash.delete_for_good': 'حذف نهائي',
  'trash.empty_it': 'إفراغ',
  'trash.empty_title': 'إفراغ سلة المحذوفات؟',
  'trash.empty_lead': 'يزول كل ما فيها نهائيًا. لا يمكن التراجع.',
  'trash.deleted_for_good': 'حُذفت «{expense}» نهائيًا.',
  'trash.emptied':
    '{count, plural, zero {السلة فارغة: حُذفت # نفقة.} one {السلة فارغة: حُذفت نفقة واحدة.} two {السلة فارغة: حُذفت نفقتان.} few {السلة فارغة: حُذفت # نفقات.} many {السلة فارغة: حُذفت # نفقة.} other {السلة فارغة: حُذفت # نفقة.}}',
  'trash.nothing_found': '<b>لا شيء مطابق في السلة.</b> <link>عرض الكل</link>.',
  'error.no_such.tag': 'لا يوجد هذا الوسم.',
  'trash.emptied':
    '{count, plural, zero {أُفرغت سلة المهملات: زال نهائيًا # نفقة.} one {أُفرغت سلة المهملات: زال نهائيًا نفقة واحدة.} two {أُفرغت سلة المهملات: زال نهائيًا نفقتان.} few {أُفرغت سلة المهملات: زال نهائيًا # نفقات.} many {أُفرغت سلة المهملات: زال نهائيًا # نفقة.} other {أُفرغت سلة المهملات: زال نهائيًا # نفقة.}}',
};
