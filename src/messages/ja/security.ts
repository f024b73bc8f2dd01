import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed': 'パスワードは正しいです。認証アプリのコードも送ってください。',
  'error.challenge_over':
    '時間がかかりすぎたか、コードを試した回数が多すぎます。もう一度ログインしてください。',
  'error.wrong_code': 'コードが違うか、使用済みです。次のコードを待ってもう一度お試しください。',
  'error.authenticator_is_on': '認証アプリはすでに有効です。先に無効にしてください。',
  'error.no_second_factor': '先に認証アプリかパスキーを設定してください。',
  'fault.code.empty': 'コードを入力してください。',
  'fault.invite.empty': '招待の秘密の文字列を送ってください。',
  'fault.code.wrong': 'コードが違います。スマートフォンの時計を確認して、次のコードを試してください。',
};
