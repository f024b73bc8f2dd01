import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { ReadingOptions } from './reading.js';

// What files of banks and programs that are not in the corpora write, made up and cut to what matters of each.

interface Stranger {
  readonly name: string;
  readonly text: string;
  /** `day amount` of what would be added, in the order of the file. */
  readonly rows: readonly string[];
  /** Texts that the descriptions of those rows hold. */
  readonly texts?: readonly string[];
  /** How many are listed and not added. */
  readonly left?: number;
  readonly asks?: readonly string[];
  readonly answers?: ReadingOptions;
  readonly currency?: string;
}

function check({ text, rows, texts = [], left = 0, asks = [], answers = {}, currency }: Stranger): void {
  const bytes = new TextEncoder().encode(text);
  const first = readFile(bytes);
  if (!first.ok) throw new Error(first.code);
  expect(first.questions.map(({ field }) => field)).toEqual(asks);
  const read = readFile(bytes, answers);
  if (!read.ok) throw new Error(read.code);
  const added = read.rows.filter(({ kind }) => kind === 'expense' || kind === 'income');
  expect(added.map(({ day, amount }) => `${day} ${amount}`)).toEqual(rows);
  texts.forEach((part, at) => expect(added[at]!.description).toContain(part));
  expect(read.rows.length - added.length).toBe(left);
  if (currency) expect(added.map((row) => row.currency)).toEqual(added.map(() => currency));
  expect(readFile(bytes, read.values)).toEqual(read);
}

describe('Where the table begins', () => {
  const strangers: readonly Stranger[] = [
    {
      name: 'a table of sums above, whose names are known words too',
      text: '#Waluta;#Wpływy;#Wydatki;\nPLN;1 500,00;-12,34;\n\n#Data operacji;#Opis operacji;#Kwota;\n2026-03-31;Sklep;-12,34 PLN;\n2026-03-01;Firma;1 500,00 PLN;\n',
      rows: ['2026-03-31 -12.34', '2026-03-01 1500'],
    },
    {
      name: 'a day and a number of the account above',
      text: 'BLZ:;12345678;;Datum:;31.03.2026\n\nBuchungstag;Text;Betrag\n31.03.2026;Brot;-3,20\n',
      rows: ['2026-03-31 -3.2'],
    },
    {
      name: 'no header, and a first line of another width that looks like a row',
      text: 'Compte;****1234;31/03/2026;;1 234,56\n31-03-2026;Courses;-12,34\n15-03-2026;Salaire;2 000,00\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 2000'],
    },
    {
      name: 'a header at last, without a row',
      text: 'Account;12\nDate;Text;Amount\n',
      rows: [],
    },
    {
      name: 'times in every row, whose colons cut nothing',
      text: 'Time from: [2026-03-01 00:00:00] to: [2026-03-31 23:59:59]\n\nTime,Text,Amount,\n2026-03-31 12:34:56,Tea,-3.20,\n2026-03-30 08:00:00,Pie,-2.10,\n',
      rows: ['2026-03-31 -3.2', '2026-03-30 -2.1'],
    },
    {
      name: 'digits of another script',
      text: 'التاريخ,الوصف,المبلغ\n٣١/٠٣/٢٠٢٦,بقالة,-١٢٫٥٠\n١٥/٠٣/٢٠٢٦,راتب,٩٬٠٠٠٫٠٠\n',
      rows: ['2026-03-31 -12.5', '2026-03-15 9000'],
    },
  ];
  it.each(strangers)('$name', check);
});

