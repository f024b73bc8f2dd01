import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'Rapports',
  'reports.title_of': 'Rapport {year}',
  'reports.years': 'Années',
  'reports.empty':
    '<b>Rien encore en {year}.</b> Dès que vous <link>ajoutez une dépense</link>, son mois et sa catégorie apparaissent ici.',
  'reports.table': 'Mois et catégories',
  'reports.scroll': 'Le tableau défile latéralement.',
  'reports.year': 'Année',
  'reports.all': 'Tout',
  'reports.where': 'Où c’est parti',
  'reports.weeks': 'Par semaine',
  'reports.tags': 'Par étiquette',
  'reports.average': '{amount} par mois, en moyenne',
  'reports.no_year': '« {text} » n’est pas une année comme 2026.',
  'reports.scale': 'La barre la plus haute vaut {amount}.',
  'reports.side_by_side': 'Années côte à côte',
  'reports.form': 'Choisir un rapport',
  'reports.show': 'Afficher',
  'reports.total': 'Total',
};
