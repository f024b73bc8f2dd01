import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.js';
import type { Person } from '../testing/person.js';
import { signUp } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { flood } from '../../scripts/flood.js';

describe.each(engines)('a flood of wrong log-ins on $name', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    // Dear enough for a queue to form.
    app = await startTestApp(engine, { env: { TRUST_PROXY: '1', BCRYPT_COST: '9' } });
  });
  afterAll(() => app.close());

  it.each([
    ['on the account of the owner', (owner: Person) => owner.email],
    ['on any accounts', () => undefined],
  ])(
    '%s does not keep the owner out, who comes with the right password from elsewhere',
    async (_, victim) => {
      const owner = await signUp(app);
      const { email, password } = owner;
      const report = await flood({
        url: app.url,
        owner: { email, password, address: '198.51.100.200' },
        victim: victim(owner),
        parallel: 24,
        addresses: ['203.0.113.1', '203.0.113.2', '192.0.2.9', '2001:db8::1'],
        waves: 3,
      });
      expect(report.owner).toEqual({ status: 303, tries: 1, ms: expect.any(Number) as number });
      expect(report.sent).toBe(72);
    },
  );
});
