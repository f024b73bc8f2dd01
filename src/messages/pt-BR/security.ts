import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Translation<typeof english> = {
  'security.title': 'Segurança',
  'account.keep_tokens': 'Manter meus tokens de acesso',
  'account.keep_tokens_hint': 'Sem marcar, elas terminam com a senha antiga.',
  'security.authenticator': 'Aplicativo autenticador',
  'security.authenticator_lead':
    'Depois da sua senha, o Outlay pede um código que um aplicativo no seu telefone mostra. Quem descobrir sua senha continua do lado de fora.',
  'security.authenticator_on': 'Está ativado: depois da sua senha, o código dele é pedido.',
  'security.set_up_authenticator': 'Configurar aplicativo autenticador',
  'security.turn_off_authenticator': 'Desativar aplicativo autenticador',
  'security.authenticator_is_off': 'O aplicativo autenticador está desativado.',
  'security.scan': 'Leia isto com o aplicativo do seu telefone ou digite o segredo nele:',
  'security.qr': 'Código QR para o seu aplicativo autenticador',
  'security.open_app': 'Neste telefone: <link>abrir no aplicativo</link>',
  'security.secret': 'Segredo',
  'security.code_hint': 'Os seis dígitos que o aplicativo mostra agora.',
  'security.turn_on': 'Ativar',
  'security.recovery_codes': 'Códigos de recuperação',
  'security.recovery_lead':
    'Cada um deixa você entrar uma vez se perder o telefone. Só são mostrados desta vez: imprima-os ou guarde-os junto do passaporte.',
  'security.recovery_left': 'Códigos de recuperação restantes: {count}.',
  'security.recovery_none':
    'Com um aplicativo autenticador ou uma chave de acesso você recebe dez códigos para o dia em que o perder.',
  'security.new_recovery_codes': 'Novos códigos de recuperação',
  'security.recovery_kept': 'Eu os guardei',
  'forgot.title': 'Esqueceu sua senha?',
  'forgot.lead': 'Enviamos um link com o qual você define uma nova. Ele vale uma vez, por meia hora.',
  'forgot.send': 'Enviar link',
  'forgot.sent': 'Se houver uma conta com este endereço, um link está a caminho.',
  'forgot.no_mail':
    'Este Outlay não envia e-mails. Quem o administra pode criar um link para você definir uma nova senha.',
  'reset.title': 'Definir uma nova senha',
  'reset.set': 'Definir senha',
  'email_link.title': 'Confirme seu novo e-mail',
  'email_link.lead': 'A partir de agora você entra com <b>{email}</b>.',
  'email_link.confirm': 'Confirmar e-mail',
  'account.email_asked':
    'Enviamos uma mensagem ao novo endereço. Ele passa a valer quando você abrir o link.',
  'mail.greeting': 'Olá, {name},',
  'mail.notice_subject': 'Sua conta do Outlay',
  'mail.when': '{day}, {time}',
  'mail.not_you':
    'Se foi você, não há nada a fazer. Se não, abra o seu Outlay pelo endereço dele, mude sua senha e desconecte todos os outros dispositivos.',
  'mail.reset_subject': 'Uma nova senha para o Outlay',
  'mail.reset_lead':
    'Alguém, provavelmente você, pediu uma nova senha. Defina-a nesta página, em até meia hora:',
  'mail.reset_not_you': 'Se não foi você, não há nada a fazer: sua senha continua como está.',
  'mail.confirm_email_subject': 'Confirme seu e-mail para o Outlay',
  'mail.confirm_email_lead':
    'Este endereço foi informado como o novo. Confirme-o nesta página, em até um dia:',
  'mail.ignore': 'Se não foi você, ignore esta mensagem: nada muda.',
  'mail.email_change_asked':
    'Alguém, provavelmente você, pediu para mudar o e-mail da sua conta para {email}.',
  'passkeys.title': 'Chaves de acesso',
  'passkeys.lead':
    'Seu telefone, seu computador ou uma chave deixam você entrar com o dedo, o rosto ou o código próprio: sem senha, e depois dela no lugar de um código.',
  'passkeys.name': 'Nome da chave de acesso',
  'passkeys.add': 'Adicionar chave de acesso',
  'passkeys.added': 'A chave de acesso foi adicionada.',
  'passkeys.removed': 'A chave de acesso foi removida.',
  'passkeys.remove': 'Remover',
  'passkeys.sign_in': 'Entrar com uma chave de acesso',
  'passkeys.use': 'Usar uma chave de acesso',
  'passkeys.failed': 'Não funcionou. Tente novamente ou entre de outro jeito.',
  'passkeys.elsewhere':
    'As chaves de acesso deste Outlay só funcionam em <link>{address}</link>, em um navegador que as conheça.',
  'passkeys.cannot':
    'Chaves de acesso não podem funcionar em {address}: os navegadores as permitem com https e um nome, e em localhost.',
  'passkeys.since': 'Adicionada em {day}',
  'passkeys.used': 'usada pela última vez {ago}',
  'passkeys.synced': 'sincronizada entre dispositivos',
  'error.passkey_refused': 'Essa chave de acesso não foi aceita. Tente novamente ou entre de outro jeito.',
  'fault.passkey.known': 'Essa chave de acesso já foi adicionada.',
  'fault.passkey.too_many': 'Você tem {max} chaves de acesso. Remova uma primeiro.',
  'code.title': 'Mais um passo',
  'code.lead':
    'Sua senha está certa. Digite o código do seu aplicativo autenticador ou um dos seus códigos de recuperação.',
  'code.code': 'Código',
  'code.start_over': 'Entrar novamente',
  'confirm.title': 'Confirme que é você',
  'confirm.lead':
    'Isto muda quem entra na sua conta, por isso perguntamos mais uma vez. Nada do que você digitou se perdeu.',
  'confirm.either': 'Ou digite um código no lugar da senha.',
  'error.second_factor_needed': 'A senha está certa. Envie também o código do seu aplicativo autenticador.',
  'error.known_devices_only':
    'Senhas demais foram tentadas para esta conta. Entre em um dispositivo em que você já tinha entrado ou defina uma nova senha por e-mail.',
  'error.challenge_over': 'Demorou demais, ou códigos demais foram tentados. Entre novamente.',
  'error.wrong_code': 'Esse código não está certo ou já foi usado. Espere o próximo e tente novamente.',
  'error.authenticator_is_on': 'Um aplicativo autenticador já está ativado. Desative-o primeiro.',
  'error.no_second_factor': 'Configure primeiro um aplicativo autenticador ou uma chave de acesso.',
  'fault.code.empty': 'Digite o código.',
  'fault.invite.empty': 'Envie o segredo do seu convite.',
  'fault.code.wrong': 'Esse código não está certo. Confira o relógio do seu telefone e tente o próximo.',
};
