import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'この Outlay では新しいアカウントを受け付けていません。運用している人に問い合わせるか、アカウントがあれば<link>ログイン</link>してください。',
  'register.lead': '3 行入力すれば始められます。',
  'register.log_in_instead': 'ログインしますか？',
  'register.password_hint': '{min, plural, other {# 文字以上。}}いくつかの単語を並べると覚えやすくなります。',
  'register.known': '以前に登録済みですか？ <link>ログイン</link>',
  'login.new_here': '初めてですか？ <link>アカウントを作成</link>',
  'login.expired': 'セッションが終了しました。もう一度ログインしてください。',
  'login.reuse':
    '安全のためこのセッションを終了しました。誰かが写し取ったかのように、サインインが 2 回使われたためです。もう一度ログインしてください。',
  'login.reset': '新しいパスワードを設定しました。それでログインしてください。',
  'login.logged_out': 'ログアウトしました。',
  'login.failures': '前回のログイン以降、{count, plural, other {誤ったパスワードが # 回}}試されました。',
  'login.see_security': '出来事を見る',
  'refresh.title': '{name} さん、いらっしゃいますか？',
  'refresh.lead':
    '帳簿を守るため、{duration}でセッションを一時停止しました。パスワードは不要です。入力したものは失われていません。',
  'refresh.continue': '続ける',
  'stay.box': 'この端末でログインしたままにする',
  'stay.hint': '自分だけが使う端末に限ってください。使う人には帳簿が見えます。',
  'stay.not_again': 'この端末では今後確認しない',
  'refresh.someone_else': '{name} さんではありませんか？ 別の人としてログイン',
};
