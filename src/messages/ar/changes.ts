import type { Translation } from '../catalog.js';
import type { changes as english } from '../en/changes.js';

export const changes: Partial<Translation<typeof english>> = {
  'error.no_such.change': 'لا يوجد هذا التغيير.',
  'error.change_under_way': 'ما زال تغيير نفقات كثيرة جاريًا في هذا الدفتر. حاول من جديد عندما ينتهي.',
  'error.undone_already': 'سبق التراجع عن هذا.',
};
