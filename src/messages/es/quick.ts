import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Escribe el gasto en una línea.',
  'fault.quick.too_long': 'Una línea tiene {max} caracteres como máximo.',
};
