import { parseArgs } from 'node:util';

/** Sends wrong log-ins side by side, as an attacker would, and meanwhile logs in as the owner from an address of their own. */
export interface Flood {
  readonly url: string;
  readonly owner: { readonly email: string; readonly password: string; readonly address: string };
  /** Whose password is guessed; undefined: another account each time. */
  readonly victim: string | undefined;
  readonly parallel: number;
  /** Where the guesses come from; told by `X-Forwarded-For`, so the program must run with TRUST_PROXY=1. */
  readonly addresses: readonly string[];
  /** How often so many are sent. */
  readonly waves: number;
}

export interface FloodReport {
  readonly owner: { readonly status: number; readonly tries: number; readonly ms: number };
  readonly sent: number;
  /** How many guesses got which answer. */
  readonly answers: Readonly<Record<number, number>>;
}

const OWNER_TRIES = 5;

export async function flood(options: Flood): Promise<FloodReport> {
  const answers: Record<number, number> = {};
  let sent = 0;
  const guess = async () => {
    const address = options.addresses[sent % options.addresses.length]!;
    sent += 1;
    const email = options.victim ?? `nobody-${String(sent)}@example.com`;
    const { status } = await logIn(options.url, { email, password: 'a wrong guess', address });
    answers[status] = (answers[status] ?? 0) + 1;
  };
  const attacker = async () => {
    for (let wave = 0; wave < options.waves; wave += 1) await guess();
  };
  const attack = Array.from({ length: options.parallel }, attacker);
  const owner = await logInAsOwner(options);
  await Promise.all(attack);
  return { owner, sent, answers };
}

/** As a person would: what the page says to wait is waited. */
async function logInAsOwner({ url, owner }: Flood): Promise<FloodReport['owner']> {
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfter } = await logIn(url, owner);
    if (status === 303 || tries === OWNER_TRIES)
      return { status, tries, ms: Math.round(performance.now() - startedAt) };
    await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
  }
}

async function logIn(
  url: string,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<{ status: number; retryAfter: number }> {
  const page = await fetch(`${url}/login`, { headers: { 'x-forwarded-for': address } });
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { cookie, 'x-forwarded-for': address },
    body: new URLSearchParams({ _csrf, email, password }),
    redirect: 'manual',
  });
  await answer.arrayBuffer();
  return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after') ?? 1) };
}

const USAGE = `tsx scripts/flood.ts --email OWNER --password PASSWORD [--url http://localhost:3000]
  [--parallel 24] [--addresses 203.0.113.1,203.0.113.2,…] [--waves 20] [--any]

Floods an Outlay of yours that runs with TRUST_PROXY=1 with wrong log-ins of OWNER (--any: of accounts that are not
there), and says how long its owner takes to get in meanwhile. Never run it against anybody else's.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      email: { type: 'string' },
      password: { type: 'string' },
      parallel: { type: 'string', default: '24' },
      addresses: { type: 'string', default: '203.0.113.1,203.0.113.2,203.0.113.3,203.0.113.4' },
      waves: { type: 'string', default: '20' },
      any: { type: 'boolean', default: false },
    },
  });
  const { url, email, password, parallel, addresses, waves, any } = values;
  if (email === undefined || password === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const report = await flood({
    url,
    owner: { email, password, address: '198.51.100.200' },
    victim: any ? undefined : email,
    parallel: Number(parallel),
    addresses: addresses.split(','),
    waves: Number(waves),
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = report.owner.status === 303 && report.owner.ms < 10_000 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) await main();
