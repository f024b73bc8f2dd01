import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'Informes',
  'reports.title_of': 'Informe {year}',
  'reports.years': 'Años',
  'reports.empty':
    '<b>Todavía nada en {year}.</b> Cuando <link>añadas un gasto</link>, su mes y su categoría aparecerán aquí.',
  'reports.table': 'Meses y categorías',
  'reports.scroll': 'La tabla se desplaza hacia los lados.',
  'reports.year': 'Año',
  'reports.all': 'Todo',
  'reports.where': 'En qué se fue',
  'reports.weeks': 'Por semana',
  'reports.tags': 'Por etiqueta',
  'reports.average': '{amount} al mes, de media',
  'reports.no_year': '«{text}» no es un año como 2026.',
  'reports.scale': 'La barra más alta es {amount}.',
  'reports.side_by_side': 'Años uno al lado de otro',
  'reports.form': 'Elegir un informe',
  'reports.show': 'Mostrar',
  'reports.total': 'Total',
};
