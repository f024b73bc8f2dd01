import type { Translation } from '../catalog.js';
import type { frame as english } from '../en/frame.js';

export const frame: Translation<typeof english> = {
  'app.description': 'يحفظ Outlay نفقاتك على جهاز يخصك.',
  'frame.skip': 'الانتقال إلى المحتوى',
  'frame.main_navigation': 'القائمة الرئيسية',
  'frame.expenses': 'النفقات',
  'frame.reports': 'التقارير',
  'frame.categories': 'الفئات',
  'frame.account': 'الحساب',
  'frame.more': 'المزيد',
  'frame.log_in': 'تسجيل الدخول',
  'frame.log_out': 'تسجيل الخروج',
  'frame.create_account': 'إنشاء حساب',
  'frame.my_expenses': 'نفقاتي',
  'frame.close': 'إغلاق',
  'frame.undo': 'تراجع',
  'frame.cancel': 'إلغاء',
  'frame.save_changes': 'حفظ التغييرات',
  'frame.delete': 'حذف',
  'frame.edit': 'تعديل',
  'frame.pages': 'الصفحات',
  'frame.newer': 'الأحدث',
  'frame.older': 'الأقدم',
  'frame.language': 'اللغة',
  'frame.change_language': 'تغيير اللغة',
  'frame.nothing': 'لا شيء',
  'frame.warning': 'تحذير:',
  'frame.name': 'الاسم',
  'frame.username': 'اسم المستخدم',
  'frame.email': 'البريد الإلكتروني',
  'frame.password': 'كلمة المرور',
  'frame.show_password': 'إظهار كلمة المرور',
  'frame.currency': 'العملة',
  'frame.time_zone': 'المنطقة الزمنية',
  'frame.amount': 'المبلغ',
  'frame.description': 'الوصف',
  'frame.category': 'الفئة',
  'frame.date': 'التاريخ',
  'frame.no_category': 'بلا فئة',
  'frame.expense_count':
    '{count, plural, zero {لا نفقات} one {نفقة واحدة} two {نفقتان} few {# نفقات} many {# نفقة} other {# نفقة}}',
  'frame.about_expense_count':
    '{count, plural, zero {≈ # نفقة} one {≈ # نفقة} two {≈ # نفقة} few {≈ # نفقات} many {≈ # نفقة} other {≈ # نفقة}}',
  'frame.quoted': '«{text}»',
  'frame.named_amount': '{name}، {amount}',
  'frame.list_pair': '{first}، {second}',
  'frame.reuse_notice':
    'في {day} أنهينا إحدى جلساتك حرصًا على سلامتك: استُخدم تسجيل دخولها مرة ثانية كأن أحدًا نسخه. إن لم تكن أنت في نافذتين فغيّر كلمة المرور.',
  'frame.see_devices': 'عرض أجهزتك',
  'frame.understood': 'فهمت',
  'frame.offline': 'لا يوجد اتصال',
  'frame.offline_lead':
    'تعذّر الوصول إلى Outlay: هذا الجهاز غير متصل، أو أن الخادم لا يستجيب الآن. لم يُفقد شيء مما حُفظ.',
  'frame.offline_typed': 'ما كتبته محفوظ في هذه النافذة وربما لم يصل: عُد إليه وأرسله مرة أخرى.',
  'frame.offline_again': 'إعادة المحاولة',
  'home.title': 'اعرف أين تذهب أموالك',
  'home.lead':
    'يحفظ Outlay نفقاتك على جهاز يخصك. اكتب مبلغًا واضغط مفتاح الإدخال، لترى أشهرك وفئاتك وما تغيّر.',
  'home.picture':
    'لوحة Outlay: نموذج لإضافة نفقة، ونفقات هذا الشهر بحسب اليوم، وملخص فيه مجموع الشهر وأعمدة بحسب الشهر والفئة.',
  'home.promises': 'ما يمكنك الاعتماد عليه',
  'home.quick': 'سريع التدوين',
  'home.quick_text': 'المبلغ أولًا، وتاريخ اليوم جاهز، ومفتاح الإدخال يحفظ. عشر نفقات متتالية دون لمس الفأرة.',
  'home.figures': 'كل رقم يقودك أبعد',
  'home.figures_text': 'كل شهر وكل فئة رابط إلى النفقات وراءه. ولكل عرض عنوان يمكنك الاحتفاظ به.',
  'home.yours': 'لك، ولك وحدك',
  'home.yours_text': 'تستضيفه بنفسك ولا يُحمَّل شيء من مكان آخر. أخرِج أي جهاز فورًا، وما كتبته لا يضيع أبدًا.',
  'docs.title': 'واجهة JSON',
  'docs.operations': 'العمليات',
  'docs.lead': 'وصف الواجهة البرمجية موجود في <link>{address}</link>. تعرضه هذه الصفحة حالما يُحمَّل برنامجها.',
  'time.just_now': 'الآن',
  'time.minutes_ago':
    '{count, plural, zero {قبل # دقيقة} one {قبل دقيقة} two {قبل دقيقتين} few {قبل # دقائق} many {قبل # دقيقة} other {قبل # دقيقة}}',
  'time.hours_ago':
    '{count, plural, zero {قبل # ساعة} one {قبل ساعة} two {قبل ساعتين} few {قبل # ساعات} many {قبل # ساعة} other {قبل # ساعة}}',
  'time.days_ago':
    '{count, plural, zero {قبل # يوم} one {قبل يوم} two {قبل يومين} few {قبل # أيام} many {قبل # يومًا} other {قبل # يوم}}',
  'time.seconds':
    '{count, plural, zero {# ثانية} one {ثانية واحدة} two {ثانيتين} few {# ثوانٍ} many {# ثانية} other {# ثانية}}',
  'time.minutes':
    '{count, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}',
  'time.hours':
    '{count, plural, zero {# ساعة} one {ساعة واحدة} two {ساعتين} few {# ساعات} many {# ساعة} other {# ساعة}}',
  'time.days':
    '{count, plural, zero {# يوم} one {يوم واحد} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}',
  'time.today': 'اليوم · {day}',
  'time.to_come': 'قادم · {day}',
  'time.yesterday': 'أمس · {day}',
  'time.no_days': 'لا أيام',
  'time.since': 'منذ {day}',
  'time.until': 'حتى {day}',
  'time.day_before': 'اليوم السابق',
  'time.days_before':
    '{count, plural, zero {الأيام السابقة} one {اليوم السابق} two {اليومين السابقين} few {الأيام الـ# السابقة} many {الأيام الـ# السابقة} other {الأيام الـ# السابقة}}',
};
