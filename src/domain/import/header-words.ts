import { foldHeader } from './cells.js';
import { splitHeader } from './currency-marks.js';

export type Role =
  | 'date'
  | 'valueDate'
  | 'amount'
  | 'out'
  | 'in'
  | 'balance'
  | 'otherAmount'
  | 'payee'
  | 'description'
  | 'kind'
  | 'category'
  | 'tags'
  | 'id'
  | 'currency'
  | 'flag'
  | 'state'
  | 'transfer'
  | 'none';

/**
 * Words of headers, as banks of many countries write them, from the surest. `=` before a word: the whole header must
 * be it; else the header holds it as whole words. Written with accents; compared folded.
 */
const WORDS: Readonly<Record<Role, string>> = {
  balance:
    'balance,running balance,saldo,saldo na trn,kontostand,solde,saldo contable,stand,ledger,残高,差引残高,余额,账户余额,잔액,الرصيد,رصيد,остаток,баланс,zůstatek,egyenleg,sold,bakiye,saldo po transakcji,saldo nach buchung,=bal,closing balance,running bal,available balance,account balance,ending balance,disponible,saldo disponible,saldos,guthaben,bokfört saldo,取引後残高,現在高,現在 貸付 高,거래후잔액,交易后余额,本次余额,saldo finale,saldo final,solde après opération,=stanje,салдо,=υπόλοιπο,=יתרה,=số dư,saldo contabilístico',
  otherAmount:
    'original amount,local amount,foreign amount,amount refunded,converted amount,refunded,fee,fees,tax,vat,exchange rate,rate,kurs,koers,oorspr bedrag,originalbetrag,montant original,importe original,split amount,cost basis,pc amount,gebühr,entgelt,commission,frais,mwst,手续费,ursprungsbetrag,betrag ursprung,amount in original currency,=entgelt,original currency amount,local currency amount,foreign currency amount,amount in foreign currency,kwota płatności w walucie,kwota blokady zwolnienie blokady,手数料,支払手数料,服务费,수수료,lastschrift ursprungsbetrag,auslagenersatz ruecklastschrift,fremde gebühren,komisja,комиссия,кэшбэк,cashback,einzelbetrag',
  date: '=date,=datum,=fecha,=data,=дата,=日付,=日期,=날짜,=التاريخ,=تاريخ,=dato,=tarih,=päivä,=dátum,=päivämäärä,booking date,buchungstag,buchungsdatum,transaction date,trans date,tran date,txn date,posting date,posted date,post date,date posted,trans date,date operation,date de l operation,date d operation,date comptable,date transaction,date de transaction,date de comptabilisation,fecha operacion,fecha de operacion,fecha contable,data movimento,data lançamento,data da transação,data operazione,data contabile,data mov,boekdatum,boekingsdatum,transactiedatum,datum transactie,bokföringsdag,bokföringsdatum,bokført dato,bogføringsdato,transaksjonsdato,data operacji,data transakcji,data księgowania,datum zaúčtování,datum provedení,könyvelés dátuma,işlem tarihi,дата операции,дата операції,дата платежа,取引日,お取引日,利用日,ご利用日,年月日,取引日付,交易日期,交易时间,记账日期,交易日,거래일,거래일시,이용일,تاريخ العملية,تاريخ المعاملة,date,created,created at,completed date,started date,time,timestamp,datum,fecha,data,tarih,datetime,date time,when,day,tag,belegdatum,umsatzdatum,kirjauspäivä,maksupäivä,radnum datum,abschlussdatum,使用日,発生日,取扱日,入出金日,거래일자,이용일자,승인일,승인일시,交易时间,入账日期,记账时间,消费日期,交易时间戳,datum der buchung,buchung,dt lançamento,data do lançamento,data de lançamento,fecha de compra,fecha movimiento,fecha de movimiento,f operación,date de l opération,data della transazione,ngày giao dịch,дата проведения,дата совершения операции,data da compra,=ημερομηνία,=תאריך,data tranzacției,data mov,data lanc,datum transakcije,postedon',
  valueDate:
    'value date,valuta,valutadatum,valuta datum,wertstellung,wertstellungstag,date de valeur,date valeur,valeur,fecha valor,data valor,data valuta,rentedatum,valutadag,data waluty,дата валютирования,起息日,valutatag,interest date,settlement date,due date,renteffektdato,värdedatum,arvopäivä,value dt,value dat,wertstellungsdatum,f valor,wert,=value,date valeur,dateval',
  amount:
    '=amount,=betrag,=bedrag,=importe,=montant,=valor,=importo,=kwota,=сумма,=сума,=金額,=金额,=금액,=المبلغ,=مبلغ,=belopp,=beløb,=beløp,=summe,=umsatz,=transaction amount,=částka,=összeg,=suma,=tutar,=iznos,=znesek,=monto,=quantia,=cantidad,=value,=total,=sum,=price,=preis,=prix,=precio,=preço,=cost,=kosten,=coste,=coût,=金额(元),=交易金额,=利用金額,=ご利用金額,=이용금액,=거래금액,=summa,=määrä,amount,betrag,bedrag,importe,montant,valor,importo,kwota,сумма,сума,金額,金额,금액,المبلغ,مبلغ,belopp,beløb,beløp,umsatz,částka,összeg,suma,tutar,iznos,znesek,monto,=gross amount,=net amount,=net,=netto,=gross,=brutto,=brut,=bruto,=neto,=objem,入出金,入出金額,総額,出入金額,금액,이용금액,=bedrag eur,lancamento valor,=transaction amt,=ποσό,=סכום,=cuantía',
  out: 'withdrawal,withdrawals,debit,debits,=debit amount,debet,débit,money out,paid out,outflow,out,expense,spending,=expenses,spent,payments,payment amount,soll,ausgang,ausgabe,ausgaben,belastung,lastschrift betrag,sortie,dépense,dépenses,cargo,cargos,gasto,gastos,debe,retiro,retiros,débito,débitos,saída,saídas,despesa,despesas,saidas,uscite,uscita,addebito,addebiti,dare,af,uit,uitgaven,utgift,utgifter,uttag,ut fra konto,ud,wypłaty,obciążenia,wydatki,расход,расходы,списание,дебет,витрати,支出,出金,お引出し,お支払金額,引出金額,引出額,出金金額,支払金額,借方,借方金额,支出金额,출금,출금액,찾으신금액,지출,مدين,مصروف,سحب,borç,çıkış,gider,výdaj,výdaje,terhelés,debit amt,withdrawal amt,=dr,=lastschrift,=lastschriften,=belastungen,=auszahlung,=auszahlungen,支払,支払い,出金,引出,引出し,払出,支出,출금,찾으신,kwota obciążenia,=sorties,=retrait,=retraits,=pagos,=tarikh keluar,付款金额,=minus,дебит,=isplata,=isplate,=breme,=odliv,=odhodek,=χρέωση,=חובה,=ghi nợ,=плащане,=debitare',
  in: 'deposit,deposits,credit,credits,=credit amount,kredit,crédit,money in,paid in,inflow,in,income,received,receipts,haben,eingang,einnahme,einnahmen,gutschrift,entrée,recette,recettes,revenu,revenus,rentrées,abono,abonos,ingreso,ingresos,haber,depósito,depósitos,crédito,créditos,entrada,entradas,receita,receitas,entrate,entrata,accredito,accrediti,avere,bij,inkomsten,inkomst,inkomster,insättning,inn på konto,ind,wpłaty,uznania,wpływy,доход,доходы,поступление,зачисление,приход,кредит,надходження,収入,入金,お預入れ,預入金額,入金金額,預り金額,預入額,贷方,貸方,贷方金额,收入,存入,收入金额,입금,입금액,맡기신금액,수입,دائن,دخل,إيداع,alacak,giriş,gelir,příjem,příjmy,jóváírás,credit amt,deposit amt,=cr,=einzahlung,=einzahlungen,入金,預かり,預り,預入,預入れ,受入,収入,입금,맡기신,kwota uznania,=entrées,=versement,=versements,=cobros,收款金额,=plus,=uplata,=uplate,=dobro,=priliv,=prihodek,=πίστωση,=זכות,=ghi có,=creditare',
  payee:
    'naam van de tegenpartij,naam tegenpartij bevat,empfänger name,name des empfängers,payee,merchant,merchant name,partner name,partner,counterparty,counterparty name,name counterparty,=name,=naam,naam tegenpartij,beguenstigter zahlungspflichtiger,beguenstigter,begünstigter,auftraggeber empfänger,auftraggeber,empfänger,zahlungsempfänger,name zahlungsbeteiligter,zahlungspflichtiger,zahlungsbeteiligter,zahlungspartner,beneficiary,bénéficiaire,tiers,beneficiario,beneficiário,favorecido,ordenante,concepto beneficiario,controparte,naam ontvanger,mottagare,modtager,mottaker,kontrahent,nadawca odbiorca,получатель,контрагент,交易对方,商户名称,对方户名,利用店名,ご利用店名,店名,お取引先,거래처,가맹점,가맹점명,받는분,التاجر,المستفيد,vendor,store,shop,recipient,sender receiver,payer,remitter,paid to,to from,kontrahenten,protistrana,partner neve,karşı taraf,unternehmen,firma,empfaenger,verkaufsstelle,händler,counter party,counterparty name,zahlungsempfänger in,empfänger zahlungspflichtiger,=empfänger,empfänger auftraggeber,empfaenger auftraggeber,begünstigter auftraggeber,auftraggeber zahlungsempfänger,empfaenger 1,empfänger 1,dane kontrahenta,=odbiorca,=nadawca,název protiúčtu,=saaja,saaja maksaja,item or payee,交易场所,보낸분 받는분,보낸분,=nombre,=destinatario,=destinataire,=émetteur,=nome,=tegenpartij,=motpart,=sender,=who',
  description:
    'naam omschrijving,name description,=description,=text,=details,=memo,=item,=title,=reference,description 1,description 2,description 3,transaction description,narrative,narration,particulars,details,remarks,transaction details,payment reference,purpose,what,note,notes,verwendungszweck,vwz1,vwz2,vwz3,vwz4,vwz5,buchungsdetails,zahlungsgrund,zahlungsreferenz,betreff,beschreibung,bezeichnung,omschrijving,omschrijving 1,omschrijving 2,omschrijving 3,mededelingen,mededeling,libellé,libelle,libellé simplifié,nature de l opération,motif,communication,communications,intitulé,concepto,descripción,descripcion,movimiento,detalle,detalles,observaciones,descrição,descricao,histórico,historico,lançamento,descrizione,causale,descrizione operazione,operazione,beskrivning,beskrivelse,tekst,specifikation,opis,opis operacji,opis transakcji,tytuł,tytułem,назначение,назначение платежа,описание,описание операции,призначення,опис,popis,zpráva pro příjemce,közlemény,leírás,açıklama,摘要,お取引内容,取引内容,内容,適用,摘要内容,ご利用内容,品名,说明,商品说明,商品,备注,交易摘要,적요,내용,거래내용,메모,الوصف,وصف,البيان,التفاصيل,description,memo,text,bemerkung,kommentar,comment,comments,message,meddelelse,expense,ausgabe für,wofür,=rubrik,=forklaring,=selite,=viesti,=narrative,avisierungstext,beschreibung1,beschreibung2,beschreibung3,beschreibung 1,beschreibung 2,beschreibung 3,vorgang verwendungszweck,booking text,=label,transaction remarks,入出金内容,入出金先内容,お取り扱い内容,お取扱内容,取扱内容,詳細,詳細1,詳細2,利用店名 商品名,商品名,=poznámka,=szczegóły,=uwagi,descrizione estesa,=dettagli,libellé opération,=transaction,merchant description,tapahtuma,交易场所,対象,摘要2,通信欄,描述,交易描述,비고,transaction ref1,transaction ref2,transaction ref3,=notiz,=notizen,=nota,=notas,=основание,=opmerking,=selitys,=keterangan,=mô tả',
  kind: 'buchungstext,umsatzart,transaction type,type,art,vorgang,soort,mutatiesoort,type d opération,tipo,tipo de movimiento,typ,вид,取引区分,交易类型,거래구분,النوع,code',
  category:
    'category,kategorie,categorie,catégorie,categoría,categoria,kategoria,kategori,категория,категорія,カテゴリ,カテゴリー,大項目,分類,分类,类别,카테고리,분류,الفئة,فئة,التصنيف,subcategory,sub category,category group category,rubrik,kategória',
  tags: 'tags,tag,labels,label,etiketten,étiquettes,etiquetas,etichette,タグ,标签,태그,وسوم,теги,метки,etykiety,schlagwörter,stichwörter',
  id: '=id,=uuid,=fitid,=row,transaction id,transaction number,transactionid,txn id,transaktionsid,transaktionsnummer,transaktions nr,=journal id,external id,unique id,id transaction,n de transaction,numero de transaction,numéro de transaction,id transacción,id da transação,identificador,volgnr,identyfikator,取引番号,交易单号,交易号,交易流水号,流水号,거래번호,رقم العملية,id операции,reference number,referencenumber,transaktionsreferenz,buchungs id,archivierungskennzeichen',
  currency:
    'currency,currency code,währung,waehrung,whrg,devise,monnaie,monn,moneda,divisa,moeda,valuta code,munt,muntsoort,valuta,waluta,валюта,通貨,币种,货币,통화,العملة,عملة,valuuta,měna,pénznem,para birimi,account currency,valuta operazione,měna účtu,валюта счета,валюта платежа,валюта операции,币种名称,交易币种,记账币种,=divisa cuenta,=curr,=ccy,munteenheid,devies,valuta rekening,rekening valuta,=devise du compte',
  flag: 'af bij,debit credit,credit debit,debit credit indicator,dr cr,cr dr,d c,c d,s h,soll haben,soll haben kennzeichen,kennzeichen,credit debit indicator,cdtdbtind,sens,indicateur,indicador,signo,d h,income expense,expense income,in out,out in,direction,收支,收 支,收支类型,借贷,借贷标志,入出金,출금입금,addebito accredito,dare avere,dr or cr,transaction type,type,debet credit,bij af,wn ma,+ -,sign,交易类型,取引区分,거래구분,방법,=tipo,=typ,=art,=soort,тип операции,einnahmen ausgaben,ausgaben einnahmen,einnahme ausgabe,dépenses revenus,ingresos gastos,gastos ingresos,receitas despesas,entrate uscite,收入支出,支出收入,方法',
  state:
    'status,state,=info,umsatzstatus,buchungsstatus,estado,statut,stato,статус,状态,交易状态,当前状态,状態,상태,거래상태,الحالة,transaction status,payment status,cleared status,stav,stan,durum,tila',
  transfer: '=transfer,=振替,=is transfer,=umbuchung,=virement interne,=traspaso,=交易是否转账',
  none: 'account,account name,account number,kontonummer,iban,bic,blz,rekening,tegenrekening,rekeningnummer,compte,cuenta,conta,conto,konto,original description,original currency,local currency,converted currency,oorspr munt,exchange rate,adres tegenpartij,produit,emoji,address,receipt,currency rate,card number,country,auftragskonto,bankleitzahl,check number,checknumber,time zone,timezone',
};

