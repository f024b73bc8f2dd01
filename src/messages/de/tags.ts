import type { Translation } from '../catalog.js';
import type { tags as english } from '../en/tags.js';

export const tags: Translation<typeof english> = {
  'fault.tag.empty': 'Bitte ein Schlagwort eingeben.',
  'fault.tag.too_long': 'Ein Schlagwort ist zu lang: höchstens {max} Zeichen.',
  'fault.tag.unseen': 'Ein Schlagwort enthält ein unsichtbares Zeichen ({character}). Bitte neu eintippen.',
  'fault.tag.comma': 'Ein Schlagwort enthält kein Komma.',
  'fault.tag.too_many': 'Ein Buch fasst höchstens {max} Schlagwörter.',
  'fault.tag.too_many_of_one': 'Eine Ausgabe hat höchstens {max} Schlagwörter.',
  'fault.tag.list': 'Bitte eine Liste von Namen schicken.',
  'fault.tag.unknown': 'Dieses Schlagwort gibt es nicht.',
  'frame.tag': 'Schlagwort',
  'frame.tags': 'Schlagwörter',
  'frame.hash': '#{tag}',
  'frame.refund': 'Erstattung',
  'refund.word': 'Erstattung',
  'expenses.repeat': 'Wiederholen',
  'expenses.more_places': 'Mehr zu den Ausgaben',
  'tags.title': 'Schlagwörter',
  'tags.lead': 'Eigene Wörter quer zu den Kategorien: eine Reise, ein Vorhaben, eine Person.',
  'tags.empty':
    '<b>Noch keine Schlagwörter.</b> Sie entstehen, durch Kommas getrennt, beim Hinzufügen oder Bearbeiten einer Ausgabe.',
  'tags.list': 'Schlagwörter',
  'tags.edit': 'Schlagwort bearbeiten',
  'tags.rename_hint': 'Der Name eines anderen Schlagworts führt beide zusammen.',
  'tags.delete': 'Schlagwort löschen',
  'tags.delete_title': '„{name}“ löschen?',
  'tags.delete_lead':
    '{count, plural, one {<b># Ausgabe</b> verliert dieses Schlagwort. Sie wird nicht gelöscht.} other {<b># Ausgaben</b> verlieren dieses Schlagwort. Keine davon wird gelöscht.}}',
  'tags.delete_unused': 'Keine Ausgabe trägt es.',
  'tags.keep': 'Behalten',
  'tags.renamed': 'Schlagwort „{name}“ gespeichert.',
  'tags.merged':
    '{count, plural, one {„{name}“ mit „{target}“ zusammengeführt: # Ausgabe.} other {„{name}“ mit „{target}“ zusammengeführt: # Ausgaben.}}',
  'tags.deleted':
    '{count, plural, one {Schlagwort „{name}“ gelöscht. # Ausgabe trägt es nicht mehr.} other {Schlagwort „{name}“ gelöscht. # Ausgaben tragen es nicht mehr.}}',
  'categories.merge_title': '„{name}“ mit „{target}“ zusammenführen?',
  'categories.merge_lead':
    '{count, plural, one {<b># Ausgabe</b> zieht nach „{target}“ um, und „{name}“ verschwindet. Es lässt sich rückgängig machen.} other {<b># Ausgaben</b> ziehen nach „{target}“ um, und „{name}“ verschwindet. Es lässt sich rückgängig machen.}}',
  'categories.merge_unused':
    'Keine Ausgabe verwendet „{name}“: Sie verschwindet einfach. Es lässt sich rückgängig machen.',
  'categories.archive': 'Kategorie archivieren',
  'categories.unarchive': 'Wieder verwenden',
  'categories.archived': 'Archiviert',
  'categories.was_archived':
    '„{name}“ archiviert: Sie steht nicht mehr in den Formularen, bleibt aber in der Vergangenheit.',
  'categories.was_unarchived': '„{name}“ steht wieder in den Formularen.',
  'trash.search': 'Papierkorb durchsuchen',
  'trash.delete_for_good': 'Endgültig löschen',
  'trash.empty_it': 'Leeren',
  'trash.empty_title': 'Papierkorb leeren?',
  'trash.empty_lead': 'Alles darin verschwindet endgültig. Das lässt sich nicht rückgängig machen.',
  'trash.deleted_for_good': '„{expense}“ ist endgültig gelöscht.',
  'trash.emptied':
    '{count, plural, one {Der Papierkorb ist leer: # Ausgabe ist gelöscht.} other {Der Papierkorb ist leer: # Ausgaben sind gelöscht.}}',
  'trash.nothing_found': '<b>Nichts im Papierkorb passt.</b> <link>Alles darin ansehen</link>.',
  'error.no_such.tag': 'Dieses Schlagwort gibt es nicht.',
};
