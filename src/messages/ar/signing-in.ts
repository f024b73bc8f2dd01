import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'لا يقبل Outlay هذا حسابات جديدة. اسأل من يديره، أو <link>سجّل الدخول</link> إن كان لديك حساب.',
  'register.lead': 'ثلاثة أسطر وتبدأ.',
  'register.log_in_instead': 'تسجيل الدخول بدلًا من ذلك؟',
  'register.password_hint':
    '{min, plural, zero {# حرف على الأقل.} one {حرف واحد على الأقل.} two {حرفان على الأقل.} few {# أحرف على الأقل.} many {# حرفًا على الأقل.} other {# حرف على الأقل.}} بضع كلمات متتالية يسهل تذكرها.',
  'register.known': 'سبق أن سجّلت؟ <link>تسجيل الدخول</link>',
  'login.new_here': 'جديد هنا؟ <link>إنشاء حساب</link>',
  'login.expired': 'انتهت جلستك. سجّل الدخول من جديد.',
  'login.reuse':
    'أنهينا هذه الجلسة حرصًا على سلامتك: استُخدم تسجيل دخولها مرة ثانية كأن أحدًا نسخه. سجّل الدخول من جديد.',
  'login.reset': 'عُيّنت كلمة مرورك الجديدة. سجّل الدخول بها.',
  'login.logged_out': 'تم تسجيل خروجك.',
  'login.failures':
    '{count, plural, zero {لم تُجرَّب # كلمة مرور خاطئة} one {جُرّبت كلمة مرور خاطئة واحدة} two {جُرّبت كلمتا مرور خاطئتان} few {جُرّبت # كلمات مرور خاطئة} many {جُرّبت # كلمة مرور خاطئة} other {جُرّبت # كلمة مرور خاطئة}} على حسابك منذ آخر تسجيل دخول.',
  'login.see_security': 'اعرض ما حدث',
  'refresh.title': 'أما زلت هنا يا {name}؟',
  'refresh.lead':
    'توقفت جلستك مؤقتًا بعد {duration} حفاظًا على خصوصية دفاترك. لا حاجة إلى كلمة المرور، ولم يضع شيء مما كتبته.',
  'refresh.continue': 'متابعة',
  'stay.box': 'البقاء مسجّل الدخول على هذا الجهاز',
  'stay.hint': 'فقط على جهاز لا يستخدمه غيرك: من يستخدمه يرى دفاترك.',
  'stay.not_again': 'لا تسأل مرة أخرى على هذا الجهاز',
  'refresh.someone_else': 'لست {name}؟ سجّل الدخول بحساب آخر',
};