interface Word {
  readonly role: Role;
  readonly rank: number;
}

interface Words {
  /** All of them, by the whole folded header. */
  readonly whole: ReadonlyMap<string, readonly Word[]>;
  /** Those that a longer header may hold. */
  readonly held: ReadonlyMap<string, readonly Word[]>;
  /** Those of scripts that write no blanks, the longest first. */
  readonly unspaced: readonly (readonly [string, readonly Word[]])[];
}

// What a column of more of the same is called.
const FULLER =
  /\b(?:full|complete|extended|additional|detailed|completa|completo|estesa|ampliad[ao]|complet|complete|vollstandig|volledige?)\b/;
// Of an amount: it is the shop's, not the account's.
const FOREIGN = /\b(?:foreign|original|fremdwahrung|etrangere?|extranjera|merchant)\b/;

let words: Words | undefined;

/** What a header may be, with a rank for each role (0: the surest); longer headers that only hold a word rank after. */
export function rolesOfHeader(header: string): readonly Word[] {
  words ??= buildWords();
  const folded = foldHeader(splitHeader(header).name);
  if (folded === '') return namesBothSides(header) ? [{ role: 'flag', rank: 0 }] : [];
  const whole = words.whole.get(folded) ?? words.whole.get(folded.replace(FULLER, '').trim());
  if (whole) return whole;
  const parts = folded.split(' ');
  if (parts.length > 8) return [];
  const found = rolesOfParts(parts, words.held);
  const roles = asOne(found.length > 0 ? found : rolesInside(folded, words.unspaced));
  if (!FOREIGN.test(folded) || !roles.some(({ role }) => role === 'amount')) return roles;
  return [{ role: 'otherAmount', rank: 500 }];
}

