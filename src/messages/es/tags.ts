import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'Escribe una etiqueta.',
  'fault.tag.too_long': 'Una etiqueta es demasiado larga: {max} caracteres como máximo.',
  'fault.tag.unseen': 'Una etiqueta contiene un carácter invisible ({character}). Escríbela de nuevo.',
  'fault.tag.comma': 'Una etiqueta no lleva comas.',
  'fault.tag.too_many': 'Puede haber {max} etiquetas como máximo.',
  'fault.tag.too_many_of_one': 'Un gasto lleva {max} etiquetas como máximo.',
  'error.no_such.tag': 'Esa etiqueta no existe.',
};
