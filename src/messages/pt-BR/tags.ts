import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Partial<Translation<typeof english>> = {
  'fault.tag.empty': 'Digite uma etiqueta.',
  'fault.tag.too_long': 'Uma etiqueta é longa demais: no máximo {max} caracteres.',
  'fault.tag.unseen': 'Uma etiqueta contém um caractere invisível ({character}). Digite-a novamente.',
  'fault.tag.comma': 'Uma etiqueta não tem vírgula.',
  'fault.tag.too_many': 'Pode haver no máximo {max} etiquetas.',
  'fault.tag.too_many_of_one': 'Uma despesa tem no máximo {max} etiquetas.',
  'error.no_such.tag': 'Essa etiqueta não existe.',
};
