import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Claim, ParkedForm, ParkedFormService } from '../services/identity/parked-form-service.js';
import type { Cookies } from './cookies.js';
import { deviceOf } from './device.js';

/** Forms that wait, each for the browser that sent it, which a cookie knows again. */
export class Parking {
  constructor(
    private readonly parkedForms: ParkedFormService,
    private readonly cookies: Cookies,
  ) {}

  async park(req: Request, res: Response, form: ParkedForm): Promise<string> {
    const known = this.cookies.read(req, 'parking');
    const browser = known ?? randomBytes(18).toString('base64url');
    if (known === undefined) this.cookies.set(res, 'parking', browser, null);
    return this.parkedForms.park(form, browser, deviceOf(req).ipPrefix);
  }

  /** The form that waits under this id; undefined in every other browser. */
  async peek(req: Request, id: string): Promise<ParkedForm | undefined> {
    const browser = this.cookies.read(req, 'parking');
    return id === '' || browser === undefined ? undefined : this.parkedForms.peek(id, browser);
  }

  async claim(req: Request, id: string, userId: number): Promise<Claim> {
    const browser = this.cookies.read(req, 'parking');
    return browser === undefined ? { outcome: 'none' } : this.parkedForms.claim(id, userId, browser);
  }

  async release(id: string): Promise<void> {
    await this.parkedForms.release(id);
  }
}
