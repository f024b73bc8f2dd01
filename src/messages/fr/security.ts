import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Translation<typeof english> = {
  'security.title': 'Sécurité',
  'account.keep_tokens': 'Garder mes jetons d’accès',
  'account.keep_tokens_hint': 'Sans coche, ils prennent fin avec l’ancien mot de passe.',
  'security.authenticator': 'Application d’authentification',
  'security.authenticator_lead':
    'Après votre mot de passe, Outlay demande un code affiché par une application sur votre téléphone. Qui apprend votre mot de passe reste quand même dehors.',
  'security.authenticator_on': 'Elle est activée : après votre mot de passe, son code vous est demandé.',
  'security.set_up_authenticator': 'Configurer l’application d’authentification',
  'security.turn_off_authenticator': 'Désactiver l’application d’authentification',
  'security.authenticator_is_off': 'L’application d’authentification est désactivée.',
  'security.scan': 'Scannez ceci avec l’application de votre téléphone, ou tapez-y le secret :',
  'security.qr': 'QR code pour votre application d’authentification',
  'security.open_app': 'Sur ce téléphone : <link>ouvrir dans l’application</link>',
  'security.secret': 'Secret',
  'security.code_hint': 'Les six chiffres que l’application affiche maintenant.',
  'security.turn_on': 'Activer',
  'security.recovery_codes': 'Codes de secours',
  'security.recovery_lead':
    'Chacun vous laisse entrer une fois si votre téléphone est perdu. Ils ne sont montrés qu’une fois : imprimez-les, ou gardez-les avec votre passeport.',
  'security.recovery_left': 'Codes de secours restants : {count}.',
  'security.recovery_none':
    'Avec une application d’authentification ou une clé d’accès, vous recevez dix codes pour le jour où vous la perdrez.',
  'security.new_recovery_codes': 'Nouveaux codes de secours',
  'security.recovery_kept': 'Je les ai gardés',
  'forgot.title': 'Mot de passe oublié ?',
  'forgot.lead':
    'Nous vous envoyons un lien pour en définir un nouveau. Il sert une fois, pendant une demi-heure.',
  'forgot.send': 'Envoyer le lien',
  'forgot.sent': 'S’il existe un compte avec cette adresse, un lien est en route.',
  'forgot.no_mail':
    'Cet Outlay n’envoie pas de mails. La personne qui le gère peut créer pour vous un lien pour définir un nouveau mot de passe.',
  'reset.title': 'Définir un nouveau mot de passe',
  'reset.set': 'Définir le mot de passe',
  'email_link.title': 'Confirmer votre nouvel e-mail',
  'email_link.lead': 'Vous vous connectez désormais avec <b>{email}</b>.',
  'email_link.confirm': 'Confirmer l’e-mail',
  'account.email_asked':
    'Nous avons envoyé un message à la nouvelle adresse. Elle comptera dès que vous aurez ouvert le lien qu’il contient.',
  'mail.greeting': 'Bonjour {name},',
  'mail.notice_subject': 'Votre compte Outlay',
  'mail.when': '{day}, {time}',
  'mail.not_you':
    'Si c’était vous, il n’y a rien à faire. Sinon, ouvrez votre Outlay par son adresse, changez votre mot de passe et déconnectez tous les autres appareils.',
  'mail.reset_subject': 'Un nouveau mot de passe pour Outlay',
  'mail.reset_lead':
    'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe. Définissez-le sur cette page, dans la demi-heure :',
  'mail.reset_not_you': 'Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe reste tel quel.',
  'mail.confirm_email_subject': 'Confirmez votre e-mail pour Outlay',
  'mail.confirm_email_lead':
    'Cette adresse a été indiquée comme la nouvelle. Confirmez-la sur cette page, dans la journée :',
  'mail.ignore': 'Si ce n’était pas vous, ignorez ce message : rien ne change.',
  'mail.email_change_asked':
    'Quelqu’un, sans doute vous, a demandé de changer l’e-mail de votre compte en {email}.',
  'passkeys.title': 'Clés d’accès',
  'passkeys.lead':
    'Votre téléphone, votre ordinateur ou une clé vous laisse entrer avec votre doigt, votre visage ou son propre code : sans mot de passe, et après lui à la place d’un code.',
  'passkeys.name': 'Nom de la clé d’accès',
  'passkeys.add': 'Ajouter une clé d’accès',
  'passkeys.added': 'La clé d’accès est ajoutée.',
  'passkeys.removed': 'La clé d’accès est retirée.',
  'passkeys.remove': 'Retirer',
  'passkeys.sign_in': 'Se connecter avec une clé d’accès',
  'passkeys.use': 'Utiliser une clé d’accès',
  'passkeys.failed': 'Cela n’a pas marché. Réessayez, ou prenez un autre chemin.',
  'passkeys.elsewhere':
    'Les clés d’accès de cet Outlay ne marchent qu’à <link>{address}</link>, dans un navigateur qui les connaît.',
  'passkeys.cannot':
    'Les clés d’accès ne peuvent pas marcher à {address} : les navigateurs les permettent en https avec un nom, et sur localhost.',
  'passkeys.since': 'Ajoutée le {day}',
  'passkeys.used': 'utilisée {ago}',
  'passkeys.synced': 'synchronisée entre appareils',
  'error.passkey_refused': 'Cette clé d’accès n’a pas été acceptée. Réessayez, ou prenez un autre chemin.',
  'fault.passkey.known': 'Cette clé d’accès a déjà été ajoutée.',
  'fault.passkey.too_many': 'Vous avez {max} clés d’accès. Retirez-en une d’abord.',
  'code.title': 'Encore une étape',
  'code.lead':
    'Votre mot de passe est bon. Saisissez le code de votre application d’authentification, ou un de vos codes de secours.',
  'code.code': 'Code',
  'code.start_over': 'Se reconnecter',
  'confirm.title': 'Confirmez que c’est vous',
  'confirm.lead':
    'Cela change qui entre dans votre compte, alors nous demandons encore une fois. Rien de ce que vous avez tapé n’est perdu.',
  'confirm.either': 'Ou saisissez un code à la place du mot de passe.',
  'error.second_factor_needed':
    'Le mot de passe est bon. Envoyez aussi le code de votre application d’authentification.',
  'error.known_devices_only':
    'Trop de mots de passe ont été essayés pour ce compte. Connectez-vous depuis un appareil déjà connecté auparavant, ou définissez un nouveau mot de passe par mail.',
  'error.challenge_over':
    'Cela a pris trop de temps, ou trop de codes ont été essayés. Veuillez vous reconnecter.',
  'error.wrong_code': 'Ce code n’est pas bon, ou il a déjà servi. Attendez le suivant et réessayez.',
  'error.authenticator_is_on': 'Une application d’authentification est déjà activée. Désactivez-la d’abord.',
  'error.no_second_factor': 'Configurez d’abord une application d’authentification ou une clé d’accès.',
  'fault.code.empty': 'Saisissez le code.',
  'fault.invite.empty': 'Envoyez le secret de votre invitation.',
  'fault.code.wrong':
    'Ce code n’est pas bon. Vérifiez l’heure de votre téléphone, puis essayez le code suivant.',
};
