import type { Request, Response } from 'express';
import type { Pages } from '../../http/page-context.js';
import type { AccessTokenService } from '../../services/access-token-service.js';
import type { Principal } from '../../services/principal.js';

export class TokenController {
  constructor(
    private readonly accessTokens: AccessTokenService,
    private readonly pages: Pages,
    private readonly baseUrl: string,
  ) {}

  index = (_req: Request, _res: Response, _principal: Principal): void => {
    void [this.accessTokens, this.pages, this.baseUrl];
  };
  make = this.index;
  revoke = this.index;
}
