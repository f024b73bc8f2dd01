import type { Request, Response } from 'express';
import type { Pages } from '../../http/page-context.js';
import { visitorOf } from '../../http/visitor.js';
import { message } from '../../messages/message.js';

/** The front door. */
export class HomeController {
  constructor(
    private readonly pages: Pages,
    private readonly registrationOpen: boolean,
  ) {}

  show = (req: Request, res: Response): void => {
    const signedIn = visitorOf(req).principal !== undefined;
    const model = { signedIn, registrationOpen: this.registrationOpen };
    this.pages.send(req, res, { page: 'home', model, title: message('home.title') });
  };
}
