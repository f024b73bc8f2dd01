import type { Translation } from '../catalog.js';
import type { help as english } from '../en/help.js';

export const help: Translation<typeof english> = {
  'help.title': 'Ajuda',
  'help.lead': 'O que o Outlay entende, e como ser rápido.',
  'help.keys': 'Teclas',
  'help.key_enter':
    '<kbd>Enter</kbd> em qualquer campo adiciona a despesa. Depois o cursor fica no valor da próxima.',
  'help.key_tab': '<kbd>Tab</kbd> passa ao próximo campo, <kbd>Shift</kbd> e <kbd>Tab</kbd> voltam.',
  'help.key_rows': '<kbd>Tab</kbd>, <kbd>↓</kbd> e <kbd>↑</kbd> passam de uma linha da lista a outra.',
  'help.key_row':
    '<kbd>→</kbd> leva aos botões da linha, <kbd>←</kbd> à sua caixa de seleção. <kbd>F2</kbd> entra na linha, para que <kbd>Tab</kbd> a percorra inteira, e <kbd>Esc</kbd> sai dela.',
  'help.key_escape':
    '<kbd>Esc</kbd> fecha uma mensagem. O que ela oferecia desfazer continua em <link>Alterações</link>.',
  'help.key_single':
    '<kbd>n</kbd> adiciona uma despesa, <kbd>/</kbd> busca, <kbd>?</kbd> mostra esta lista, enquanto o cursor não estiver em nenhum campo.',
  'help.single_keys': 'Teclas únicas (n, / e ?) funcionam neste dispositivo',
  'help.line': 'Uma linha',
  'help.line_lead': '“Adição rápida” lê uma despesa em uma só linha. Experimente:',
  'help.example_trip': 'trem para Graz {amount} #viagem sexta-feira',
  'help.example_refund': 'reembolso sapatos {amount}',
  'help.example_day': '{amount} cinema 3 nov',
  'help.line_amount':
    'O <b>valor</b> é o número com decimais ou com o símbolo de uma moeda; senão, o primeiro número inteiro.',
  'help.line_category':
    '<kbd>#palavra</kbd> é a <b>categoria</b> desse nome, ou a única que começa assim; senão, é uma etiqueta.',
  'help.line_day':
    'O <b>dia</b> é hoje, ontem, um dia da semana (o último), 3 nov ou 2026-11-03. Sem dia, é hoje.',
  'help.line_refund':
    'Um sinal de menos antes do valor, ou a palavra reembolso, faz dele um <b>reembolso</b>.',
  'help.line_rest': 'Todo o resto, em sua ordem, é a <b>descrição</b>. Nada se perde.',
  'help.amounts': 'Valores',
  'help.sums':
    'As contas são feitas com exatidão: <kbd>{sum}</kbd>, <kbd>{product}</kbd>, <kbd>{part}</kbd>.',
  'help.region':
    'Os números são lidos como na sua região: {example}. O símbolo da sua moeda pode ficar de qualquer lado.',
  'help.search': 'Busca',
  'help.search_words':
    'Encontra todas as palavras, em qualquer ordem e em qualquer parte de uma palavra, em descrições e etiquetas. Maiúsculas e acentos não importam.',
  'help.search_quoted': '<kbd>"duas palavras"</kbd> entre aspas são encontradas como estão.',
  'help.search_amount':
    'Uma palavra que se lê como um valor também encontra esse valor: <kbd>{example}</kbd>.',
  'help.phone': 'No seu celular',
  'help.phone_text':
    'Adicione o Outlay à tela inicial pelo menu do navegador: um toque longo no ícone oferece “Adicionar despesa”, e outros aplicativos podem compartilhar texto com ele. Com um <link>token de acesso</link>, um atalho adiciona uma linha sem abrir nada.',
};
