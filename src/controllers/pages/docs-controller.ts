import type { Request, Response } from 'express';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';

/** The page that shows the description of the JSON API. */
export class DocsController {
  constructor(private readonly pages: Pages) {}

  show = (req: Request, res: Response): void => {
    this.pages.send(req, res, {
      page: 'docs/index',
      title: message('docs.title'),
      model: { openapiHref: '/api/openapi.json' },
    });
  };
}
