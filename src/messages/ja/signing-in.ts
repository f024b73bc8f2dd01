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
  'parked.expense': '支出 <b>{what}</b> は保管されています。続けると追加されます。',
  'parked.change': '<b>{what}</b> への変更は保管されています。続けると保存されます。',
  'parked.deletion': '<b>削除</b>しようとしたものはまだあります。続けると削除されます。',
  'parked.other': '送信した内容は<b>保管</b>されています。続けると実行されます。',
  'parked.change_of': '<b>{what}</b> への変更は保管されています。続けると <b>{to}</b> になります。',
  'parked.deletion_of': '<b>{what}</b> はまだあります。続けると削除されます。',
  'parked.erase_of': '続けると <b>{what}</b> は完全に削除されます。',
  'parked.restore_of': '続けると <b>{what}</b> が元に戻ります。',
  'parked.empty_trash': '続けるとゴミ箱が<b>完全に空</b>になります。',
  'parked.many': '<b>複数の支出の一括変更</b>は保管されています。続けると実行されます。',
  'parked.merge_of': '続けると <b>{what}</b> は選んだカテゴリに統合されます。',
  'parked.add_of': '<b>{what}</b> は保管されています。続けると追加されます。',
  'parked.sign_out_of': '続けると <b>{what}</b> をサインアウトします。',
  'parked.sign_out_others': '続けると<b>ほかのすべての端末</b>をサインアウトします。',
  'parked.as_typed': '入力したとおり',
  'parked.of_somebody_else': '待っていたフォームは別の人のものか、古すぎるため、実行されませんでした。',
  'parked.done': 'フォームはすでに実行されています。',
};
