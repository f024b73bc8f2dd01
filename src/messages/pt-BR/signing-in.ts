import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'Este Outlay não aceita contas novas. Fale com quem o administra ou <link>entre</link>, se você já tem uma.',
  'register.lead': 'Três linhas e suas contas estão abertas.',
  'register.log_in_instead': 'Entrar em vez disso?',
  'register.password_hint':
    '{min, plural, one {Pelo menos # caractere.} other {Pelo menos # caracteres.}} Algumas palavras seguidas são fáceis de lembrar.',
  'register.known': 'Já esteve aqui? <link>Entrar</link>',
  'login.new_here': 'É novo aqui? <link>Criar conta</link>',
  'login.expired': 'Sua sessão terminou. Entre novamente.',
  'login.reuse':
    'Encerramos esta sessão por segurança: o acesso dela foi usado uma segunda vez, como se alguém o tivesse copiado. Entre novamente.',
  'login.reset': 'Sua nova senha está definida. Entre com ela.',
  'login.logged_out': 'Você saiu.',
  'login.failures':
    '{count, plural, one {# senha errada foi tentada} other {# senhas erradas foram tentadas}} na sua conta desde a última vez que você entrou.',
  'login.see_security': 'Ver o que aconteceu',
  'refresh.title': 'Ainda é você, {name}?',
  'refresh.lead':
    'Sua sessão pausou depois de {duration}, para manter suas contas só com você. Não precisa de senha, e nada do que você digitou se perdeu.',
  'refresh.continue': 'Continuar',
  'stay.box': 'Continuar conectado neste dispositivo',
  'stay.hint': 'Só em um dispositivo que é só seu: quem o usar vê suas contas.',
  'stay.not_again': 'Não perguntar de novo neste dispositivo',
  'refresh.someone_else': 'Não é {name}? Entre como outra pessoa',
};
