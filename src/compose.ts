import type { Express } from 'express';
import { createServices, type Services } from './compose/services.js';
import { createWeb } from './compose/web.js';
import type { Ground } from './ground.js';
import { deriveKeys } from './services/identity/keys.js';

export { createServices, type Services };

/** The one place that says `new`, with the wings of `compose/`. */
export function compose(ground: Ground): { app: Express; services: Services } {
  const keys = deriveKeys(ground.secrets);
  const services = createServices(ground, keys);
  return { app: createWeb(ground, keys, services), services };
}