function rolesOfParts(parts: readonly string[], held: Words['held']): Word[] {
  const found = new Map<Role, number>();
  for (let length = Math.min(parts.length - 1, 4); length >= 1; length--) {
    for (let from = 0; from + length <= parts.length; from++)
      for (const word of held.get(parts.slice(from, from + length).join(' ')) ?? [])
        if (length > 1 || isTelling(parts[from]!, word.role))
          keepBest(found, word.role, 1000 - length * 100 + word.rank);
    if (found.size > 0) break;
  }
  return [...found].map(([role, rank]) => ({ role, rank }));
}

/** In `支払い金額` the words stand side by side, and the last one says what it is; the one before, of which kind. */
function rolesInside(folded: string, unspaced: Words['unspaced']): Word[] {
  if (!UNSPACED.test(folded)) return [];
  let rest = folded;
  const found: { at: number; roles: readonly Word[] }[] = [];
  for (const [word, roles] of unspaced) {
    const at = rest.lastIndexOf(word);
    if (at < 0) continue;
    found.push({ at, roles });
    rest = rest.slice(0, at) + ' '.repeat(word.length) + rest.slice(at + word.length);
  }
  found.sort((a, b) => b.at - a.at);
  const last = found[0]?.roles ?? [];
  const sides = found
    .slice(1)
    .flatMap(({ roles }) => roles.filter(({ role }) => role === 'out' || role === 'in'));
  const isAmount = last.some(({ role }) => role === 'amount');
  return (isAmount ? [...last, ...sides] : last).map(({ role, rank }) => ({ role, rank: 900 + rank }));
}

