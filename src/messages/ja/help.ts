import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'ヘルプ',
  'help.lead': 'Outlay が読み取れるものと、すばやく入力するこつ。',
  'help.keys': 'キー',
  'help.key_enter': 'どの入力欄でも <kbd>Enter</kbd> で支出を追加します。続けて次の金額を入力できます。',
  'help.key_tab': '<kbd>Tab</kbd> で次の欄へ、<kbd>Shift</kbd> と <kbd>Tab</kbd> で前の欄へ移ります。',
  'help.key_rows': '<kbd>Tab</kbd>、<kbd>↓</kbd>、<kbd>↑</kbd> で一覧の行を移動します。',
  'help.key_row':
    '<kbd>→</kbd> で行のボタンへ、<kbd>←</kbd> でチェックボックスへ移ります。<kbd>F2</kbd> で行の中に入ると <kbd>Tab</kbd> で行の中を順に移動でき、<kbd>Esc</kbd> で行に戻ります。',
  'help.key_escape':
    '<kbd>Esc</kbd> でメッセージを閉じます。元に戻す操作は<link>変更履歴</link>に残っています。',
  'help.key_single':
    '入力欄にカーソルがないとき、<kbd>n</kbd> で支出を追加、<kbd>/</kbd> で検索、<kbd>?</kbd> でこの一覧を表示します。',
  'help.single_keys': 'この端末で 1 文字のキー（n、/、?）を使う',
  'help.line': '1 行で',
  'help.line_lead': '「クイック追加」は 1 行から支出を読み取ります。例：',
  'help.example_trip': 'グラーツ行き電車 {amount} #旅行 金曜日',
  'help.example_refund': '返金 靴 {amount}',
  'help.example_day': '{amount} 映画 11月3日',
  'help.line_amount': '<b>金額</b>は、小数または通貨記号のある数です。なければ最初の整数です。',
  'help.line_category':
    '<kbd>#語</kbd> はその名前の<b>カテゴリー</b>、またはその語で始まる唯一のカテゴリーです。なければタグになります。',
  'help.line_day':
    '<b>日付</b>は、今日、昨日、曜日（直近の過去）、11月3日、2026-11-03 のように書きます。なければ今日です。',
  'help.line_refund': '金額の前のマイナス、または「返金」という語で<b>返金</b>になります。',
  'help.line_rest': '残りはすべて、その順のまま<b>内容</b>になります。何も失われません。',
  'help.amounts': '金額',
  'help.sums': '計算式は正確に計算します：<kbd>{sum}</kbd>、<kbd>{product}</kbd>、<kbd>{part}</kbd>。',
  'help.region': '数は地域の書き方で読み取ります：{example}。通貨記号は前後どちらでもかまいません。',
  'help.search': '検索',
  'help.search_words':
    '内容とタグから、すべての語を順序に関係なく、語の途中でも見つけます。大文字と小文字、アクセント記号は区別しません。',
  'help.search_quoted': '<kbd>"二つの 語"</kbd> のように引用符で囲むと、そのままの並びで探します。',
  'help.search_amount': '金額として読める語は、その金額も見つけます：<kbd>{example}</kbd>。',
  'help.phone': 'スマートフォンで',
  'help.phone_text':
    'ブラウザーのメニューから Outlay をホーム画面に追加すると、アイコンの長押しで「支出を追加」が選べ、ほかのアプリからテキストを共有できます。<link>アクセストークン</link>があれば、ショートカットから何も開かずに 1 行を追加できます。',
};
