import type { Translation } from '../catalog.js';
import type { quick as english } from '../en/quick.js';

export const quick: Translation<typeof english> = {
  'fault.quick.empty': 'Escreva a despesa em uma linha.',
  'fault.quick.too_long': 'Uma linha tem no máximo {max} caracteres.',
  'quick.title': 'Adição rápida',
  'quick.one_line': 'Uma linha',
  'quick.read': 'Ler',
  'quick.example': '{amount} almoço #alimentação ontem',
  'quick.help': 'O que uma linha pode dizer',
  'quick.understood': 'Entendido',
  'quick.put_right': 'Corrija abaixo o que estiver errado. Nada foi salvo ainda.',
  'quick.back': 'Voltar às suas despesas',
};
