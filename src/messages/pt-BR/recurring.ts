import type { Translation } from '../catalog.js';
import type { recurring as english } from '../en/recurring.js';

export const recurring: Translation<typeof english> = {
  'error.no_such.recurring': 'Essa despesa recorrente não existe.',
  'error.recurring_rests': 'Não há dia para pular: ela está pausada ou o último dia já passou.',
  'fault.recurring.interval': 'Digite um número inteiro de 1 a {max}.',
  'fault.recurring.every': 'Escolha dia, semana, mês ou ano.',
  'fault.recurring.mode': 'Escolha o que acontece no dia.',
  'fault.recurring.ends_before': 'É antes do primeiro dia.',
  'fault.recurring.too_many': 'Um livro comporta no máximo {max} despesas recorrentes.',
  'fault.recurring.too_many_due':
    'Faz tempo demais: no máximo {max} despesas podem ser adicionadas de uma vez.',
  'fault.recurring.too_far': 'Escolha um dia dentro dos próximos {max} dias.',
  'fault.recurring.no_such_day': 'Esse dia não pode ser pulado.',
  'changes.kind.recurring': 'Despesa recorrente “{name}” adicionada',
};
