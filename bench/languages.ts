import type { Contestant } from './contestant.js';
import { costOf } from './baselines.js';
import { type Lane, measureRound, readingLane } from './lanes.js';
import { fire, median, type Round } from './load.js';
import { type Fact, GERMAN_OF_ENGLISH } from './results.js';

const READERS = [
  { language: 'en', locale: 'en-US' },
  { language: 'de', locale: 'de-DE' },
] as const;
const SUBJECT = 'dashboard, nothing kept';

/** What the same page costs in German as a share of what it costs in English: drawn in turns, by the same person. */
export async function compareLanguages(
  contestant: Contestant,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): Promise<Fact> {
  const lane = readingLane(contestant, SUBJECT);
  const costs = { en: [] as Round[], de: [] as Round[] };
  // Whoever comes first meets a program that has rested: each does so as often.
  for (let round = 0; round < 2 * Math.ceil(rounds / 2); round += 1) {
    for (const reader of round % 2 === 0 ? READERS : READERS.toReversed()) {
      await become(contestant, reader);
      await warmUp(lane);
      costs[reader.language].push(await measureRound(lane, seconds));
    }
  }
  await become(contestant, READERS[0]);
  const cost = (of: readonly Round[]) => costOf({ ...lane.row, ...median(of) });
  const { engine, size } = contestant.seeded;
  return { name: GERMAN_OF_ENGLISH, engine, size, value: cost(costs.de) / cost(costs.en), unit: '×' };
}

const warmUp = ({ url, subject, row: { connections } }: Lane) =>
  fire(url, subject.shot, { connections, seconds: 1 });

async function become({ program, visitor }: Contestant, reader: (typeof READERS)[number]): Promise<void> {
  const answer = await fetch(`${program.url}/api/v1/users/me`, {
    method: 'PATCH',
    headers: { authorization: visitor.bearer, 'content-type': 'application/json' },
    body: JSON.stringify(reader),
  });
  if (!answer.ok) throw new Error(`The language could not be changed: ${await answer.text()}`);
  const shown = await fetch(`${program.url}/expenses`, { headers: { cookie: visitor.cookie } });
  const page = await shown.text();
  if (!page.includes(`lang="${reader.language}`)) throw new Error(`The page is not in ${reader.language}.`);
}
