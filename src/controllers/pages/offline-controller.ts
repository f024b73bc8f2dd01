import type { Request, Response } from 'express';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';

/** The page that browsers keep for when no other can be reached (public/sw.js). It is about nobody. */
export class OfflineController {
  constructor(private readonly pages: Pages) {}

  show = (req: Request, res: Response): void => {
    this.pages.send(req, res, { page: 'offline/index', title: message('frame.offline'), model: {} });
  };
}
