import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'Exporter',
  'exports.export_everything': 'Tout exporter',
  'exports.lead': 'Vos dépenses dans un fichier : pour un tableur, un autre programme, ou pour les garder.',
  'exports.filtered': 'Seul ce que montre <link>ce filtre</link> est exporté.',
  'exports.all':
    'Toutes les dépenses sont exportées. Filtrez d’abord « Mes dépenses » pour n’en exporter qu’une partie.',
  'exports.formats': 'Formats',
  'exports.csv': 'CSV',
  'exports.csv_about': 'Pour les tableurs. Outlay peut le relire.',
  'exports.json': 'JSON',
  'exports.json_about': 'Pour les programmes. Outlay peut le relire.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'Un journal pour la comptabilité en texte brut avec hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'Un grand livre pour la comptabilité en texte brut avec Beancount.',
  'exports.everything': 'Tout ce qui est à moi',
  'exports.everything_about':
    'Catégories, étiquettes, budgets, dépenses récurrentes, règles et toutes les dépenses dans un fichier JSON.',
  'exports.everything_limits':
    '« Importer » en reprend jusqu’à 20 Mo et 200 000 dépenses. Un fichier plus grand peut être repris par la personne qui héberge cet Outlay, avec : {command}',
  'expenses.export': 'Exporter',
  'expenses.export_formats': 'Autres formats',
  'fault.export.format': 'Choisissez parmi : {choices}.',
};
