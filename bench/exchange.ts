import type { Dialect } from '../src/storage/engine/database.js';
import { argument } from './alongside.js';
import { exchange } from './exchanging.js';

// How long an import and an export take, how long others wait and how much memory it needs, step by step:
// npx tsx bench/exchange.ts [--engine sqlite|postgres] [--rows 100000]

const engine = argument('engine', 'sqlite') as Dialect;
const rows = Number(argument('rows', '100000'));

await exchange(engine, rows, ({ what, seconds, others, grownMiB }) => {
  const speed = `${String(Math.round(rows / seconds))} rows/s`;
  const memory = `memory grew by ${grownMiB.toFixed(0)} MiB`;
  console.log(
    `${engine}, ${String(rows)} rows, ${what}: ${seconds.toFixed(1)} s (${speed}), ${memory}; others: ${others}`,
  );
});