describe('What the columns are called', () => {
  const strangers: readonly Stranger[] = [
    {
      name: 'a credit/debit amount is one amount with a sign',
      text: 'IBAN;Booked At;Text;Credit/Debit Amount;Balance\nCH1;2026-03-31 00:00:00.0;Migros;-12.35;987.65\nCH1;2026-03-25 00:00:00.0;ACME;5250.00;1000.00\n',
      rows: ['2026-03-31 -12.35', '2026-03-25 5250'],
    },
    {
      name: 'a withdrawal amount is money out, and the currency beside it none of its words',
      text: 'S No.,Transaction Date,Transaction Remarks,Withdrawal Amount (INR ),Deposit Amount (INR ),Balance (INR )\n1,30/03/2026,UPI/ZOMATO,450.00,0.00,"1,20,000.00"\n2,05/03/2026,SALARY,0.00,"1,00,000.00","1,20,450.00"\n',
      rows: ['2026-03-30 -450', '2026-03-05 100000'],
      texts: ['ZOMATO', 'SALARY'],
      currency: 'INR',
    },
    {
      name: 'Lastschrift and Gutschrift in a currency, and words of the bank below',
      text: "Datum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Label\n31.03.2026;MIGROS;;-12.35;\n25.03.2026;ACME;5'250.00;;\n\nDisclaimer:\nNur zur Information.\n",
      rows: ['2026-03-31 -12.35', '2026-03-25 5250'],
      texts: ['MIGROS', 'ACME'],
      left: 2,
      currency: 'CHF',
    },
    {
      name: 'words that stand side by side without blanks',
      text: '取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高\n20260305,202603050000001,,1000,カード,コンビニ,99000\n20260325,202603250000001,200000,,給与,会社,299000\n',
      rows: ['2026-03-05 -1000', '2026-03-25 200000'],
      texts: ['コンビニ', '会社'],
      currency: 'JPY',
    },
    {
      name: 'one column of money in and out of a Japanese bank, and its balance',
      text: '取引日,入出金(円),取引後残高(円),入出金内容\n20260331,-1234,98766,コンビニ\n20260325,250000,100000,給与\n',
      rows: ['2026-03-31 -1234', '2026-03-25 250000'],
      texts: ['コンビニ', '給与'],
      currency: 'JPY',
    },
    {
      name: 'money in and out in brackets behind the same word',
      text: '交易日期,摘要,交易场所,记账金额(收入),记账金额(支出),记账币种,余额\n2026-03-31,消费,超市,,12.34,人民币,"1,000.00"\n2026-03-15,工资,,"8,000.00",,人民币,"1,012.34"\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 8000'],
      texts: ['超市', '工资'],
      currency: 'CNY',
    },
    {
      name: 'the currency of the shop is not the currency of the amount',
      text: 'Booking Date,Partner Name,Amount (EUR),Original Amount,Original Currency\n2026-03-05,OPENAI,-18.43,20.00,USD\n',
      rows: ['2026-03-05 -18.43'],
      currency: 'EUR',
    },
    {
      name: 'Valuta is a currency where codes stand in it',
      text: 'Valuta,Bokföringsdag,Valutadag,Beskrivning,Belopp\nSEK,2026-03-31,2026-03-31,ICA,-112.34\n',
      rows: ['2026-03-31 -112.34'],
      currency: 'SEK',
    },
    {
      name: 'gross, fee and net: what the account lost',
      text: 'Date,Name,Currency,Gross,Fee,Net,Transaction ID,Balance\n2026-03-31,Friend,EUR,-10.00,-0.35,-10.35,4AB,-10.35\n',
      rows: ['2026-03-31 -10.35'],
    },
    {
      name: 'columns without a name go on with the description',
      text: '"Data operacji","Kwota","Waluta","Opis transakcji","",""\n"2026-03-31","-12.34","PLN","Tytuł: 1","Lokalizacja: BIEDRONKA",""\n',
      rows: ['2026-03-31 -12.34'],
      texts: ['BIEDRONKA'],
    },
    {
      name: 'a label is the text where there is no other, a category where there is nothing else',
      text: 'dateOp;label;category;amount\n2026-03-31;CARTE FRANPRIX;Courses;-12,34\n2026-03-15;VIR SALAIRE;Revenus;1 500,00\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 1500'],
      texts: ['FRANPRIX', 'SALAIRE'],
    },
    {
      name: 'a category is better than no description',
      text: 'date,category,amount\n2026-03-31,Food,-12.34\n2026-03-30,Fun,-2.00\n',
      rows: ['2026-03-31 -12.34', '2026-03-30 -2'],
      texts: ['Food', 'Fun'],
    },
    {
      name: 'the older columns of Money Manager',
      text: 'Period\tAccounts\tCategory\tSubcategory\tNote\tEUR\tIncome/Expense\tDescription\tAmount\tCurrency\tAccounts\n03/31/2026 12:30:00\tCash\tFood\t\tDöner\t7.5\tExp.\t\t7.5\tEUR\t7.5\n03/16/2026 09:00:00\tBank\tCash\t\t\t100\tTransfer-Out\t\t100\tEUR\t100\n',
      rows: ['2026-03-31 -7.5'],
      texts: ['Döner'],
      left: 1,
    },
  ];
  it.each(strangers)('$name', check);
});

