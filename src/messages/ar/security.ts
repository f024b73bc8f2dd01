import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed': 'كلمة المرور صحيحة. أرسل أيضًا رمز تطبيق المصادقة.',
  'error.challenge_over': 'استغرق ذلك وقتًا طويلًا أو جُرّبت رموز كثيرة. سجّل الدخول من جديد.',
  'error.wrong_code': 'ذلك الرمز غير صحيح أو استُخدم من قبل. انتظر الرمز التالي وحاول من جديد.',
  'error.authenticator_is_on': 'تطبيق مصادقة مشغّل بالفعل. أوقفه أولًا.',
  'error.no_second_factor': 'أعدّ تطبيق مصادقة أو مفتاح مرور أولًا.',
  'fault.code.empty': 'أدخل الرمز.',
  'fault.invite.empty': 'أرسل سر دعوتك.',
  'fault.code.wrong': 'ذلك الرمز غير صحيح. تحقق من ساعة هاتفك وجرّب الرمز التالي.',
};
