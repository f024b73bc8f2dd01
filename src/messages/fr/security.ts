import type { Translation } from '../catalog.js';
import type { security as english } from '../en/security.js';

export const security: Partial<Translation<typeof english>> = {
  'error.second_factor_needed':
    'Le mot de passe est bon. Envoyez aussi le code de votre application d’authentification.',
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
