import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'Essa alteração não existe.',
  'error.change_under_way':
    'Uma alteração de muitas despesas ainda está em andamento. Tente novamente quando terminar.',
  'error.undone_already': 'Isto já foi desfeito.',
};
