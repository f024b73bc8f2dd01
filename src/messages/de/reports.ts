import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'Berichte',
  'reports.title_of': 'Bericht {year}',
  'reports.years': 'Jahre',
  'reports.empty':
    '<b>Noch nichts in {year}.</b> Sobald eine Ausgabe <link>hinzugefügt</link> ist, erscheinen ihr Monat und ihre Kategorie hier.',
  'reports.table': 'Monate und Kategorien',
  'reports.scroll': 'Die Tabelle lässt sich seitwärts schieben.',
  'reports.year': 'Jahr',
  'reports.all': 'Alle',
  'reports.where': 'Wohin es ging',
  'reports.weeks': 'Nach Woche',
  'reports.tags': 'Nach Schlagwort',
  'reports.average': '{amount} im Monat, im Durchschnitt',
  'reports.no_year': '„{text}“ ist kein Jahr wie 2026.',
  'reports.scale': 'Der höchste Balken steht für {amount}.',
  'reports.side_by_side': 'Jahre nebeneinander',
  'reports.form': 'Bericht wählen',
  'reports.show': 'Anzeigen',
  'reports.total': 'Summe',
};
