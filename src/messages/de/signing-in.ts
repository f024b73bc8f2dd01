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
};
