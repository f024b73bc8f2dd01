import './observability/heap.js';
import { explain } from './cli/explain.js';
import { loadConfig } from './config.js';
import { serve } from './serve.js';

// What `npm start` runs; `outlay serve` does the same.

try {
  await serve(loadConfig());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
