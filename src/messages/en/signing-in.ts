/** The ways in and out: register, log in, the prompt to go on. */
export const signingIn = {
  'register.closed':
    'This Outlay does not take new accounts. Ask the person who runs it, or <link>log in</link> if you have one.',
  'register.lead': 'Three lines, and your books are open.',
  'register.log_in_instead': 'Log in instead?',
  'register.password_hint':
    '{min, plural, one {At least # character.} other {At least # characters.}} A few words in a row are easy to keep in mind.',
  'register.known': 'Already here before? <link>Log in</link>',
  'login.new_here': 'New here? <link>Create account</link>',
  'login.expired': 'Your session has ended. Please log in again.',
  'login.reuse':
    'We ended this session for your safety: its sign-in was used a second time, as if somebody had copied it. Please log in again.',
  'login.reset': 'Your new password is set. Log in with it.',
  'login.logged_out': 'You are logged out.',
  'login.failures':
    '{count, plural, one {# wrong password was tried} other {# wrong passwords were tried}} on your account since you last logged in.',
  'login.see_security': 'See what happened',
  'refresh.title': 'Still you, {name}?',
  'refresh.lead':
    'Your session paused after {duration}, to keep your books to yourself. No password needed, and nothing you typed is lost.',
  'refresh.continue': 'Continue',
  'stay.box': 'Stay signed in on this device',
  'stay.hint': 'Only on a device that is yours alone: whoever uses it sees your books.',
  'stay.not_again': 'Do not ask again on this device',
  'refresh.someone_else': 'Not {name}? Log in as someone else',
} as const;
