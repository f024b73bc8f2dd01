import type { Translation } from '../catalog.js';
import type { signingIn as english } from '../en/signing-in.js';

export const signingIn: Translation<typeof english> = {
  'register.closed':
    'Cet Outlay n’accepte pas de nouveaux comptes. Demandez à la personne qui le gère, ou <link>connectez-vous</link> si vous en avez un.',
  'register.lead': 'Trois lignes, et vos comptes sont ouverts.',
  'register.log_in_instead': 'Se connecter plutôt ?',
  'register.password_hint':
    '{min, plural, one {Au moins # caractère.} other {Au moins # caractères.}} Quelques mots à la suite se retiennent facilement.',
  'register.known': 'Déjà venu ? <link>Se connecter</link>',
  'login.new_here': 'Nouveau ici ? <link>Créer un compte</link>',
  'login.expired': 'Votre session est terminée. Veuillez vous reconnecter.',
  'login.reuse':
    'Nous avons fermé cette session par sécurité : sa connexion a servi une seconde fois, comme si quelqu’un l’avait copiée. Veuillez vous reconnecter.',
  'login.reset': 'Votre nouveau mot de passe est défini. Connectez-vous avec.',
  'login.logged_out': 'Vous êtes déconnecté.',
  'login.failures':
    '{count, plural, one {# mauvais mot de passe a été essayé} other {# mauvais mots de passe ont été essayés}} sur votre compte depuis votre dernière connexion.',
  'login.see_security': 'Voir ce qui s’est passé',
  'refresh.title': 'Toujours vous, {name} ?',
  'refresh.lead':
    'Votre session s’est mise en pause après {duration}, pour garder vos comptes à l’abri. Aucun mot de passe à saisir, et rien de ce que vous avez tapé n’est perdu.',
  'refresh.continue': 'Continuer',
  'stay.box': 'Rester connecté sur cet appareil',
  'stay.hint': 'Seulement sur un appareil que vous êtes seul à utiliser : qui l’utilise voit vos comptes.',
  'stay.not_again': 'Ne plus demander sur cet appareil',
  'refresh.someone_else': 'Vous n’êtes pas {name} ? Se connecter sous un autre nom',
};
