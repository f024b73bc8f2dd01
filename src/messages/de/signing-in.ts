import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'Dieses Outlay nimmt keine neuen Konten auf. Bitte bei der Person fragen, die es betreibt, oder mit einem vorhandenen Konto <link>anmelden</link>.',
  'register.lead': 'Drei Zeilen, und es kann losgehen.',
  'register.log_in_instead': 'Stattdessen anmelden?',
  'register.password_hint':
    '{min, plural, one {Mindestens # Zeichen.} other {Mindestens # Zeichen.}} Ein paar Wörter hintereinander sind leicht zu merken.',
  'register.known': 'Schon einmal hier gewesen? <link>Anmelden</link>',
  'login.new_here': 'Neu hier? <link>Konto anlegen</link>',
  'login.expired': 'Die Sitzung ist beendet. Bitte erneut anmelden.',
  'login.reuse':
    'Diese Sitzung wurde zur Sicherheit beendet: Ihre Anmeldung wurde ein zweites Mal benutzt, als hätte jemand sie kopiert. Bitte erneut anmelden.',
  'login.reset': 'Das neue Passwort ist gesetzt. Bitte damit anmelden.',
  'login.logged_out': 'Abgemeldet.',
  'login.failures':
    '{count, plural, one {# falsches Passwort wurde} other {# falsche Passwörter wurden}} seit der letzten Anmeldung an diesem Konto probiert.',
  'login.see_security': 'Ansehen, was geschah',
  'refresh.title': 'Noch da, {name}?',
  'refresh.lead':
    'Die Sitzung ruht seit {duration}, damit die Bücher privat bleiben. Ein Passwort ist nicht nötig, und nichts Eingetipptes ist verloren.',
  'refresh.continue': 'Weiter',
  'stay.box': 'Auf diesem Gerät angemeldet bleiben',
  'stay.hint': 'Nur auf einem Gerät, das niemand sonst benutzt: Wer es in der Hand hat, sieht die Bücher.',
  'stay.not_again': 'Auf diesem Gerät nicht mehr fragen',
  'refresh.someone_else': 'Nicht {name}? Als jemand anderes anmelden',
  'parked.expense': 'Die Ausgabe <b>{what}</b> ist sicher aufgehoben. Mit „Weiter“ wird sie hinzugefügt.',
  'parked.change': 'Die Änderung an <b>{what}</b> ist sicher aufgehoben. Mit „Weiter“ wird sie gespeichert.',
  'parked.deletion': 'Was <b>gelöscht</b> werden sollte, ist noch da. Mit „Weiter“ verschwindet es.',
  'parked.other': 'Das Abgeschickte ist <b>sicher aufgehoben</b>. Mit „Weiter“ wird es ausgeführt.',
  'parked.change_of':
    'Die Änderung an <b>{what}</b> ist sicher aufgehoben. Mit „Weiter“ wird daraus <b>{to}</b>.',
  'parked.deletion_of': '<b>{what}</b> ist noch da. Mit „Weiter“ wird es gelöscht.',
  'parked.erase_of': 'Mit „Weiter“ wird <b>{what}</b> endgültig gelöscht.',
  'parked.restore_of': 'Mit „Weiter“ kommt <b>{what}</b> zurück.',
  'parked.empty_trash': 'Mit „Weiter“ wird der Papierkorb <b>endgültig geleert</b>.',
  'parked.many':
    'Die Änderung an <b>vielen Ausgaben auf einmal</b> ist sicher aufgehoben. Mit „Weiter“ wird sie ausgeführt.',
  'parked.merge_of': 'Mit „Weiter“ geht <b>{what}</b> in der gewählten Kategorie auf.',
  'parked.add_of': '<b>{what}</b> ist sicher aufgehoben. Mit „Weiter“ wird es hinzugefügt.',
  'parked.sign_out_of': 'Mit „Weiter“ wird <b>{what}</b> abgemeldet.',
  'parked.sign_out_others': 'Mit „Weiter“ werden <b>alle anderen Geräte</b> abgemeldet.',
  'parked.as_typed': 'wie eingetippt',
  'parked.of_somebody_else':
    'Das wartende Formular gehört jemand anderem oder ist zu alt und wurde deshalb nicht ausgeführt.',
  'parked.done': 'Das Formular wurde bereits ausgeführt.',
};
