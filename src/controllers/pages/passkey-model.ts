import type { PasskeyAsked } from '../../http/security-models.js';
import type { PasskeyService } from '../../services/identity/passkey-service.js';

/** What a form needs that a passkey answers; undefined where none can. */
export function passkeyModel(
  { relyingParty }: PasskeyService,
  options: string | undefined,
): PasskeyAsked | undefined {
  if (!relyingParty || options === undefined) return undefined;
  const { origin, address } = relyingParty;
  return { options, origin, address };
}
