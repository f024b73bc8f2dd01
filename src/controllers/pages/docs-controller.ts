import type { Request, Response } from 'express';
import type { Pages } from '../../http/page-context.js';

/** The API's documentation in Swagger UI. */
export class DocsController {
  constructor(private readonly pages: Pages) {}

  show = (req: Request, res: Response): void => {
    this.pages.send(req, res, {
      page: 'docs/index',
      title: 'API',
      model: { openapiHref: '/api/openapi.json' },
    });
  };
}
