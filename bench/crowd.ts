import { Agent, request } from 'node:http';
import type { Measured, Pressure, Shot } from './load.js';
import { percentile } from './percentile.js';

/**
 * Many connections at once, each of which asks again as soon as it is answered. A program accepts one connection a turn
 * and a busy one has long turns, so all are there, each after a cheap answer, before any of them asks for what is measured.
 * Who still waits when the time is up is waited for, and their time counts.
 */
export async function fireTogether(
  url: string,
  shot: Shot,
  { connections, seconds }: Pressure,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let [faults, inTime] = [0, 0];
  const together = (work: () => Promise<void>) =>
    Promise.all(Array.from({ length: connections }, () => work()));
  await together(async () => void (await ask(agent, url, { path: '/healthz' })));
  const until = performance.now() + seconds * 1000;
  await together(async () => {
    while (performance.now() < until) {
      const asked = performance.now();
      const status = await ask(agent, url, shot);
      const answered = performance.now();
      times.push(answered - asked);
      if (answered < until) inTime += 1;
      if (status !== (shot.status ?? 200)) faults += 1;
    }
  });
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    perSecond: inTime / seconds,
    p50Ms: percentile(times, 50),
    p99Ms: percentile(times, 99),
    requests: times.length,
    faults,
  };
}

/** The status of one answer, read to its end; 0 when the connection failed. */
async function ask(agent: Agent, url: string, shot: Shot): Promise<number> {
  const { method = 'GET', headers = {}, path, nextPath, body } = shot;
  return new Promise((resolve) => {
    const sent = request(url + (nextPath?.() ?? path), { agent, method, headers }, (answer) => {
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    sent.on('error', () => resolve(0));
    sent.end(body?.());
  });
}
