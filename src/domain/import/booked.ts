import { foldText } from '../folded-text.js';

// What banks write of a payment that is not booked yet, or never will be.
const NOT_BOOKED = new Set(
  `pending,processing,in progress,authorized,authorised,authorization,on hold,held,reverted,declined,failed,denied,cancelled,canceled,
  rejected,refused,voided,void,expired,umsatz vorgemerkt,vorgemerkt,vorgemerkte buchung,ausstehend,offen,abgelehnt,storniert,
  en attente,en cours,a venir,refusé,annulé,échoué,pendiente,rechazado,rechazada,cancelado,cancelada,anulado,pendente,recusado,recusada,
  in attesa,annullato,rifiutato,in behandeling,geweigerd,geannuleerd,venter,afventer,avvist,afvist,reserverad,reserveret,reservert,väntande,
  oczekująca,oczekujący,odrzucona,anulowana,bekliyor,reddedildi,в обработке,ожидает,ожидание,отклонено,отклонена,отклонён,отменено,
  не выполнено,неуспешно,交易关闭,已关闭,支付失败,交易失败,已取消,等待付款,保留中,処理中,取消,キャンセル,失敗,未確定,대기,승인취소,취소,실패,
  معلق,معلقة,قيد الانتظار,مرفوض,مرفوضة,ملغي,ملغاة`
    .split(',')
    .map(foldText),
);

/** Whether the word of a column of states says that no money has moved. */
export function isNotBooked(state: string): boolean {
  return state !== '' && state.length <= 40 && NOT_BOOKED.has(foldText(state));
}

/** Whether a cell of a column like `transfer` says that it is one. */
export function isYes(cell: string): boolean {
  return /^(?:1|true|yes|x|ja|oui|sí|si|sim|да|はい)$/i.test(cell);
}

export function isYesOrNo(cell: string): boolean {
  return isYes(cell) || /^(?:0|false|no|nein|non|não|нет|いいえ)$/i.test(cell);
}

const BALANCE =
  /^[\s#*]*(?:(?:opening|closing|beginning|ending|starting|initial|previous|final) balance|balance (?:brought|carried) forward|(?:brought|carried) forward|anfangs(?:saldo|bestand)|end(?:saldo|bestand)|schluss?saldo|saldovortrag|(?:alter|neuer) kontostand|kontostand|saldo|saldo (?:anterior|inicial|final|iniziale|finale|contabile|do dia|del d[ií]a|początkowe|końcowe)|s a l d o|(?:beg|start)insaldo|eindsaldo|solde|solde (?:initial|final|précédent|anterieur|créditeur|débiteur)|(?:ancien|nouveau) solde|report à nouveau|ingående saldo|utgående saldo|входящий остаток|исходящий остаток|前期繰越|前月繰越|繰越|期初余额|期末余额|上期余额|이월|전기이월|الرصيد (?:الافتتاحي|الختامي)|رصيد (?:افتتاحي|ختامي))(?: (?:as of|as at|of|at|on|per|vom|zum|am|au|du|le|al|del|a|do|em|il|den|на))?[\s\d./:-]*$/iu;

/** Whether a cell says that its row is a balance, with a day or not: `Opening balance as of 03/01/2026`. */
export function isBalanceRow(cells: readonly string[]): boolean {
  return cells.some(
    (cell) => cell.length >= 2 && cell.length <= 60 && !/^[-\d]/.test(cell) && BALANCE.test(cell),
  );
}
