import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': 'يمكن حفظ الأيام من {first} إلى {last}.',
  'fault.day.far_ahead':
    'هل تقصد {day}، أي {years, plural, zero {بعد # سنة} one {بعد سنة واحدة} two {بعد سنتين} few {بعد # سنوات} many {بعد # سنة} other {بعد # سنة}}؟ إذن اضغط الزر مرة أخرى.',
  'fault.day.long_ago':
    'هل تقصد {day}، أي {years, plural, zero {قبل # سنة} one {قبل سنة واحدة} two {قبل سنتين} few {قبل # سنوات} many {قبل # سنة} other {قبل # سنة}}؟ إذن اضغط الزر مرة أخرى.',
  'frame.named_amount_day': '{name}، {amount}، {day}',
};