describe('What the file tells about money out', () => {
  const balance = 'Date,Text,A,B,C\n';
  const strangers: readonly Stranger[] = [
    {
      name: 'a column of kinds says that what is positive was bought',
      text: 'Transaction Date,Description,Type,Amount (USD)\n03/30/2026,Store,Purchase,33.21\n03/15/2026,Deposit,Payment,-200.00\n',
      rows: ['2026-03-30 -33.21', '2026-03-15 200'],
    },
    {
      name: 'a card whose only negative row is the payment of its bill is asked about',
      text: 'Date,Description,Amount\n03/31/2026,STORE,54.32\n03/20/2026,PAYMENT - THANK YOU,-800.00\n',
      asks: ['sign'],
      answers: { sign: 'positive' },
      rows: ['2026-03-31 -54.32', '2026-03-20 800'],
    },
    {
      name: 'a card that writes it the other way is not',
      text: 'Date,Description,Amount\n03/31/2026,STORE,-54.32\n03/20/2026,PAYMENT - THANK YOU,800.00\n',
      rows: ['2026-03-31 -54.32', '2026-03-20 800'],
    },
    {
      name: 'a flag that is neither in nor out moves money between own accounts',
      text: '交易时间,交易对方,商品说明,收/支,金额,交易状态\n2026-03-31 12:34:56,外卖店,外卖,支出,23.50,交易成功\n2026-03-20 08:00:00,李四,转账,收入,100.00,交易成功\n2026-03-10 08:00:00,余额宝,转入,不计收支,500.00,交易成功\n2026-03-09 08:00:00,某店,杯子,支出,19.90,交易关闭\n',
      rows: ['2026-03-31 -23.5', '2026-03-20 100'],
      left: 2,
    },
    {
      name: 'D alone, below a name that says what it is',
      text: 'Boekdatum;Debet/Credit;Bedrag;Omschrijving\n13-03-2026;D;3,20;Brood\n',
      rows: ['2026-03-13 -3.2'],
    },
    {
      name: 'a column of plus and minus',
      text: 'Datum;Omschrijving;Bedrag;+/-\n13-03-2026;Brood;3,20;-\n14-03-2026;Kaas;1,20;-\n',
      rows: ['2026-03-13 -3.2', '2026-03-14 -1.2'],
    },
    {
      name: 'without a header, a balance tells which column is out',
      text: '03/31/2026,TIM,4.50,,2134.50\n03/15/2026,PAY,,2000.00,2139.00\n03/14/2026,RENT,1100.00,,139.00\n03/10/2026,CAFE,10.00,,1239.00\n',
      rows: ['2026-03-31 -4.5', '2026-03-15 2000', '2026-03-14 -1100', '2026-03-10 -10'],
    },
    {
      name: 'without a header, the balance before and after tell which is the amount',
      text: '1234\tEUR\t20260331\t1000,00\t987,66\t-12,34\tAH\n1234\tEUR\t20260325\t987,66\t2987,66\t2000,00\tACME\n1234\tEUR\t20260326\t2987,66\t2977,66\t-10,00\tHEMA\n',
      rows: ['2026-03-31 -12.34', '2026-03-25 2000', '2026-03-26 -10'],
      currency: 'EUR',
    },
    {
      name: 'without a header, the balance is told from the amount though a note stands below',
      text: '2026-03-02,Cafe,-12.50,987.50\n2026-03-04,Rent,-850.00,137.50\n2026-03-13,Pay,2000.00,2137.50\nRows: 3\n',
      rows: ['2026-03-02 -12.5', '2026-03-04 -850', '2026-03-13 2000'],
      left: 1,
    },
    {
      name: 'unless the balance tells nothing',
      text: `${balance}2026-03-01,a,1.50,,100.00\n2026-03-02,b,,2.50,7.00\n2026-03-03,c,3.50,,900.00\n`,
      asks: ['columns'],
      answers: { column_out: 3, column_in: 4 },
      rows: ['2026-03-01 -1.5', '2026-03-02 2.5', '2026-03-03 -3.5'],
    },
    {
      name: 'a total below does not turn round money out that has a minus of its own',
      text: 'Date,Text,Money out,Money in\n2026-03-31,Bread,-3.20,\n2026-03-30,Wage,,100.00\n,Total,3.20,100.00\n',
      rows: ['2026-03-31 -3.2', '2026-03-30 100'],
      left: 1,
    },
    {
      name: 'a note below in the column of flags',
      text: 'S/H;Datum;Text;Betrag\nS;31.03.2026;Brot;3,20\nH;30.03.2026;Lohn;100,00\nSumme: 2\n',
      rows: ['2026-03-31 -3.2', '2026-03-30 100'],
      left: 1,
    },
    {
      name: 'words of a side of the money in a column of kinds',
      text: 'التاريخ,الوصف,المبلغ,النوع\n02.03.2026,بقالة,12.50,سحب\n13.03.2026,راتب,100.00,إيداع\n',
      rows: ['2026-03-02 -12.5', '2026-03-13 100'],
    },
    {
      name: 'rows that were never booked',
      text: 'Date,Description,Amount,State\n2026-03-01,Lidl,-12.34,COMPLETED\n2026-03-02,Uber,-9.99,PENDING\n2026-03-03,Bolt,-7.99,REVERTED\n',
      rows: ['2026-03-01 -12.34'],
      left: 2,
    },
    {
      name: 'rows that the bank only has in view',
      text: 'Buchungstag;Zahlungsempfänger;Betrag;Info\n31.03.26;ALDI;-23,99;Umsatz gebucht\n01.04.26;TANKE;-50,00;Umsatz vorgemerkt\n',
      rows: ['2026-03-31 -23.99'],
      left: 1,
    },
    {
      name: 'balances that stand among the rows, with a day',
      text: 'Data,Histórico,Valor\n27/02/2026,Saldo Anterior,1000.00\n02/03/2026,Padaria,-25.50\n31/03/2026,S A L D O,974.50\n31/03/2026,Closing balance as of 31/03/2026,974.50\n',
      rows: ['2026-03-02 -25.5'],
      left: 3,
    },
    {
      name: 'a payment that begins with such a word is one',
      text: 'Date,Description,Amount\n2026-03-31,Balance bike for Ben,-80.00\n2026-03-30,Saldo Restaurant GmbH,-12.00\n2026-03-29,TOTAL 4711,-40.00\n',
      rows: ['2026-03-31 -80', '2026-03-30 -12', '2026-03-29 -40'],
    },
    {
      name: 'lines of the end that are as many as the rows',
      text: 'Data;Descrizione;Entrate;Uscite\n31/03/2026;Spesa;;-12,34\n15/03/2026;Stipendio;2.000,00;\n\nTotale;;2.000,00;-12,34\nSaldo finale al 31/03/2026;;1.987,66;\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 2000'],
      left: 2,
    },
  ];
  it.each(strangers)('$name', check);
});

