import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'مساعدة',
  'help.lead': 'ما يفهمه Outlay، وكيف تُسرع.',
  'help.keys': 'المفاتيح',
  'help.key_enter': '<kbd>Enter</kbd> في أي حقل يضيف النفقة، ثم ينتقل المؤشر إلى مبلغ النفقة التالية.',
  'help.key_tab': '<kbd>Tab</kbd> ينتقل إلى الحقل التالي، و<kbd>Shift</kbd> مع <kbd>Tab</kbd> إلى السابق.',
  'help.key_rows': '<kbd>Tab</kbd> و<kbd>↓</kbd> و<kbd>↑</kbd> تنتقل من صف في القائمة إلى آخر.',
  'help.key_row':
    '<kbd>←</kbd> ينتقل إلى أزرار الصف، و<kbd>→</kbd> إلى مربع اختياره. <kbd>F2</kbd> يدخل الصف ليمر <kbd>Tab</kbd> بكل ما فيه، و<kbd>Esc</kbd> يخرج منه.',
  'help.key_escape': '<kbd>Esc</kbd> يغلق الرسالة. وما عرضت التراجع عنه يبقى في <link>التغييرات</link>.',
  'help.key_single':
    '<kbd>n</kbd> يضيف نفقة، و<kbd>/</kbd> يبحث، و<kbd>?</kbd> يعرض هذه القائمة، ما دام المؤشر خارج الحقول.',
  'help.single_keys': 'المفاتيح المفردة (n و/ و?) تعمل على هذا الجهاز',
  'help.line': 'سطر واحد',
  'help.line_lead': 'تقرأ «إضافة سريعة» النفقة من سطر واحد. جرّب:',
  'help.example_trip': 'قطار إلى غراتس {amount} #رحلة الجمعة',
  'help.example_refund': 'استرداد حذاء {amount}',
  'help.example_day': '{amount} سينما 3 نوفمبر',
  'help.line_amount': '<b>المبلغ</b> هو العدد الذي له كسور عشرية أو رمز عملة، وإلا فأول عدد صحيح.',
  'help.line_category':
    '<kbd>#كلمة</kbd> هي <b>الفئة</b> التي لها هذا الاسم، أو الوحيدة التي تبدأ به؛ وإلا فهي وسم.',
  'help.line_day':
    '<b>اليوم</b> هو اليوم أو أمس أو يوم من الأسبوع (الأخير) أو 3 نوفمبر أو 2026-11-03. ومن دونه يكون اليوم.',
  'help.line_refund': 'علامة ناقص قبل المبلغ، أو كلمة استرداد، تجعله <b>استردادًا</b>.',
  'help.line_rest': 'وكل ما سوى ذلك، بترتيبه، هو <b>الوصف</b>. لا يضيع شيء.',
  'help.amounts': 'المبالغ',
  'help.sums': 'تُحسب العمليات بدقة: <kbd>{sum}</kbd> و<kbd>{product}</kbd> و<kbd>{part}</kbd>.',
  'help.region': 'تُقرأ الأعداد كما في منطقتك: {example}. ويجوز أن يقع رمز عملتك على أي جانب.',
  'help.search': 'البحث',
  'help.search_words':
    'يجد كل الكلمات بأي ترتيب وفي أي موضع من الكلمة، في الأوصاف والوسوم. ولا فرق بين الحروف الكبيرة والصغيرة ولا أثر للتشكيل.',
  'help.search_quoted': '<kbd>"كلمتان معًا"</kbd> بين علامتي اقتباس تُوجدان كما هما.',
  'help.search_amount': 'والكلمة التي تُقرأ مبلغًا تجد ذلك المبلغ أيضًا: <kbd>{example}</kbd>.',
  'help.phone': 'على هاتفك',
  'help.phone_text':
    'أضف Outlay إلى الشاشة الرئيسية من قائمة المتصفح: ضغطة طويلة على أيقونته تعرض «إضافة نفقة»، ويمكن للتطبيقات الأخرى أن تشارك النص معه. وبـ<link>رمز وصول</link> يضيف اختصارٌ سطرًا من دون فتح شيء.',
};
