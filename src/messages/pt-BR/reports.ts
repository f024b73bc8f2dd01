import type { Translation } from '../catalog.js';
import type { reports as english } from '../en/reports.js';

export const reports: Translation<typeof english> = {
  'reports.title': 'Relatórios',
  'reports.title_of': 'Relatório {year}',
  'reports.years': 'Anos',
  'reports.empty':
    '<b>Nada em {year} ainda.</b> Assim que você <link>adicionar uma despesa</link>, o mês e a categoria dela aparecem aqui.',
  'reports.table': 'Meses e categorias',
  'reports.scroll': 'A tabela rola para os lados.',
  'reports.year': 'Ano',
  'reports.all': 'Tudo',
  'reports.where': 'Para onde foi',
  'reports.weeks': 'Por semana',
  'reports.tags': 'Por etiqueta',
  'reports.average': '{amount} por mês, em média',
  'reports.no_year': '“{text}” não é um ano como 2026.',
  'reports.scale': 'A barra mais alta é {amount}.',
  'reports.side_by_side': 'Anos lado a lado',
  'reports.form': 'Escolher um relatório',
  'reports.show': 'Mostrar',
  'reports.total': 'Total',
};