describe('Days and amounts', () => {
  const days = (...written: string[]) =>
    `Date;Text;Amount\n${written.map((day) => `${day};a;-1.50\n`).join('')}`;
  const rows = (...isos: string[]) => isos.map((day) => `${day} -1.5`);
  const strangers: readonly Stranger[] = [
    {
      name: 'a day above 12 settles a year of two digits',
      text: days('31/03/26', '01/03/26'),
      rows: rows('2026-03-31', '2026-03-01'),
    },
    { name: 'even alone', text: days('31/03/26'), rows: rows('2026-03-31') },
    {
      name: 'but a year that stands first may be meant where the file then spans fewer years',
      text: days('26/03/01', '26/03/31'),
      asks: ['date_order'],
      answers: { date_order: 'ymd' },
      rows: rows('2026-03-01', '2026-03-31'),
    },
    {
      name: 'another column of days settles the order',
      text: 'Date,Value date,Text,Amount\n03/04/2026,03/31/2026,a,-1.50\n05/06/2026,05/06/2026,b,-1.50\n',
      rows: rows('2026-03-04', '2026-05-06'),
    },
    {
      name: 'a point behind the day',
      text: days('2026.03.31.', '2026. 03. 01.'),
      rows: rows('2026-03-31', '2026-03-01'),
    },
    {
      name: 'a point behind the year',
      text: days('31.03.2026.', '1.3.2026.'),
      rows: rows('2026-03-31', '2026-03-01'),
    },
    {
      name: 'the first of a month in French and Portuguese',
      text: days('1er janvier 2026', '1º de março de 2026', '1° mars 2026'),
      rows: rows('2026-01-01', '2026-03-01', '2026-03-01'),
    },
    {
      name: 'Japanese years',
      text: days('R8.1.5', '令和8年1月25日', '平成31年4月30日', '令和元年5月1日'),
      rows: rows('2026-01-05', '2026-01-25', '2019-04-30', '2019-05-01'),
    },
    {
      name: 'a currency without decimals has only groups',
      text: '거래일자,적요,출금(원),입금(원),내용\n2026-03-31,체크,"4,500",0,커피\n2026-03-25,이체,0,"100,000",급여\n',
      rows: ['2026-03-31 -4500', '2026-03-25 100000'],
      currency: 'KRW',
    },
    {
      name: 'a currency by its name',
      text: 'Дата;Описание;Сумма;Валюта счёта\n31.03.2026;Магнит;-1 234,50;руб.\n05.03.2026;Такси;-99,00;RUR\n',
      rows: ['2026-03-31 -1234.5', '2026-03-05 -99'],
      currency: 'RUB',
    },
    {
      name: 'a currency behind the amount in its own letters',
      text: 'Tarih;Açıklama;Tutar\n31.03.2026;Market;-1.112,34 TL\n05.03.2026;Kira;-99,00 TL\n',
      rows: ['2026-03-31 -1112.34', '2026-03-05 -99'],
      currency: 'TRY',
    },
    {
      name: 'an apostrophe before the year of QIF says which part it is',
      text: "!Type:Bank\nD31/12'26\nT-1.50\nPA\n^\nD01/02'26\nT-1.50\nPB\n^\n",
      rows: rows('2026-12-31', '2026-02-01'),
    },
  ];
  it.each(strangers)('$name', check);
});

