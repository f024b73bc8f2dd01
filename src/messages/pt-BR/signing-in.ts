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
  'parked.expense': 'Sua despesa <b>{what}</b> está segura. Ela será adicionada quando você continuar.',
  'parked.change': 'Sua alteração em <b>{what}</b> está segura. Ela será salva quando você continuar.',
  'parked.deletion': 'O que você ia <b>excluir</b> ainda está aqui. Vai embora quando você continuar.',
  'parked.other': 'O que você enviou está <b>seguro</b>. Será executado quando você continuar.',
  'parked.change_of':
    'Sua alteração em <b>{what}</b> está segura. Passará a ser <b>{to}</b> quando você continuar.',
  'parked.deletion_of': '<b>{what}</b> ainda está aí. Será excluído quando você continuar.',
  'parked.erase_of': '<b>{what}</b> será excluído para sempre quando você continuar.',
  'parked.restore_of': '<b>{what}</b> volta quando você continuar.',
  'parked.empty_trash': 'A lixeira será <b>esvaziada para sempre</b> quando você continuar.',
  'parked.many':
    'Sua alteração em <b>muitas despesas de uma vez</b> está segura. Será executada quando você continuar.',
  'parked.merge_of': '<b>{what}</b> será mesclada à categoria escolhida quando você continuar.',
  'parked.add_of': '<b>{what}</b> está seguro. Será adicionado quando você continuar.',
  'parked.sign_out_of': '<b>{what}</b> será desconectado quando você continuar.',
  'parked.sign_out_others':
    '<b>Todos os seus outros dispositivos</b> serão desconectados quando você continuar.',
  'parked.as_typed': 'como você digitou',
  'parked.of_somebody_else':
    'O formulário que esperava é de outra pessoa ou é antigo demais, por isso não foi executado.',
  'parked.done': 'Seu formulário já foi executado.',
};
