import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed':
    'Das Passwort stimmt. Bitte auch den Code der Authentifizierungs-App schicken.',
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