it('Turkish letters are not taken for Icelandic ones', () => {
  const turkish: Readonly<Record<string, number>> = {
    ğ: 0xf0,
    ı: 0xfd,
    ş: 0xfe,
    Ğ: 0xd0,
    İ: 0xdd,
    Ş: 0xde,
    ç: 0xe7,
  };
  const text = 'Tarih;Açıklama;Tutar\n31.03.2026;MİGROS ŞİŞLİ mağaza;-12,34\n';
  const found = readFile(Uint8Array.from(text, (letter) => turkish[letter] ?? letter.charCodeAt(0)));
  expect(found.ok && found.rows.map(({ description }) => description)).toEqual(['MİGROS ŞİŞLİ mağaza']);
});

describe('Names of columns that only a part of is known', () => {
  const strangers: readonly Stranger[] = [
    {
      name: 'a foreign amount beside the local one, the fuller description beside the short one',
      text: 'Date,Description,Transaction Amount(Foreign),Transaction Amount(Local),Description (full)\n2026-03-31,POS,0,-12.34,GRAB SINGAPORE\n',
      rows: ['2026-03-31 -12.34'],
      texts: ['GRAB'],
    },
    {
      name: 'a side of the money whose name is not known',
      text: 'Datum;Text;Ausgabe;Xyz\n31.03.2026;Brot;12,34;\n15.03.2026;Lohn;;2 000,00\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 2000'],
      texts: ['Brot', 'Lohn'],
    },
    {
      name: 'a column that marks transfers',
      text: '"計算対象","日付","内容","金額（円）","大項目","振替","ID"\n"1","2026/03/31","コンビニ","-540","食費","0","a1"\n"0","2026/03/26","口座振替","-30000","未分類","1","a3"\n',
      rows: ['2026-03-31 -540'],
      left: 1,
      currency: 'JPY',
    },
    {
      name: 'kinds of a row in another language',
      text: '时间,交易类型,分类,账户货币,金额,描述\n2026-03-31 12:00:00,支出,食品,CNY,23.50,面条\n2026-03-15 09:00:00,收入,工资,CNY,9000.00,\n2026-03-16 09:00:00,转账,转账,CNY,500.00,\n',
      rows: ['2026-03-31 -23.5', '2026-03-15 9000'],
      texts: ['面条'],
      left: 1,
    },
  ];
  it.each(strangers)('$name', check);
});

