import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Translation<typeof english> = {
  'security.title': 'Sicherheit',
  'account.keep_tokens': 'Zugriffstoken behalten',
  'account.keep_tokens_hint': 'Ohne Häkchen enden sie mit dem alten Passwort.',
  'security.authenticator': 'Authentifizierungs-App',
  'security.authenticator_lead':
    'Nach dem Passwort fragt Outlay nach einem Code, den eine App auf dem Telefon zeigt. Wer das Passwort erfährt, bleibt trotzdem draußen.',
  'security.authenticator_on': 'Sie ist eingeschaltet: Nach dem Passwort wird ihr Code verlangt.',
  'security.set_up_authenticator': 'Authentifizierungs-App einrichten',
  'security.turn_off_authenticator': 'Authentifizierungs-App ausschalten',
  'security.authenticator_is_off': 'Die Authentifizierungs-App ist ausgeschaltet.',
  'security.scan': 'Bitte mit der App auf dem Telefon einscannen oder das Geheimnis dort eintippen:',
  'security.qr': 'QR-Code für die Authentifizierungs-App',
  'security.open_app': 'Auf diesem Telefon: <link>in der App öffnen</link>',
  'security.secret': 'Geheimnis',
  'security.code_hint': 'Die sechs Ziffern, die die App jetzt zeigt.',
  'security.turn_on': 'Einschalten',
  'security.recovery_codes': 'Wiederherstellungscodes',
  'security.recovery_lead':
    'Jeder davon öffnet einmal die Tür, wenn das Telefon verloren ist. Sie werden nur dieses eine Mal gezeigt: ausdrucken oder beim Reisepass aufbewahren.',
  'security.recovery_left': 'Übrige Wiederherstellungscodes: {count}.',
  'security.recovery_none':
    'Mit einer Authentifizierungs-App oder einem Passkey gibt es zehn Codes für den Tag, an dem sie verloren gehen.',
  'security.new_recovery_codes': 'Neue Wiederherstellungscodes',
  'security.recovery_kept': 'Sie sind aufbewahrt',
  'forgot.title': 'Passwort vergessen?',
  'forgot.lead':
    'Ein Link kommt per E-Mail, mit dem sich ein neues setzen lässt. Er gilt einmal, eine halbe Stunde lang.',
  'forgot.send': 'Link senden',
  'forgot.sent': 'Falls es ein Konto mit dieser Adresse gibt, ist ein Link unterwegs.',
  'forgot.no_mail':
    'Dieses Outlay verschickt keine E-Mails. Wer es betreibt, kann einen Link erstellen, mit dem sich ein neues Passwort setzen lässt.',
  'reset.title': 'Neues Passwort setzen',
  'reset.set': 'Passwort setzen',
  'email_link.title': 'Neue E-Mail bestätigen',
  'email_link.lead': 'Ab jetzt wird mit <b>{email}</b> angemeldet.',
  'email_link.confirm': 'E-Mail bestätigen',
  'account.email_asked': 'An die neue Adresse ging ein Brief. Sie gilt, sobald der Link darin geöffnet ist.',
  'mail.greeting': 'Hallo {name},',
  'mail.notice_subject': 'Das Outlay-Konto',
  'mail.when': '{day}, {time}',
  'mail.not_you':
    'War das beabsichtigt, ist nichts zu tun. Wenn nicht: Outlay über die eigene Adresse öffnen, das Passwort ändern und alle anderen Geräte abmelden.',
  'mail.reset_subject': 'Ein neues Passwort für Outlay',
  'mail.reset_lead':
    'Jemand hat ein neues Passwort angefordert. Es lässt sich innerhalb einer halben Stunde auf dieser Seite setzen:',
  'mail.reset_not_you': 'War das nicht beabsichtigt, ist nichts zu tun: Das Passwort bleibt, wie es ist.',
  'mail.confirm_email_subject': 'E-Mail für Outlay bestätigen',
  'mail.confirm_email_lead':
    'Diese Adresse wurde als neue angegeben. Sie lässt sich innerhalb eines Tages auf dieser Seite bestätigen:',
  'mail.ignore': 'War das nicht beabsichtigt, bitte diesen Brief nicht beachten: Nichts ändert sich.',
  'mail.email_change_asked': 'Jemand hat darum gebeten, die E-Mail des Kontos in {email} zu ändern.',
  'passkeys.title': 'Passkeys',
  'passkeys.lead':
    'Telefon, Rechner oder Schlüssel öffnen die Tür mit Finger, Gesicht oder eigenem Code: ohne Passwort, und nach ihm statt eines Codes.',
  'passkeys.name': 'Name des Passkeys',
  'passkeys.add': 'Passkey hinzufügen',
  'passkeys.added': 'Der Passkey ist hinzugefügt.',
  'passkeys.removed': 'Der Passkey ist entfernt.',
  'passkeys.remove': 'Entfernen',
  'passkeys.sign_in': 'Mit einem Passkey anmelden',
  'passkeys.use': 'Passkey verwenden',
  'passkeys.failed': 'Das hat nicht geklappt. Bitte noch einmal versuchen oder einen anderen Weg nehmen.',
  'passkeys.elsewhere':
    'Passkeys dieses Outlay gelten nur unter <link>{address}</link>, in einem Browser, der sie kennt.',
  'passkeys.cannot':
    'Passkeys sind unter {address} nicht möglich: Browser erlauben sie mit https und einem Namen sowie auf localhost.',
  'passkeys.since': 'Hinzugefügt am {day}',
  'passkeys.used': 'zuletzt benutzt {ago}',
  'passkeys.synced': 'zwischen Geräten abgeglichen',
  'error.passkey_refused':
    'Dieser Passkey wurde nicht angenommen. Bitte noch einmal versuchen oder einen anderen Weg nehmen.',
  'fault.passkey.known': 'Dieser Passkey wurde schon hinzugefügt.',
  'fault.passkey.too_many': 'Es gibt schon {max} Passkeys. Bitte zuerst einen entfernen.',
  'code.title': 'Noch ein Schritt',
  'code.lead':
    'Das Passwort stimmt. Bitte den Code der Authentifizierungs-App oder einen Wiederherstellungscode eingeben.',
  'code.code': 'Code',
  'code.start_over': 'Erneut anmelden',
  'confirm.title': 'Bitte kurz bestätigen',
  'confirm.lead':
    'Das ändert, wer ins Konto kommt, deshalb wird noch einmal gefragt. Nichts Eingetipptes ist verloren.',
  'confirm.either': 'Oder einen Code statt des Passworts eingeben.',
  'error.second_factor_needed':
    'Das Passwort stimmt. Bitte auch den Code der Authentifizierungs-App schicken.',
  'error.known_devices_only':
    'Für dieses Konto wurden zu viele Passwörter versucht. Bitte an einem Gerät anmelden, das schon einmal angemeldet war, oder per E-Mail ein neues Passwort setzen.',
  'error.challenge_over':
    'Das hat zu lange gedauert, oder es wurden zu viele Codes versucht. Bitte erneut anmelden.',
  'error.wrong_code':
    'Dieser Code stimmt nicht oder wurde schon benutzt. Bitte auf den nächsten warten und noch einmal versuchen.',
  'error.authenticator_is_on':
    'Eine Authentifizierungs-App ist schon eingeschaltet. Bitte zuerst ausschalten.',
  'error.no_second_factor': 'Bitte zuerst eine Authentifizierungs-App oder einen Passkey einrichten.',
  'fault.code.empty': 'Bitte den Code eingeben.',
  'fault.invite.empty': 'Bitte das Geheimnis der Einladung schicken.',
  'fault.code.wrong':
    'Dieser Code stimmt nicht. Bitte die Uhr des Telefons prüfen und den nächsten Code versuchen.',
};
