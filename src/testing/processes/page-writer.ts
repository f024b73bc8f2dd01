import { randomUUID } from 'node:crypto';
import { Browser } from '../browser.js';
import { type Answers, faultsOf, type Told } from './writer.js';

/** Somebody at the pages, without JavaScript: reads, adds, and sends the same form again when it was not taken. */
export class PageWriter {
  readonly told = new Map<string, Told>();
  private isOver = false;

  private constructor(
    readonly browser: Browser,
    private readonly answers: Answers,
    private readonly csrf: string,
    private readonly recovered: () => Promise<unknown>,
  ) {}

  static async register(
    url: string,
    answers: Answers,
    recovered: () => Promise<unknown>,
  ): Promise<PageWriter> {
    const browser = new Browser(url);
    await browser.register();
    return new PageWriter(browser, answers, await browser.token(), recovered);
  }

  async run(): Promise<void> {
    while (!this.isOver) {
      await this.untilAnswered(200, () => this.browser.get('/expenses', { follow: false }));
      const description = randomUUID();
      const fields = { amount: '3.00', description, spent_on: '2026-05-05', idempotency_key: description };
      await this.untilAnswered(303, () =>
        this.browser.post('/expenses', { _csrf: this.csrf, ...fields }, { follow: false }),
      );
      this.told.set(description, { id: undefined, amount: '3.00', removed: false });
    }
  }

  /** Ends `run` when the form under way is taken. */
  finish(): void {
    this.isOver = true;
  }

  private async untilAnswered(
    wanted: number,
    attempt: () => Promise<{ status: number; headers: Headers }>,
  ): Promise<void> {
    for (;;) {
      const page = await attempt();
      const isGood = page.status === wanted && !page.headers.get('location')?.startsWith('/login');
      this.answers.count(page.status, isGood, isGood ? [] : faultsOf(page, 'text/html'));
      if (!this.browser.cookies.has('outlay_access') || !this.browser.cookies.has('outlay_refresh'))
        this.answers.faults.push('a cookie of the session was cleared');
      if (isGood) return;
      await this.recovered();
    }
  }
}
