// Sixty strangers who try passwords at once, each from an address of their own: a process of its own, so that the load
// generator beside it is not slowed down by them. Those who are told to wait do so when "patient", else they ask again
// at once. Arguments: URL, how many, for how many ms, patient or impatient.

import { setTimeout as sleep } from 'node:timers/promises';

const [, , url = '', count = '60', forMs = '1000', patience = 'patient'] = process.argv;
const until = performance.now() + Number(forMs);
const statuses: Record<number, number> = {};
await Promise.all(Array.from({ length: Number(count) }, (_, index) => guess(index)));
console.log(JSON.stringify(statuses));

async function guess(index: number): Promise<void> {
  while (performance.now() < until) {
    const answer = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${String(index)}` },
      body: JSON.stringify({ email: `nobody${String(index)}@outlay.example`, password: 'guess after guess' }),
    });
    await answer.arrayBuffer();
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const waitMs = Number(answer.headers.get('retry-after') ?? 0) * 1000;
    if (patience === 'patient') await sleep(Math.min(waitMs, Math.max(0, until - performance.now())));
  }
}
