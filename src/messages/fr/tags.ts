import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Translation<typeof english> = {
  'fault.tag.empty': 'Saisissez une étiquette.',
  'fault.tag.too_long': 'Une étiquette est trop longue : {max} caractères au plus.',
  'fault.tag.unseen': 'Une étiquette contient un caractère invisible ({character}). Veuillez la retaper.',
  'fault.tag.comma': 'Une étiquette ne contient pas de virgule.',
  'fault.tag.too_many': 'Il y a au plus {max} étiquettes.',
  'fault.tag.too_many_of_one': 'Une dépense a au plus {max} étiquettes.',
  'fault.tag.list': 'Envoyez une liste de noms.',
  'fault.tag.unknown': 'Cette étiquette n’existe pas.',
  'frame.tag': 'Étiquette',
  'frame.tags': 'Étiquettes',
  'frame.hash': '#{tag}',
  'frame.refund': 'Remboursement',
  'refund.word': 'Remboursement',
  'expenses.repeat': 'Répéter',
  'expenses.more_places': 'Plus sur vos dépenses',
  'tags.title': 'Étiquettes',
  'tags.lead': 'Des mots à vous qui traversent les catégories : un voyage, un projet, une personne.',
  'tags.empty':
    '<b>Pas encore d’étiquettes.</b> Écrivez-en, séparées par des virgules, en ajoutant ou en modifiant une dépense.',
  'tags.list': 'Étiquettes',
  'tags.edit': 'Modifier l’étiquette',
  'tags.rename_hint': 'Le nom d’une autre étiquette fusionne les deux.',
  'tags.delete': 'Supprimer l’étiquette',
  'tags.delete_title': 'Supprimer « {name} » ?',
  'tags.delete_lead':
    '{count, plural, one {<b># dépense</b> perdra cette étiquette. Elle n’est pas supprimée.} other {<b># dépenses</b> perdront cette étiquette. Aucune n’est supprimée.}}',
  'tags.delete_unused': 'Aucune dépense ne la porte.',
  'tags.keep': 'La garder',
  'tags.renamed': 'Étiquette « {name} » enregistrée.',
  'tags.merged':
    '{count, plural, one {« {name} » fusionnée avec « {target} » : # dépense.} other {« {name} » fusionnée avec « {target} » : # dépenses.}}',
  'tags.deleted':
    '{count, plural, one {Étiquette « {name} » supprimée. # dépense l’a perdue.} other {Étiquette « {name} » supprimée. # dépenses l’ont perdue.}}',
  'categories.merge_title': 'Fusionner « {name} » avec « {target} » ?',
  'categories.merge_lead':
    '{count, plural, one {<b># dépense</b> passe dans « {target} », et « {name} » disparaît. Cela peut être annulé.} other {<b># dépenses</b> passent dans « {target} », et « {name} » disparaît. Cela peut être annulé.}}',
  'categories.merge_unused':
    'Aucune dépense n’utilise « {name} » : elle disparaît simplement. Cela peut être annulé.',
  'categories.archive': 'Archiver la catégorie',
  'categories.unarchive': 'Réutiliser',
  'categories.archived': 'Archivée',
  'categories.was_archived':
    '« {name} » archivée : elle n’est plus dans les formulaires et reste dans le passé.',
  'categories.was_unarchived': '« {name} » est de nouveau dans les formulaires.',
  'trash.search': 'Chercher dans la corbeille',
  'trash.delete_for_good': 'Supprimer pour de bon',
  'trash.empty_it': 'Vider',
  'trash.empty_title': 'Vider la corbeille ?',
  'trash.empty_lead': 'Tout ce qu’elle contient part pour de bon. C’est irréversible.',
  'trash.deleted_for_good': '« {expense} » est partie pour de bon.',
  'trash.emptied':
    '{count, plural, one {La corbeille est vide : # dépense supprimée.} other {La corbeille est vide : # dépenses supprimées.}}',
  'trash.nothing_found': '<b>Rien dans la corbeille ne correspond.</b> <link>Tout voir</link>.',
  'error.no_such.tag': 'Cette étiquette n’existe pas.',
};
