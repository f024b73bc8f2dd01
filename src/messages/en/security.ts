/** The second lock: second factors, their setup, the fresh proof, reset of a password. */
export const security = {
  'error.second_factor_needed': 'The password is right. Send the code of your authenticator app, too.',
  'error.challenge_over': 'That took too long, or too many codes were tried. Please log in again.',
  'error.wrong_code': 'That code is not right, or it was used before. Wait for the next one and try again.',
  'error.authenticator_is_on': 'An authenticator app is turned on already. Turn it off first.',
  'error.no_second_factor': 'Set up an authenticator app or a passkey first.',
  'fault.code.empty': 'Enter the code.',
  'fault.invite.empty': 'Send the secret of your invitation.',
  'fault.code.wrong': 'That code is not right. Check the clock of your phone, and try the next code.',
} as const;
