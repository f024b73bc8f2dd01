import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'Exportar',
  'exports.export_everything': 'Exportar tudo',
  'exports.lead': 'Suas despesas em um arquivo: para uma planilha, outro programa ou para guardar.',
  'exports.filtered': 'Só o que <link>este filtro</link> mostra é exportado.',
  'exports.all': 'Todas as despesas são exportadas. Filtre antes “Minhas despesas” para exportar uma parte.',
  'exports.formats': 'Formatos',
  'exports.csv': 'CSV',
  'exports.csv_about': 'Para planilhas. O Outlay consegue ler de volta.',
  'exports.json': 'JSON',
  'exports.json_about': 'Para programas. O Outlay consegue ler de volta.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'Um diário para contabilidade em texto puro com hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'Um livro-razão para contabilidade em texto puro com Beancount.',
  'exports.everything': 'Tudo o que é meu',
  'exports.everything_about':
    'Categorias, etiquetas, orçamentos, despesas recorrentes, regras e todas as despesas em um arquivo JSON.',
  'exports.everything_limits':
    '“Importar” traz de volta até 20 MB e 200.000 despesas. Um arquivo maior pode ser trazido de volta por quem hospeda este Outlay, com: {command}',
  'expenses.export': 'Exportar',
  'expenses.export_formats': 'Outros formatos',
  'fault.export.format': 'Escolha um destes: {choices}.',
};
