import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Escribe el gasto en una línea.',
  'fault.quick.too_long': 'Una línea tiene {max} caracteres como máximo.',
  'quick.title': 'Añadir rápido',
  'quick.one_line': 'Una línea',
  'quick.read': 'Leer',
  'quick.example': '{amount} almuerzo #comida ayer',
  'quick.help': 'Qué puede decir una línea',
  'quick.understood': 'Entendido',
  'quick.put_right': 'Corrige abajo lo que no esté bien. Aún no se ha guardado nada.',
  'quick.back': 'Volver a tus gastos',
};
