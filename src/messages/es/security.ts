import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed':
    'La contraseña es correcta. Envía también el código de tu aplicación de autenticación.',
  'error.challenge_over': 'Tardó demasiado o se probaron demasiados códigos. Inicia sesión de nuevo.',
  'error.wrong_code': 'Ese código no es correcto o ya se usó. Espera el siguiente e inténtalo de nuevo.',
  'error.authenticator_is_on': 'Ya hay una aplicación de autenticación activada. Desactívala primero.',
  'error.no_second_factor': 'Configura primero una aplicación de autenticación o una llave de acceso.',
  'fault.code.empty': 'Escribe el código.',
  'fault.invite.empty': 'Envía el secreto de tu invitación.',
  'fault.code.wrong': 'Ese código no es correcto. Comprueba la hora de tu teléfono y prueba el siguiente.',
};
