import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'Hilfe',
  'help.lead': 'Was Outlay versteht, und wie es schnell geht.',
  'help.keys': 'Tasten',
  'help.key_enter':
    '<kbd>Enter</kbd> in einem beliebigen Feld fügt die Ausgabe hinzu. Danach steht der Cursor beim Betrag der nächsten.',
  'help.key_tab': '<kbd>Tab</kbd> geht zum nächsten Feld, <kbd>Umschalt</kbd> und <kbd>Tab</kbd> zurück.',
  'help.key_rows': '<kbd>Tab</kbd>, <kbd>↓</kbd> und <kbd>↑</kbd> gehen in der Liste von Zeile zu Zeile.',
  'help.key_row':
    '<kbd>→</kbd> geht weiter zu den Knöpfen einer Zeile, <kbd>←</kbd> zu ihrem Kästchen. <kbd>F2</kbd> öffnet die Zeile, sodass <kbd>Tab</kbd> durch sie hindurchgeht, und <kbd>Esc</kbd> verlässt sie wieder.',
  'help.key_escape':
    '<kbd>Esc</kbd> schließt eine Meldung. Was sich rückgängig machen ließ, steht weiter unter <link>Änderungen</link>.',
  'help.key_single':
    '<kbd>n</kbd> fügt eine Ausgabe hinzu, <kbd>/</kbd> sucht, <kbd>?</kbd> zeigt diese Liste: solange der Cursor in keinem Feld steht.',
  'help.single_keys': 'Einzelne Tasten (n, / und ?) gelten auf diesem Gerät',
  'help.line': 'Eine Zeile',
  'help.line_lead': '„Schnell hinzufügen“ liest eine Ausgabe aus einer Zeile. Zum Ausprobieren:',
  'help.example_trip': 'Zug nach Graz {amount} #Reise Freitag',
  'help.example_refund': 'Erstattung Schuhe {amount}',
  'help.example_day': '{amount} Kino 3. Nov',
  'help.line_amount':
    'Der <b>Betrag</b> ist die Zahl mit Nachkommastellen oder Währungszeichen, sonst die erste ganze Zahl.',
  'help.line_category':
    '<kbd>#Wort</kbd> ist die <b>Kategorie</b> dieses Namens oder die einzige, die so beginnt; sonst ein Schlagwort.',
  'help.line_day':
    'Der <b>Tag</b> ist heute, gestern, ein Wochentag (der letzte), 3. Nov oder 2026-11-03. Ohne Angabe ist es heute.',
  'help.line_refund':
    'Ein Minus vor dem Betrag oder das Wort Erstattung macht daraus eine <b>Erstattung</b>.',
  'help.line_rest': 'Alles andere ist, in seiner Reihenfolge, die <b>Beschreibung</b>. Nichts geht verloren.',
  'help.amounts': 'Beträge',
  'help.sums': 'Summen werden genau ausgerechnet: <kbd>{sum}</kbd>, <kbd>{product}</kbd>, <kbd>{part}</kbd>.',
  'help.region':
    'Zahlen werden wie in der eigenen Region gelesen: {example}. Das Währungszeichen darf auf beiden Seiten stehen.',
  'help.search': 'Suche',
  'help.search_words':
    'Sie findet alle Wörter, in beliebiger Reihenfolge und auch mitten im Wort, in Beschreibungen und Schlagwörtern. Groß- und Kleinschreibung und Akzente sind gleich.',
  'help.search_quoted': '<kbd>"zwei Wörter"</kbd> in Anführungszeichen werden so gefunden, wie sie dastehen.',
  'help.search_amount':
    'Ein Wort, das ein Betrag sein kann, findet auch diesen Betrag: <kbd>{example}</kbd>.',
  'help.phone': 'Auf dem Telefon',
  'help.phone_text':
    'Outlay über das Menü des Browsers zum Startbildschirm hinzufügen: Langes Drücken auf das Symbol bietet „Ausgabe hinzufügen“ an, und andere Apps können Text an Outlay teilen. Mit einem <link>Zugriffstoken</link> fügt ein Kurzbefehl eine Zeile hinzu, ohne dass etwas geöffnet wird.',
};
