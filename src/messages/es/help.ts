import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'Ayuda',
  'help.lead': 'Lo que entiende Outlay, y cómo ir rápido.',
  'help.keys': 'Teclas',
  'help.key_enter':
    '<kbd>Intro</kbd> en cualquier campo añade el gasto. Después el cursor queda en el importe del siguiente.',
  'help.key_tab': '<kbd>Tab</kbd> pasa al campo siguiente, <kbd>Mayús</kbd> y <kbd>Tab</kbd> al anterior.',
  'help.key_rows': '<kbd>Tab</kbd>, <kbd>↓</kbd> y <kbd>↑</kbd> pasan de una fila de la lista a otra.',
  'help.key_row':
    '<kbd>→</kbd> lleva a los botones de la fila, <kbd>←</kbd> a su casilla. <kbd>F2</kbd> entra en la fila, para que <kbd>Tab</kbd> la recorra entera, y <kbd>Esc</kbd> sale de ella.',
  'help.key_escape':
    '<kbd>Esc</kbd> cierra un mensaje. Lo que ofrecía deshacer sigue en <link>Cambios</link>.',
  'help.key_single':
    '<kbd>n</kbd> añade un gasto, <kbd>/</kbd> busca, <kbd>?</kbd> muestra esta lista, mientras el cursor no esté en ningún campo.',
  'help.single_keys': 'Las teclas sueltas (n, / y ?) funcionan en este dispositivo',
  'help.line': 'Una línea',
  'help.line_lead': '«Añadir rápido» lee un gasto de una sola línea. Prueba una:',
  'help.example_trip': 'tren a Graz {amount} #viaje viernes',
  'help.example_refund': 'reembolso zapatos {amount}',
  'help.example_day': '{amount} cine 3 nov',
  'help.line_amount':
    'El <b>importe</b> es el número con decimales o con el signo de una moneda; si no, el primer número entero.',
  'help.line_category':
    '<kbd>#palabra</kbd> es la <b>categoría</b> de ese nombre, o la única que empieza así; si no, es una etiqueta.',
  'help.line_day':
    'El <b>día</b> es hoy, ayer, un día de la semana (el último), 3 nov o 2026-11-03. Sin día es hoy.',
  'help.line_refund':
    'Un menos delante del importe, o la palabra reembolso, lo convierte en un <b>reembolso</b>.',
  'help.line_rest': 'Todo lo demás, en su orden, es la <b>descripción</b>. No se pierde nada.',
  'help.amounts': 'Importes',
  'help.sums':
    'Las cuentas se hacen con exactitud: <kbd>{sum}</kbd>, <kbd>{product}</kbd>, <kbd>{part}</kbd>.',
  'help.region':
    'Los números se leen como en tu región: {example}. El signo de tu moneda puede ir a cualquier lado.',
  'help.search': 'Búsqueda',
  'help.search_words':
    'Encuentra todas las palabras, en cualquier orden y en cualquier parte de una palabra, en descripciones y etiquetas. Las mayúsculas y los acentos no importan.',
  'help.search_quoted': '<kbd>"dos palabras"</kbd> entre comillas se encuentran tal cual.',
  'help.search_amount':
    'Una palabra que se lee como un importe encuentra también ese importe: <kbd>{example}</kbd>.',
  'help.phone': 'En tu teléfono',
  'help.phone_text':
    'Añade Outlay a la pantalla de inicio desde el menú del navegador: una pulsación larga en su icono ofrece «Añadir gasto», y otras aplicaciones pueden compartirle texto. Con un <link>token de acceso</link>, un atajo añade una línea sin abrir nada.',
};