describe('How the cells are written', () => {
  const rows = ['2026-03-31 -3.2', '2026-03-30 -2.1'];
  const strangers: readonly Stranger[] = [
    {
      name: 'single quotes around every cell',
      text: "'Date','Text','Amount'\n'2026-03-31','Tea, green','-3.20'\n'2026-03-30','Pie','-2.10'\n",
      rows,
      texts: ['Tea, green', 'Pie'],
    },
    {
      name: 'a backslash before a quote',
      text: '"Date","Text","Amount"\n"2026-03-31","He said \\"hi, you\\"","-3.20"\n"2026-03-30","Pie","-2.10"\n',
      rows,
      texts: ['He said "hi, you"', 'Pie'],
    },
    {
      name: 'formulas that keep a spreadsheet from changing a cell',
      text: 'Date,Text,Amount\n="2026-03-31","=""00123 Shop""","=""-3.20"""\n="2026-03-30","=""Pie""","=""-2.10"""\n',
      rows,
      texts: ['00123 Shop', 'Pie'],
    },
    {
      name: 'a delimiter behind the last column of our own export',
      text: 'date,description,amount,currency,category,tags,id,\n2026-03-31,a,3.20,EUR,,,1,\n2026-03-30,b,2.10,EUR,,,2,\n',
      rows,
    },
    {
      name: 'Mint saved anew without its quotes',
      text: 'Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels,Notes\n3/31/2026,a,A,3.20,debit,Food,Card,,\n3/30/2026,b,B,2.10,debit,Food,Card,,\n3/29/2026,c,C,9.00,credit,Credit Card Payment,Card,,\n',
      rows,
      left: 1,
    },
    {
      name: 'the header again, with blanks around its names',
      text: 'Date,Text,Amount\n2026-03-31,a,-3.20\nDate , Text , Amount\n2026-03-30,b,-2.10\n',
      rows,
    },
    {
      name: 'a weekday or a time before the day',
      text: 'Date;Text;Amount\nMo, 30.03.2026;a;-1\nTue 31/03/2026;b;-1\n12:34 01.04.2026;c;-1\n火 2026/03/31;d;-1\n',
      rows: ['2026-03-30 -1', '2026-03-31 -1', '2026-04-01 -1', '2026-03-31 -1'],
    },
    {
      name: 'but no other word before it',
      text: 'Date;Text;Amount\n31.03.2026;a;-1.50\nSaldo 31.03.2026;b;-2.50\n',
      rows: ['2026-03-31 -1.5'],
      left: 1,
    },
    {
      name: 'a year before the name of its month, or nothing between them',
      text: 'Date;Text;Amount\n2026-Mar-31;a;-1\n2026 April 1;b;-1\n01APR26;c;-1\n',
      rows: ['2026-03-31 -1', '2026-04-01 -1', '2026-04-01 -1'],
    },
    {
      name: 'Korean days, and Arabic months of two words',
      text: 'Date;Text;Amount\n2026년 3월 30일;a;-1\n8 تشرين الأول 2026;b;-1\n9 كانون الثاني 2026;c;-1\n',
      rows: ['2026-03-30 -1', '2026-10-08 -1', '2026-01-09 -1'],
    },
    {
      name: 'marks with points, and dashes for no cents',
      text: 'Date;Text;Amount\n31.03.2026;a;-Rs. 1,234.50\n31.03.2026;b;-12,-\n31.03.2026;c;-5.--\n',
      rows: ['2026-03-31 -1234.5', '2026-03-31 -12', '2026-03-31 -5'],
    },
    {
      name: 'D and C, S and H behind the amount',
      text: 'Date;Text;Amount\n31.03.2026;a;12.34D\n31.03.2026;b;100.00 C\n31.03.2026;c;1,50 S\n31.03.2026;d;2,50H\n',
      rows: ['2026-03-31 -12.34', '2026-03-31 100', '2026-03-31 -1.5', '2026-03-31 2.5'],
    },
    {
      name: 'CR behind what comes in, and nothing behind what goes out',
      text: 'Date,Text,Amount\n30/03/2026,GRAB,12.34\n15/03/2026,PAYMT,300.00CR\n14/03/2026,SHOP,1.20\n',
      rows: ['2026-03-30 -12.34', '2026-03-15 300', '2026-03-14 -1.2'],
    },
    {
      name: 'DR behind what goes out, and nothing behind what comes in',
      text: 'Date,Text,Amount\n30/03/2026,GRAB,12.34 DR\n15/03/2026,SALARY,300.00\n',
      rows: ['2026-03-30 -12.34', '2026-03-15 300'],
    },
    {
      name: 'one column of both sides, of which one name is not known',
      text: 'Bokförd;Text;Insättningar/uttag;Bokfört saldo\n2026-03-31;ICA;-1 234,50;10 000,00\n2026-03-25;LÖN;30 000,00;11 234,50\n2026-03-24;RÄNTA;3,00;1,00\n',
      rows: ['2026-03-31 -1234.5', '2026-03-25 30000', '2026-03-24 3'],
    },
    {
      name: 'the same without any minus',
      text: 'Bokförd;Text;Insättningar/uttag\n2026-03-25;LÖN;30 000,00\n',
      asks: ['sign'],
      answers: { sign: 'negative' },
      rows: ['2026-03-25 30000'],
    },
    {
      name: 'one column of money out, in which a minus is as usual as none',
      text: 'Date,Text,Debit\n2026-03-31,a,-12.34\n2026-03-25,b,100.00\n',
      rows: ['2026-03-31 -12.34', '2026-03-25 100'],
    },
    {
      name: 'one column of money out, in which a minus takes back',
      text: 'Date,Text,Debit\n2026-03-31,a,12.34\n2026-03-25,b,100.00\n2026-03-24,c,-1.00\n',
      rows: ['2026-03-31 -12.34', '2026-03-25 -100', '2026-03-24 1'],
    },
    {
      name: 'CR, DR and nothing behind amounts',
      text: 'Date,Text,Amount\n30/03/2026,GRAB,12.34 DR\n15/03/2026,SALARY,300.00 CR\n14/03/2026,?,5.00\n',
      asks: ['sign'],
      answers: { sign: 'positive' },
      rows: ['2026-03-30 -12.34', '2026-03-15 300', '2026-03-14 -5'],
    },
    {
      name: 'a card whose bill was paid by e-bank, with a minus',
      text: 'Date,Text,Amount\n30/03/2026,GRAB,12.34\n15/03/2026,PAYMT THRU E-BANK,-300.00\n',
      asks: ['sign'],
      answers: { sign: 'positive' },
      rows: ['2026-03-30 -12.34', '2026-03-15 300'],
    },
    {
      name: 'hardly any minus, which nobody earns but a card writes',
      text: `Date,Text,Amount\n${'30/03/2026,Shop,12.34\n'.repeat(10)}15/03/2026,Refund,-3.00\n`,
      asks: ['sign'],
      answers: { sign: 'positive' },
      rows: [...Array<string>(10).fill('2026-03-30 -12.34'), '2026-03-15 3'],
    },
  ];
  it.each(strangers)('$name', check);

  it.each([
    ['£12.34', 0xa3],
    ['5 €', 0x80],
  ])('%s in Windows-1252 is not taken for a letter of another alphabet', (text, mark) => {
    const file = `Date,Text,Amount\n2026-03-31,Gift of ${text},-12.34\n`;
    const found = readFile(Uint8Array.from(file, (letter) => (letter > '~' ? mark : letter.charCodeAt(0))));
    expect(found.ok && found.rows.map(({ description }) => description)).toEqual([`Gift of ${text}`]);
  });
});

