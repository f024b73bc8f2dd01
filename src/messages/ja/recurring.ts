import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'その定期的な支出はありません。',
  'error.recurring_rests': 'スキップできる日がありません。一時停止中か、最終日を過ぎています。',
  'fault.recurring.interval': '1 から {max} までの整数を入力してください。',
  'fault.recurring.every': '日、週、月、年のいずれかを選んでください。',
  'fault.recurring.mode': 'その日に何をするかを選んでください。',
  'fault.recurring.ends_before': '最初の日より前です。',
  'fault.recurring.too_many': '1 冊の帳簿に登録できる定期的な支出は {max} 件までです。',
  'fault.recurring.too_many_due': '古すぎます。一度に追加できる支出は {max} 件までです。',
  'fault.recurring.too_far': '今後 {max} 日以内の日を選んでください。',
  'fault.recurring.no_such_day': 'この日はスキップできません。',
  'changes.kind.recurring': '定期的な支出「{name}」を追加',
};
