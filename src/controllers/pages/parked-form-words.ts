import type { ParkedForm as ParkedFormModel } from '../../http/page-models.js';
import type { ParkedFormService } from '../../services/identity/parked-form-service.js';

/** What waits, in words that its owner recognises; undefined when nothing does. */
export async function describeParkedForm(
  parkedForms: ParkedFormService,
  id: string,
): Promise<ParkedFormModel | undefined> {
  const form = id === '' ? undefined : await parkedForms.peek(id);
  if (!form) return undefined;
  const path = form.path.split('?', 1)[0] ?? '';
  const what = [form.fields.description, form.fields.amount].filter(Boolean).join(', ');
  const named = what === '' ? form.fields.name : what;
  if (path === '/expenses')
    return sentence(id, 'Your expense ', named, ' is safe. It is added when you continue.');
  if (/^\/expenses\/\d+$/.test(path))
    return sentence(id, 'Your change to ', named, ' is safe. It is saved when you continue.');
  if (/\/delete$/.test(path))
    return sentence(id, 'What you were about to ', 'delete', ' is still there. It goes when you continue.');
  return sentence(id, 'What you sent is ', 'safe', '. It is carried out when you continue.');
}

function sentence(id: string, before: string, what: string | undefined, after: string): ParkedFormModel {
  return { id, before, what: what ?? 'as you typed it', after };
}