describe('What stands between and below the rows', () => {
  const strangers: readonly Stranger[] = [
    {
      name: 'lines that go on with the text above, and a total of both sides',
      text: 'Data;Histórico;Docto.;Crédito (R$);Débito (R$);Saldo (R$)\n31/03/26;PIX ENVIADO;123;;1.234,50;765,50\n;DES: PADARIA;;;;\n30/03/26;PIX RECEBIDO;124;2.000,00;;2.000,00\n;REM: MARIA;;;;\nTotal;;;2.000,00;1.234,50;765,50\n',
      rows: ['2026-03-31 -1234.5', '2026-03-30 2000'],
      texts: ['PIX ENVIADO DES: PADARIA', 'PIX RECEBIDO REM: MARIA'],
      left: 1,
      currency: 'BRL',
    },
    {
      name: 'pages, each with its header, signs behind and a sum carried over',
      text: 'Datum;Text;Betrag;Währung\n31.03.26;EDEKA;45,60-;EUR\n28.03.26;Gehalt;2.500,00+;EUR\n\nSeite 2\nDatum;Text;Betrag;Währung\n15.03.26;Miete;1.050,00-;EUR\nÜbertrag;;1.404,40+;EUR\n',
      rows: ['2026-03-31 -45.6', '2026-03-28 2500', '2026-03-15 -1050'],
      left: 2,
    },
    {
      name: 'lines of stars and a table of sums with a header of its own',
      text: 'Date,Narration,Chq./Ref.No.,Withdrawal Amt.,Deposit Amt.,Closing Balance\n********,********,********,********,********,********\n31/03/26,UPI,000012,"1,23,456.50",,"5,00,000.00"\n28/03/26,SALARY,000013,,"2,00,000.00","6,23,456.50"\n********,********,********,********,********,********\nOpening Balance,Dr Count,Cr Count,Debits,Credits,Closing Bal\n"4,23,456.50",1,1,"1,23,456.50","2,00,000.00","5,00,000.00"\n',
      rows: ['2026-03-31 -123456.5', '2026-03-28 200000'],
      left: 4,
    },
    {
      name: 'sums of a month between the rows and balances of a day',
      text: 'تاريخ,الوصف,مدين,دائن,الرصيد\n٣١/٠٣/٢٠٢٦,كارفور,٤٥٫٦٠,,١٬٠٠٠٫٠٠\nالإجمالي,,٤٥٫٦٠,٥٬٠٠٠٫٠٠,\n٢٨/٠٣/٢٠٢٦,راتب,,٥٬٠٠٠٫٠٠,١٬٠٤٥٫٦٠\n',
      rows: ['2026-03-31 -45.6', '2026-03-28 5000'],
      left: 1,
    },
  ];
  it.each(strangers)('$name', check);
});

describe('OFX and CAMT', () => {
  const entry =
    '<Ntry><Amt Ccy="EUR">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-31</Dt></BookgDt><NtryDtls><TxDtls><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls><TxDtls><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls></Ntry>';
  const strangers: readonly Stranger[] = [
    {
      name: 'a payment back in a batch of payments',
      text: `<Document><BkToCstmrStmt><Stmt>${entry}</Stmt></BkToCstmrStmt></Document>`,
      rows: ['2026-03-31 -20', '2026-03-31 5'],
    },
    {
      name: 'a day with dashes',
      text: '<OFX><CURDEF>EUR<STMTTRN><DTPOSTED>2026-03-31<TRNAMT>-12.34<FITID>1<NAME>A</STMTTRN></OFX>',
      rows: ['2026-03-31 -12.34'],
    },
  ];
  it.each(strangers)('$name', check);
});