/** A `debit amount` is the money out, a `credit/debit amount` is simply the amount. */
function asOne(found: readonly Word[]): readonly Word[] {
  const rankOf = (wanted: Role) => found.find(({ role }) => role === wanted)?.rank;
  const [out, into] = [rankOf('out'), rankOf('in')];
  if (out === undefined && into === undefined) return found;
  if (out === undefined || into === undefined) return found.filter(({ role }) => role !== 'amount');
  const others = found.filter(({ role }) => role !== 'out' && role !== 'in' && role !== 'amount');
  return [
    ...others,
    { role: 'amount', rank: rankOf('amount') ?? Math.min(out, into) },
    { role: 'flag', rank: 950 },
  ];
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Short words and those that other headers hold by chance count only as whole headers. */
function isTelling(word: string, role: Role): boolean {
  if (/^[\x21-\x7e]+$/.test(word) && word.length < 4) return role === 'currency' ? false : word === 'vwz';
  return role !== 'kind' && role !== 'flag' && role !== 'id';
}

function keepBest(found: Map<Role, number>, role: Role, rank: number): void {
  const known = found.get(role);
  if (known === undefined || known > rank) found.set(role, rank);
}

function buildWords(): Words {
  const whole = new Map<string, Word[]>();
  const held = new Map<string, Word[]>();
  const put = (map: Map<string, Word[]>, word: string, role: Role, rank: number) => {
    const known = map.get(word) ?? [];
    if (word !== '' && !known.some((other) => other.role === role)) map.set(word, [...known, { role, rank }]);
  };
  for (const [role, list] of Object.entries(WORDS) as [Role, string][])
    list.split(',').forEach((word, rank) => {
      const folded = foldHeader(word.replace(/^=/, ''));
      put(whole, folded, role, rank);
      if (!word.startsWith('=')) put(held, folded, role, rank);
    });
  const unspaced = [...whole]
    .filter(([word]) => word.length >= 2 && UNSPACED.test(word))
    .sort(([a], [b]) => b.length - a.length);
  return { whole, held, unspaced };
}

const OUT =
  'ausgaben,dépenses,dépense,gastos,despesas,uscite,uitgaven,utgifter,wydatki,расходы,витрати,giderler,sale,fee,charge,списание средств,payment sent,af,debit,debet,dr,d,db,dbit,s,soll,out,o,expense,expenses,withdrawal,outgoing,outcome,sortie,depense,cargo,gasto,debito,saida,despesa,uscita,addebito,uit,ut,ud,расход,списание,支出,出金,借,출금,지출,مدين,مصروف,borc,gider,vydaj,terheles,belastung,lastschrift,ausgabe,ausgang,debitcard,purchase,wydatek,money out,paid out,debit card';
const IN =
  'einnahmen,einkommen,revenus,revenu,ingresos,receitas,entrate,inkomsten,inkomster,przychody,wpływy,доходы,надходження,gelirler,зачисление средств,bij,credit,kredit,cr,c,crdt,h,haben,in,i,income,deposit,incoming,entree,recette,abono,ingreso,credito,entrada,receita,entrata,accredito,inn,ind,доход,поступление,зачисление,收入,入金,贷,입금,수입,دائن,دخل,alacak,gelir,prijem,jovairas,gutschrift,einnahme,eingang,refund,wplyw,money in,paid in';
// What a column of money out may be called says the same in a cell.
const flagWords = new Map<string, 'out' | 'in'>([
  ...WORDS.out.split(',').map((word) => [foldHeader(word), 'out'] as const),
  ...WORDS.in.split(',').map((word) => [foldHeader(word), 'in'] as const),
  ...OUT.split(',').map((word) => [foldHeader(word), 'out'] as const),
  ...IN.split(',').map((word) => [foldHeader(word), 'in'] as const),
]);
// What moves between a person's own accounts, or nowhere.
const NEITHER = new Set(
  '/,转账,转帐,不计收支,中性交易,其他,transfer,transfers,transfer out,transfer in,umbuchung,virement interne,traspaso,transferência,振替,이체,تحويل'.split(
    ',',
  ),
);
// Alone they may stand for anything; with their counterparts they are clear.
const NEEDS_PARTNER: Readonly<Record<string, string>> = { o: '', i: '', d: 'c h', c: 'd', s: 'h', h: 's d' };

/** What a word of a flag column means by itself. */
export function sideOfWord(value: string): 'out' | 'in' | 'neither' | undefined {
  const text = value.trim();
  if (text === '-' || text === '−') return 'out';
  if (text === '+') return 'in';
  return NEITHER.has(text.toLowerCase()) ? 'neither' : flagWords.get(foldHeader(text));
}

/** Whether a header names both sides, `Debit/Credit`, `S/H`, `+/-`: then one of them alone is clear. */
export function namesBothSides(header: string): boolean {
  if (/^[^\p{L}]*(?:\+[^\p{L}]*[-−]|[-−][^\p{L}]*\+)/u.test(header)) return true;
  const sides = new Set(
    foldHeader(header)
      .split(' ')
      .map((word) => flagWords.get(word)),
  );
  return sides.has('out') && sides.has('in');
}

/** What the values of a flag column mean, when all are well-known words; undefined otherwise. */
export function meaningOfFlags(
  values: ReadonlySet<string>,
  isClear = false,
): ReadonlyMap<string, 'out' | 'in'> | undefined {
  const folded = new Set([...values].map(foldHeader));
  const meaning = new Map<string, 'out' | 'in'>();
  for (const value of values) {
    const side = sideOfWord(value);
    if (!side) return undefined;
    const partners = NEEDS_PARTNER[foldHeader(value)];
    if (!isClear && partners !== undefined && !partners.split(' ').some((partner) => folded.has(partner)))
      return undefined;
    if (side !== 'neither') meaning.set(value, side);
  }
  return meaning.size === 0 ? undefined : meaning;
}
