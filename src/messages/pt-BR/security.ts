import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed': 'A senha está certa. Envie também o código do seu aplicativo autenticador.',
  'error.challenge_over': 'Demorou demais, ou códigos demais foram tentados. Entre novamente.',
  'error.wrong_code': 'Esse código não está certo ou já foi usado. Espere o próximo e tente novamente.',
  'error.authenticator_is_on': 'Um aplicativo autenticador já está ativado. Desative-o primeiro.',
  'error.no_second_factor': 'Configure primeiro um aplicativo autenticador ou uma chave de acesso.',
  'fault.code.empty': 'Digite o código.',
  'fault.invite.empty': 'Envie o segredo do seu convite.',
  'fault.code.wrong': 'Esse código não está certo. Confira o relógio do seu telefone e tente o próximo.',
};
