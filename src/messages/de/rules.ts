import type { Translation } from '../catalog.js';
import type { rules as english } from '../en/rules.js';

export const rules: Translation<typeof english> = {
  'error.no_such.rule': 'Diese Regel gibt es nicht.',
  'fault.rule.text': 'Geben Sie ein, wonach gesucht wird.',
  'fault.rule.match': 'Wählen Sie, wie verglichen wird.',
  'fault.rule.idle':
    'Wählen Sie eine Kategorie, Schlagwörter oder eine neue Beschreibung: Sonst tut die Regel nichts.',
  'fault.rule.too_many': 'Ein Buch fasst höchstens {max} Regeln.',
  'fault.rule.position': 'Senden Sie einen Platz ab 1.',
  'changes.kind.rule': 'Regel für „{name}“ angewendet',
  'rules.title': 'Regeln',
  'rules.lead':
    'Sie ordnen von selbst ein, was Sie importieren. Die erste Regel mit einer Kategorie oder neuen Beschreibung entscheidet; Schlagwörter kommen zusammen.',
  'rules.empty':
    '<b>Noch keine Regeln.</b> Schreiben Sie unten eine, und sehen Sie, was sie findet, bevor Sie sie speichern.',
  'rules.list': 'Regeln in ihrer Reihenfolge',
  'rules.new': 'Neue Regel',
  'rules.edit': 'Regel bearbeiten',
  'rules.match': 'Die Beschreibung',
  'rules.match_contains': 'enthält',
  'rules.match_equals': 'ist genau',
  'rules.match_starts': 'beginnt mit',
  'rules.text': 'Text',
  'rules.description': 'Neue Beschreibung',
  'rules.description_hint': 'Leer: Sie bleibt, wie sie ist.',
  'rules.unchanged': 'Wie sie ist',
  'rules.try': 'Regel ausprobieren',
  'rules.save': 'Regel speichern',
  'rules.apply': 'Auf Vergangenes anwenden',
  'rules.up': 'Nach oben',
  'rules.down': 'Nach unten',
  'rules.when_contains': 'Enthält „{text}“',
  'rules.when_equals': 'Ist genau „{text}“',
  'rules.when_starts': 'Beginnt mit „{text}“',
  'rules.then_category': 'Kategorie: {name}',
  'rules.then_tags': 'Schlagwörter: {tags}',
  'rules.then_description': 'Neue Beschreibung: „{text}“',
  'rules.then_nothing': 'Tut nichts mehr: Ihre Kategorie oder ihre Schlagwörter gibt es nicht mehr.',
  'rules.found':
    '{count, plural, =0 {Nichts Vorhandenes passt.} one {# Ausgabe passt.} other {# Ausgaben passen.}}',
  'rules.would_change':
    '{count, plural, =0 {Keine davon würde sich ändern: Alles ist schon so.} one {# davon würde sich ändern.} other {# davon würden sich ändern.}}',
  'rules.changes': 'Würde sich ändern',
  'rules.same': 'Ist schon so',
  'rules.found_newest': '{count, plural, one {Die neueste:} other {Die neuesten {count}:}}',
  'rules.found_list': 'Was die Regel findet',
  'rules.added': 'Regel für „{name}“ gespeichert. Sie gilt für alles, was Sie ab jetzt importieren.',
  'rules.saved': 'Regel für „{name}“ gespeichert.',
  'rules.deleted': 'Regel für „{name}“ gelöscht. Was sie getan hat, bleibt.',
  'rules.restored': 'Die Regel für „{name}“ ist wieder da.',
  'rules.moved': 'Regel für „{name}“ verschoben.',
  'rules.applied':
    '{count, plural, =0 {Nichts war zu ändern: Alles, was passt, ist schon so.} one {Die Regel für „{name}“ hat # Ausgabe geändert.} other {Die Regel für „{name}“ hat # Ausgaben geändert.}}',
  'rules.applying': 'Die Regel für „{name}“ läuft weiter: bisher {count}.',
};
