import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Translation<typeof english> = {
  'security.title': 'Seguridad',
  'account.keep_tokens': 'Conservar mis tokens de acceso',
  'account.keep_tokens_hint': 'Sin marcar, terminan con la contraseña anterior.',
  'security.authenticator': 'Aplicación de autenticación',
  'security.authenticator_lead':
    'Después de tu contraseña, Outlay pide un código que muestra una aplicación en tu teléfono. Quien averigüe tu contraseña se queda fuera igualmente.',
  'security.authenticator_on': 'Está activada: después de tu contraseña se te pide su código.',
  'security.set_up_authenticator': 'Configurar aplicación de autenticación',
  'security.turn_off_authenticator': 'Desactivar aplicación de autenticación',
  'security.authenticator_is_off': 'La aplicación de autenticación está desactivada.',
  'security.scan': 'Escanea esto con la aplicación de tu teléfono o escribe allí el secreto:',
  'security.qr': 'Código QR para tu aplicación de autenticación',
  'security.open_app': 'En este teléfono: <link>abrir en la aplicación</link>',
  'security.secret': 'Secreto',
  'security.code_hint': 'Las seis cifras que muestra ahora la aplicación.',
  'security.turn_on': 'Activar',
  'security.recovery_codes': 'Códigos de recuperación',
  'security.recovery_lead':
    'Cada uno te deja entrar una vez si pierdes el teléfono. Solo se muestran esta vez: imprímelos o guárdalos junto al pasaporte.',
  'security.recovery_left': 'Códigos de recuperación restantes: {count}.',
  'security.recovery_none':
    'Con una aplicación de autenticación o una llave de acceso recibes diez códigos para el día en que la pierdas.',
  'security.new_recovery_codes': 'Códigos de recuperación nuevos',
  'security.recovery_kept': 'Los he guardado',
  'forgot.title': '¿Olvidaste tu contraseña?',
  'forgot.lead': 'Te enviamos un enlace para poner una nueva. Sirve una vez, durante media hora.',
  'forgot.send': 'Enviar enlace',
  'forgot.sent': 'Si hay una cuenta con esta dirección, un enlace va en camino.',
  'forgot.no_mail':
    'Este Outlay no envía correos. Quien lo administra puede crearte un enlace para poner una contraseña nueva.',
  'reset.title': 'Poner una contraseña nueva',
  'reset.set': 'Poner contraseña',
  'email_link.title': 'Confirma tu correo nuevo',
  'email_link.lead': 'A partir de ahora inicias sesión con <b>{email}</b>.',
  'email_link.confirm': 'Confirmar correo',
  'account.email_asked':
    'Enviamos un mensaje a la dirección nueva. Contará cuando abras el enlace que contiene.',
  'mail.greeting': 'Hola, {name}:',
  'mail.notice_subject': 'Tu cuenta de Outlay',
  'mail.when': '{day}, {time}',
  'mail.not_you':
    'Si fuiste tú, no hay nada que hacer. Si no, abre tu Outlay por su dirección, cambia tu contraseña y cierra la sesión en los demás dispositivos.',
  'mail.reset_subject': 'Una contraseña nueva para Outlay',
  'mail.reset_lead':
    'Alguien, probablemente tú, pidió una contraseña nueva. Ponla en esta página, en media hora:',
  'mail.reset_not_you': 'Si no fuiste tú, no hay nada que hacer: tu contraseña sigue igual.',
  'mail.confirm_email_subject': 'Confirma tu correo para Outlay',
  'mail.confirm_email_lead': 'Esta dirección se indicó como la nueva. Confírmala en esta página, en un día:',
  'mail.ignore': 'Si no fuiste tú, ignora este mensaje: no cambia nada.',
  'mail.email_change_asked': 'Alguien, probablemente tú, pidió cambiar el correo de tu cuenta a {email}.',
  'passkeys.title': 'Llaves de acceso',
  'passkeys.lead':
    'Tu teléfono, tu ordenador o una llave te dejan entrar con el dedo, la cara o su propio código: sin contraseña, y después de ella en lugar de un código.',
  'passkeys.name': 'Nombre de la llave de acceso',
  'passkeys.add': 'Añadir llave de acceso',
  'passkeys.added': 'La llave de acceso se ha añadido.',
  'passkeys.removed': 'La llave de acceso se ha quitado.',
  'passkeys.remove': 'Quitar',
  'passkeys.sign_in': 'Iniciar sesión con una llave de acceso',
  'passkeys.use': 'Usar una llave de acceso',
  'passkeys.failed': 'No funcionó. Inténtalo de nuevo o entra de otra forma.',
  'passkeys.elsewhere':
    'Las llaves de acceso de este Outlay solo funcionan en <link>{address}</link>, en un navegador que las admita.',
  'passkeys.cannot':
    'Las llaves de acceso no pueden funcionar en {address}: los navegadores las permiten con https y un nombre, y en localhost.',
  'passkeys.since': 'Añadida el {day}',
  'passkeys.used': 'último uso {ago}',
  'passkeys.synced': 'sincronizada entre dispositivos',
  'error.passkey_refused': 'Esa llave de acceso no se aceptó. Inténtalo de nuevo o entra de otra forma.',
  'fault.passkey.known': 'Esa llave de acceso ya se había añadido.',
  'fault.passkey.too_many': 'Tienes {max} llaves de acceso. Quita una primero.',
  'code.title': 'Un paso más',
  'code.lead':
    'Tu contraseña es correcta. Escribe el código de tu aplicación de autenticación o uno de tus códigos de recuperación.',
  'code.code': 'Código',
  'code.start_over': 'Iniciar sesión de nuevo',
  'confirm.title': 'Confirma que eres tú',
  'confirm.lead':
    'Esto cambia quién entra en tu cuenta, así que lo preguntamos otra vez. Nada de lo que escribiste se ha perdido.',
  'confirm.either': 'O escribe un código en lugar de la contraseña.',
  'error.second_factor_needed':
    'La contraseña es correcta. Envía también el código de tu aplicación de autenticación.',
  'error.known_devices_only':
    'Se probaron demasiadas contraseñas para esta cuenta. Inicia sesión en un dispositivo donde ya la habías iniciado o pon una contraseña nueva por correo.',
  'error.challenge_over': 'Tardó demasiado o se probaron demasiados códigos. Inicia sesión de nuevo.',
  'error.wrong_code': 'Ese código no es correcto o ya se usó. Espera el siguiente e inténtalo de nuevo.',
  'error.authenticator_is_on': 'Ya hay una aplicación de autenticación activada. Desactívala primero.',
  'error.no_second_factor': 'Configura primero una aplicación de autenticación o una llave de acceso.',
  'fault.code.empty': 'Escribe el código.',
  'fault.invite.empty': 'Envía el secreto de tu invitación.',
  'fault.code.wrong': 'Ese código no es correcto. Comprueba la hora de tu teléfono y prueba el siguiente.',
};
