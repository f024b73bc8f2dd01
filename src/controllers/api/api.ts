import { Router } from 'express';
import type { Services } from '../../compose.js';

export interface ApiOptions {
  readonly services: Pick<Services, 'accounts' | 'sessions' | 'categories' | 'expenses' | 'reports' | 'accessTokens' | 'limits'>;
  readonly baseUrl: string;
}

export function createApi(_options: ApiOptions): Router {
  return Router();
}
