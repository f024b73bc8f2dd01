import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Translation<typeof english> = {
  'fault.tag.empty': 'Escribe una etiqueta.',
  'fault.tag.too_long': 'Una etiqueta es demasiado larga: {max} caracteres como máximo.',
  'fault.tag.unseen': 'Una etiqueta contiene un carácter invisible ({character}). Escríbela de nuevo.',
  'fault.tag.comma': 'Una etiqueta no lleva comas.',
  'fault.tag.too_many': 'Puede haber {max} etiquetas como máximo.',
  'fault.tag.too_many_of_one': 'Un gasto lleva {max} etiquetas como máximo.',
  'fault.tag.list': 'Envía una lista de nombres.',
  'fault.tag.unknown': 'Esa etiqueta no existe.',
  'frame.tag': 'Etiqueta',
  'frame.tags': 'Etiquetas',
  'frame.hash': '#{tag}',
  'frame.refund': 'Reembolso',
  'refund.word': 'Reembolso',
  'expenses.repeat': 'Repetir',
  'expenses.more_places': 'Más sobre tus gastos',
  'tags.title': 'Etiquetas',
  'tags.lead': 'Palabras tuyas que cruzan las categorías: un viaje, un proyecto, una persona.',
  'tags.empty':
    '<b>Todavía no hay etiquetas.</b> Escríbelas, separadas por comas, al añadir o editar un gasto.',
  'tags.list': 'Etiquetas',
  'tags.edit': 'Editar etiqueta',
  'tags.rename_hint': 'El nombre de otra etiqueta fusiona las dos.',
  'tags.delete': 'Eliminar etiqueta',
  'tags.delete_title': '¿Eliminar «{name}»?',
  'tags.delete_lead':
    '{count, plural, one {<b># gasto</b> perderá esta etiqueta. No se elimina.} other {<b># gastos</b> perderán esta etiqueta. Ninguno se elimina.}}',
  'tags.delete_unused': 'Ningún gasto la lleva.',
  'tags.keep': 'Conservarla',
  'tags.renamed': 'Etiqueta «{name}» guardada.',
  'tags.merged':
    '{count, plural, one {«{name}» fusionada con «{target}»: # gasto.} other {«{name}» fusionada con «{target}»: # gastos.}}',
  'tags.deleted':
    '{count, plural, one {Etiqueta «{name}» eliminada. # gasto la perdió.} other {Etiqueta «{name}» eliminada. # gastos la perdieron.}}',
  'categories.merge_title': '¿Fusionar «{name}» con «{target}»?',
  'categories.merge_lead':
    '{count, plural, one {<b># gasto</b> pasa a «{target}», y «{name}» desaparece. Se puede deshacer.} other {<b># gastos</b> pasan a «{target}», y «{name}» desaparece. Se puede deshacer.}}',
  'categories.merge_unused': 'Ningún gasto usa «{name}»: simplemente desaparece. Se puede deshacer.',
  'categories.archive': 'Archivar categoría',
  'categories.unarchive': 'Volver a usar',
  'categories.archived': 'Archivada',
  'categories.was_archived': '«{name}» archivada: ya no está en los formularios y sigue en el pasado.',
  'categories.was_unarchived': '«{name}» vuelve a estar en los formularios.',
  'trash.search': 'Buscar en la papelera',
  'trash.delete_for_good': 'Eliminar para siempre',
  'trash.empty_it': 'Vaciar',
  'trash.empty_title': '¿Vaciar la papelera?',
  'trash.empty_lead': 'Todo lo que contiene desaparece para siempre. No se puede deshacer.',
  'trash.deleted_for_good': '«{expense}» se eliminó para siempre.',
  'trash.emptied':
    '{count, plural, one {La papelera está vacía: se eliminó # gasto.} other {La papelera está vacía: se eliminaron # gastos.}}',
  'trash.nothing_found': '<b>Nada en la papelera coincide.</b> <link>Verlo todo</link>.',
  'error.no_such.tag': 'Esa etiqueta no existe.',
};
