import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'أدخل وسمًا.',
  'fault.tag.too_long': 'الوسم طويل جدًا: {max} حرفًا على الأكثر.',
  'fault.tag.unseen': 'في الوسم حرف لا يُرى ({character}). اكتبه من جديد.',
  'fault.tag.comma': 'لا فاصلة في الوسم.',
  'fault.tag.too_many': 'يتسع الدفتر لـ {max} وسمًا على الأكثر.',
  'fault.tag.too_many_of_one': 'للنفقة {max} وسمًا على الأكثر.',
  'error.no_such.tag': 'لا يوجد هذا الوسم.',
  'tags.delete_lead':
    '{count, plural, zero {<b># نفقة</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.} one {<b>نفقة واحدة</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.} two {<b>نفقتان</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.} few {<b># نفقات</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.} many {<b># نفقة</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.} other {<b># نفقة</b>: يُنزع هذا الوسم عنها، ولا يُحذف شيء منها.}}',
  'tags.merged':
    '{count, plural, zero {دُمج «{name}» في «{target}»: # نفقة.} one {دُمج «{name}» في «{target}»: نفقة واحدة.} two {دُمج «{name}» في «{target}»: نفقتان.} few {دُمج «{name}» في «{target}»: # نفقات.} many {دُمج «{name}» في «{target}»: # نفقة.} other {دُمج «{name}» في «{target}»: # نفقة.}}',
  'tags.deleted':
    '{count, plural, zero {حُذف الوسم «{name}»: نُزع عن # نفقة.} one {حُذف الوسم «{name}»: نُزع عن نفقة واحدة.} two {حُذف الوسم «{name}»: نُزع عن نفقتان.} few {حُذف الوسم «{name}»: نُزع عن # نفقات.} many {حُذف الوسم «{name}»: نُزع عن # نفقة.} other {حُذف الوسم «{name}»: نُزع عن # نفقة.}}',
  'categories.merge_lead':
    '{count, plural, zero {<b># نفقة</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.} one {<b>نفقة واحدة</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.} two {<b>نفقتان</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.} few {<b># نفقات</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.} many {<b># نفقة</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.} other {<b># نفقة</b> تُنقل إلى «{target}»، وتزول «{name}». يمكن التراجع عن ذلك.}}',
  'trash.emptied':
    '{count, plural, zero {أُفرغت سلة المهملات: زال نهائيًا # نفقة.} one {أُفرغت سلة المهملات: زال نهائيًا نفقة واحدة.} two {أُفرغت سلة المهملات: زال نهائيًا نفقتان.} few {أُفرغت سلة المهملات: زال نهائيًا # نفقات.} many {أُفرغت سلة المهملات: زال نهائيًا # نفقة.} other {أُفرغت سلة المهملات: زال نهائيًا # نفقة.}}',
};
