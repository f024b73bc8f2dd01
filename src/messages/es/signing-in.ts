import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'Este Outlay no admite cuentas nuevas. Pregunta a quien lo administra o <link>inicia sesión</link> si ya tienes una.',
  'register.lead': 'Tres líneas y tus cuentas están abiertas.',
  'register.log_in_instead': '¿Iniciar sesión?',
  'register.password_hint':
    '{min, plural, one {Al menos # carácter.} other {Al menos # caracteres.}} Unas cuantas palabras seguidas son fáciles de recordar.',
  'register.known': '¿Ya tienes cuenta? <link>Iniciar sesión</link>',
  'login.new_here': '¿Es tu primera vez? <link>Crear cuenta</link>',
  'login.expired': 'Tu sesión ha terminado. Inicia sesión de nuevo.',
  'login.reuse':
    'Cerramos esta sesión por seguridad: su acceso se usó por segunda vez, como si alguien lo hubiera copiado. Inicia sesión de nuevo.',
  'login.reset': 'Tu contraseña nueva está puesta. Inicia sesión con ella.',
  'login.logged_out': 'Has cerrado la sesión.',
  'login.failures':
    '{count, plural, one {Se probó # contraseña incorrecta} other {Se probaron # contraseñas incorrectas}} en tu cuenta desde tu último inicio de sesión.',
  'login.see_security': 'Ver lo ocurrido',
  'refresh.title': '¿Sigues ahí, {name}?',
  'refresh.lead':
    'Tu sesión se pausó tras {duration}, para que tus cuentas sigan siendo solo tuyas. No hace falta contraseña y nada de lo que escribiste se ha perdido.',
  'refresh.continue': 'Continuar',
  'stay.box': 'Mantener la sesión iniciada en este dispositivo',
  'stay.hint': 'Solo en un dispositivo que uses únicamente tú: quien lo use verá tus cuentas.',
  'stay.not_again': 'No volver a preguntar en este dispositivo',
  'refresh.someone_else': '¿No eres {name}? Inicia sesión con otra cuenta',
};
