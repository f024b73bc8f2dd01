import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'Export',
  'exports.export_everything': 'Alles exportieren',
  'exports.lead':
    'Die Ausgaben als Datei: für eine Tabellenkalkulation, ein anderes Programm oder zum Aufheben.',
  'exports.filtered': 'Nur was <link>dieser Filter</link> zeigt, wird exportiert.',
  'exports.all': 'Alle Ausgaben werden exportiert. Für einen Teil zuerst „Meine Ausgaben“ filtern.',
  'exports.formats': 'Formate',
  'exports.csv': 'CSV',
  'exports.csv_about': 'Für Tabellenkalkulationen. Outlay kann es wieder einlesen.',
  'exports.json': 'JSON',
  'exports.json_about': 'Für Programme. Outlay kann es wieder einlesen.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'Ein Journal für Buchhaltung in reinem Text mit hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'Ein Hauptbuch für Buchhaltung in reinem Text mit Beancount.',
  'exports.everything': 'Alles von mir',
  'exports.everything_about':
    'Kategorien, Schlagwörter, Budgets, Wiederkehrendes, Regeln und alle Ausgaben in einer JSON-Datei.',
  'exports.everything_limits':
    '„Import“ nimmt davon bis zu 20 MB und 200.000 Ausgaben zurück. Eine größere Datei kann zurückspielen, wer dieses Outlay betreibt, mit: {command}',
  'expenses.export': 'Exportieren',
  'expenses.export_formats': 'Andere Formate',
  'fault.export.format': 'Bitte eines hiervon wählen: {choices}.',
};
