import type { Translation } from '../catalog.js';
import type { exports as english } from '../en/exports.js';

export const exports: Translation<typeof english> = {
  'exports.title': 'Exportar',
  'exports.export_everything': 'Exportar todo',
  'exports.lead': 'Tus gastos en un archivo: para una hoja de cálculo, otro programa o para guardarlos.',
  'exports.filtered': 'Solo se exporta lo que muestra <link>este filtro</link>.',
  'exports.all': 'Se exportan todos los gastos. Filtra antes «Mis gastos» para exportar una parte.',
  'exports.formats': 'Formatos',
  'exports.csv': 'CSV',
  'exports.csv_about': 'Para hojas de cálculo. Outlay puede volver a leerlo.',
  'exports.json': 'JSON',
  'exports.json_about': 'Para programas. Outlay puede volver a leerlo.',
  'exports.hledger': 'hledger',
  'exports.hledger_about': 'Un diario para contabilidad en texto plano con hledger.',
  'exports.beancount': 'Beancount',
  'exports.beancount_about': 'Un libro mayor para contabilidad en texto plano con Beancount.',
  'exports.everything': 'Todo lo mío',
  'exports.everything_about':
    'Categorías, etiquetas, presupuestos, gastos recurrentes, reglas y todos los gastos en un archivo JSON.',
  'exports.everything_limits':
    '«Importar» recupera hasta 20 MB y 200 000 gastos. Un archivo mayor lo puede recuperar quien administra este Outlay, con: {command}',
  'expenses.export': 'Exportar',
  'expenses.export_formats': 'Otros formatos',
  'fault.export.format': 'Elige uno de estos: {choices}.',
};
