import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Escreva o gasto em uma linha.',
  'fault.quick.too_long': 'Uma linha tem no máximo {max} caracteres.',
};
