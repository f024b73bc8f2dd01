import type { Translation } from '../catalog.js';
import type { days as english } from '../en/days.js';

export const days: Translation<typeof english> = {
  'fault.day.out_of_range': '保存できる日付は {first} から {last} までです。',
  'fault.day.far_ahead':
    '{day}（{years, plural, other {# 年後}}）でよろしいですか。よければ、もう一度ボタンを押してください。',
  'fault.day.long_ago':
    '{day}（{years, plural, other {# 年前}}）でよろしいですか。よければ、もう一度ボタンを押してください。',
  'frame.named_amount_day': '{name}、{amount}、{day}',
};
