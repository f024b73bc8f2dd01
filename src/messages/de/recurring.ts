import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Diese wiederkehrende Ausgabe gibt es nicht.',
  'error.recurring_rests': 'Es gibt keinen Tag zum Auslassen: Sie pausiert, oder ihr letzter Tag ist vorbei.',
  'fault.recurring.interval': 'Geben Sie eine ganze Zahl von 1 bis 99 ein.',
  'fault.recurring.every': 'Wählen Sie Tag, Woche, Monat oder Jahr.',
  'fault.recurring.mode': 'Wählen Sie, was an dem Tag geschieht.',
  'fault.recurring.ends_before': 'Das liegt vor dem ersten Tag.',
  'fault.recurring.too_many': 'Ein Buch fasst höchstens {max} wiederkehrende Ausgaben.',
  'fault.recurring.too_many_due':
    'Das ist zu lange her: Höchstens {max} Ausgaben können auf einmal eingetragen werden.',
  'fault.recurring.too_far':
    'Bis zu diesem Tag sind es zu viele, höchstens {max}. Wählen Sie einen früheren.',
  'fault.recurring.no_such_day': 'Das ist kein Tag, der ausgelassen werden kann.',
  'changes.kind.recurring': 'Wiederkehrende Ausgabe „{name}“ eingetragen',
  'changes.kind.recurring_begun': 'Wiederkehrende Ausgabe „{name}“ angelegt',
  'changes.recurring_ended': 'Die wiederkehrende Ausgabe „{name}“ ist gelöscht.',
  'changes.recurring_back': 'Die wiederkehrende Ausgabe „{name}“ ist wieder da.',
  'recurring.title': 'Wiederkehrend',
  'recurring.lead':
    'Ausgaben, die sich wiederholen: Miete, Abos, Sparen. Jede wird an ihrem Tag eingetragen, oder Sie werden gefragt.',
  'recurring.empty':
    '<b>Noch keine wiederkehrenden Ausgaben.</b> Beginnen Sie unten mit der Miete oder einem Abo.',
  'recurring.list': 'Wiederkehrende Ausgaben',
  'recurring.new': 'Neue wiederkehrende Ausgabe',
  'recurring.add': 'Wiederkehrende Ausgabe anlegen',
  'recurring.edit': 'Wiederkehrende Ausgabe bearbeiten',
  'recurring.edit_lead':
    'Änderungen gelten ab jetzt: Was schon eingetragen ist, bleibt, und für Tage vor heute wird nichts eingetragen.',
  'recurring.interval': 'Alle',
  'recurring.unit': 'Einheit',
  'recurring.unit_day': 'Tage',
  'recurring.unit_week': 'Wochen',
  'recurring.unit_month': 'Monate',
  'recurring.unit_year': 'Jahre',
  'recurring.from': 'Ab',
  'recurring.until': 'Bis',
  'recurring.until_hint': 'Leer: ohne Ende.',
  'recurring.then': 'Dann',
  'recurring.mode_add': 'Eintragen',
  'recurring.mode_remind': 'Mich erinnern',
  'recurring.preview': 'Vorschau',
  'recurring.next_dates': 'Die nächsten Tage',
  'recurring.no_dates': 'Es gibt keine weiteren Tage.',
  'recurring.due_now':
    '{count, plural, one {# Termin ist schon fällig und wird sofort eingetragen.} other {# Termine sind schon fällig und werden sofort eingetragen.}}',
  'recurring.due_waits':
    '{count, plural, one {# Termin ist schon fällig und wartet auf Ihre Antwort.} other {# Termine sind schon fällig und warten auf Ihre Antwort.}}',
  'recurring.every_day': '{count, plural, one {Jeden Tag} other {Alle # Tage}}',
  'recurring.every_week': '{count, plural, one {Jede Woche} other {Alle # Wochen}}',
  'recurring.every_month': '{count, plural, one {Jeden Monat} other {Alle # Monate}}',
  'recurring.every_year': '{count, plural, one {Jedes Jahr} other {Alle # Jahre}}',
  'recurring.until_day': '{rhythm}, bis {day}',
  'recurring.reminds': '{rhythm}, fragt vorher',
  'recurring.next': 'Nächstes Mal: {day}',
  'recurring.paused': 'Pausiert',
  'recurring.over': 'Vorbei',
  'recurring.to_come':
    '{count, plural, one {Diesen Monat noch zu erwarten: # Ausgabe, {amount}} other {Diesen Monat noch zu erwarten: # Ausgaben, {amount}}}',
  'recurring.nothing_to_come': 'Diesen Monat kommt nichts mehr.',
  'recurring.skip': 'Auslassen',
  'recurring.pause': 'Pausieren',
  'recurring.resume': 'Fortsetzen',
  'recurring.waiting': 'Wartet auf Ihre Antwort',
  'recurring.add_it': 'Eintragen',
  'recurring.added': 'Wiederkehrende Ausgabe „{name}“ angelegt.',
  'recurring.added_due':
    '{count, plural, one {„{name}“ angelegt und # schon fällige Ausgabe eingetragen.} other {„{name}“ angelegt und # schon fällige Ausgaben eingetragen.}}',
  'recurring.added_and_deleted':
    '„{name}“ wurde mit diesem Formular schon einmal hinzugefügt und seither gelöscht.',
  'recurring.saved': '„{name}“ gespeichert.',
  'recurring.skipped': '„{name}“ am {day} ausgelassen.',
  'recurring.unskipped': '„{name}“ kommt am {day} wieder.',
  'recurring.was_paused': '„{name}“ pausiert: Bis Sie fortsetzen, wird nichts eingetragen.',
  'recurring.was_resumed': '„{name}“ läuft weiter.',
  'recurring.deleted': '„{name}“ gelöscht. Die eingetragenen Ausgaben bleiben.',
  'recurring.restored': '„{name}“ ist wieder da.',
  'recurring.occurrence_added': '„{name}“ am {day} eingetragen.',
  'recurring.answered': 'Dieser Tag ist schon beantwortet.',
  'recurring.waiting_count':
    '{count, plural, one {# wiederkehrende Ausgabe wartet auf Ihre Antwort} other {# wiederkehrende Ausgaben warten auf Ihre Antwort}}',
  'recurring.late':
    '{count, plural, one {Nachgetragen, weil Outlay nicht lief: {names}. Das ist # Ausgabe.} other {Nachgetragen, weil Outlay nicht lief: {names}. Das sind # Ausgaben.}}',
  'recurring.late_one': '{count, plural, one {„{name}“ am {day}} other {# × „{name}“, zuletzt am {day}}}',
};
