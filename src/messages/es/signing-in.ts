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
  'parked.expense': 'Tu gasto <b>{what}</b> está a salvo. Se añadirá cuando continúes.',
  'parked.change': 'Tu cambio en <b>{what}</b> está a salvo. Se guardará cuando continúes.',
  'parked.deletion': 'Lo que ibas a <b>eliminar</b> sigue ahí. Desaparecerá cuando continúes.',
  'parked.other': 'Lo que enviaste está <b>a salvo</b>. Se llevará a cabo cuando continúes.',
  'parked.change_of': 'Tu cambio en <b>{what}</b> está a salvo. Pasará a ser <b>{to}</b> cuando continúes.',
  'parked.deletion_of': '<b>{what}</b> sigue ahí. Se eliminará cuando continúes.',
  'parked.erase_of': '<b>{what}</b> se eliminará definitivamente cuando continúes.',
  'parked.restore_of': '<b>{what}</b> volverá cuando continúes.',
  'parked.empty_trash': 'La papelera se <b>vaciará definitivamente</b> cuando continúes.',
  'parked.many':
    'Tu cambio en <b>muchos gastos a la vez</b> está a salvo. Se llevará a cabo cuando continúes.',
  'parked.merge_of': '<b>{what}</b> se unirá a la categoría que elegiste cuando continúes.',
  'parked.add_of': '<b>{what}</b> está a salvo. Se añadirá cuando continúes.',
  'parked.sign_out_of': 'Se cerrará la sesión de <b>{what}</b> cuando continúes.',
  'parked.sign_out_others': 'Se cerrará la sesión en <b>todos tus demás dispositivos</b> cuando continúes.',
  'parked.as_typed': 'tal como lo escribiste',
  'parked.of_somebody_else':
    'El formulario que esperaba es de otra persona o es demasiado antiguo, así que no se llevó a cabo.',
  'parked.done': 'Tu formulario ya se llevó a cabo.',
};
