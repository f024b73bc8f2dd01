import type { Change, ChangeKind, ChangeSubject } from '../../domain/change.js';
import { message, type Message } from '../../messages/message.js';

/** What happened, in words. */
export function changeWords({ kind, subject }: Pick<Change, 'kind' | 'subject'>): Message {
  const { name = '', into = '' } = subject;
  switch (kind) {
    case 'edit':
      return message('changes.kind.edit', { name });
    case 'delete':
      return message('changes.kind.delete', { name });
    case 'restore':
      return message('changes.kind.restore', { name });
    case 'bulk_edit':
      return bulkWords(subject);
    case 'bulk_delete':
      return message('changes.kind.bulk_delete');
    case 'rule':
      return message('changes.kind.rule', { name });
    case 'import':
      return message('changes.kind.import');
    case 'recurring':
      return subject.recurringIs === undefined
        ? message('changes.kind.recurring', { name })
        : message('changes.kind.recurring_begun', { name });
    case 'category_merge':
      return message('changes.kind.category_merge', { name, into });
    case 'category_delete':
      return message('changes.kind.category_delete', { name });
    case 'tag_merge':
      return message('changes.kind.tag_merge', { name, into });
    case 'tag_delete':
      return message('changes.kind.tag_delete', { name });
    case 'undo':
      return message('changes.kind.undo', { what: undoneWords(subject) });
  }
}

function bulkWords({ into, addedTags = [], removedTags = [] }: ChangeSubject): Message {
  if (into !== undefined)
    return into === ''
      ? message('changes.kind.bulk_no_category')
      : message('changes.kind.bulk_category', { into });
  if (addedTags.length > 0) return message('changes.kind.bulk_add_tags', { tags: addedTags.join(', ') });
  if (removedTags.length > 0)
    return message('changes.kind.bulk_remove_tags', { tags: removedTags.join(', ') });
  return message('changes.kind.bulk_edit');
}

function undoneWords({ undoes, ...subject }: ChangeSubject): Message {
  const kind: ChangeKind = undoes === undefined || undoes === 'undo' ? 'bulk_edit' : undoes;
  return changeWords({ kind, subject });
}
