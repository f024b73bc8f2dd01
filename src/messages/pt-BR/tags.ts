import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Translation<typeof english> = {
  'fault.tag.empty': 'Digite uma etiqueta.',
  'fault.tag.too_long': 'Uma etiqueta é longa demais: no máximo {max} caracteres.',
  'fault.tag.unseen': 'Uma etiqueta contém um caractere invisível ({character}). Digite-a novamente.',
  'fault.tag.comma': 'Uma etiqueta não tem vírgula.',
  'fault.tag.too_many': 'Pode haver no máximo {max} etiquetas.',
  'fault.tag.too_many_of_one': 'Uma despesa tem no máximo {max} etiquetas.',
  'fault.tag.list': 'Envie uma lista de nomes.',
  'fault.tag.unknown': 'Essa etiqueta não existe.',
  'frame.tag': 'Etiqueta',
  'frame.tags': 'Etiquetas',
  'frame.hash': '#{tag}',
  'frame.refund': 'Reembolso',
  'refund.word': 'Reembolso',
  'expenses.repeat': 'Repetir',
  'expenses.more_places': 'Mais sobre suas despesas',
  'tags.title': 'Etiquetas',
  'tags.lead': 'Palavras suas que atravessam as categorias: uma viagem, um projeto, uma pessoa.',
  'tags.empty':
    '<b>Nenhuma etiqueta ainda.</b> Escreva algumas, separadas por vírgulas, ao adicionar ou editar uma despesa.',
  'tags.list': 'Etiquetas',
  'tags.edit': 'Editar etiqueta',
  'tags.rename_hint': 'O nome de outra etiqueta mescla as duas.',
  'tags.delete': 'Excluir etiqueta',
  'tags.delete_title': 'Excluir “{name}”?',
  'tags.delete_lead':
    '{count, plural, one {<b># despesa</b> perderá esta etiqueta. Ela não é excluída.} other {<b># despesas</b> perderão esta etiqueta. Nenhuma delas é excluída.}}',
  'tags.delete_unused': 'Nenhuma despesa a tem.',
  'tags.keep': 'Manter',
  'tags.renamed': 'Etiqueta “{name}” salva.',
  'tags.merged':
    '{count, plural, one {“{name}” mesclada com “{target}”: # despesa.} other {“{name}” mesclada com “{target}”: # despesas.}}',
  'tags.deleted':
    '{count, plural, one {Etiqueta “{name}” excluída. # despesa a perdeu.} other {Etiqueta “{name}” excluída. # despesas a perderam.}}',
  'categories.merge_title': 'Mesclar “{name}” com “{target}”?',
  'categories.merge_lead':
    '{count, plural, one {<b># despesa</b> vai para “{target}”, e “{name}” some. Pode ser desfeito.} other {<b># despesas</b> vão para “{target}”, e “{name}” some. Pode ser desfeito.}}',
  'categories.merge_unused': 'Nenhuma despesa usa “{name}”: ela apenas some. Pode ser desfeito.',
  'categories.archive': 'Arquivar categoria',
  'categories.unarchive': 'Usar de novo',
  'categories.archived': 'Arquivada',
  'categories.was_archived': '“{name}” arquivada: saiu dos formulários e fica no passado.',
  'categories.was_unarchived': '“{name}” está de volta aos formulários.',
  'trash.search': 'Buscar na lixeira',
  'trash.delete_for_good': 'Excluir para sempre',
  'trash.empty_it': 'Esvaziar',
  'trash.empty_title': 'Esvaziar a lixeira?',
  'trash.empty_lead': 'Tudo o que há nela se vai para sempre. Não pode ser desfeito.',
  'trash.deleted_for_good': '“{expense}” foi excluída para sempre.',
  'trash.emptied':
    '{count, plural, one {A lixeira está vazia: # despesa excluída.} other {A lixeira está vazia: # despesas excluídas.}}',
  'trash.nothing_found': '<b>Nada na lixeira corresponde.</b> <link>Ver tudo</link>.',
  'error.no_such.tag': 'Essa etiqueta não existe.',
};
