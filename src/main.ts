import './observability/heap.js';

// What `npm start` runs; `outlay serve` does the same. All else is imported once the heap is told how to grow: reading the
// program makes more garbage than years of serving, and the space for it is never given back.
const { explain } = await import('./cli/explain.js');
const { loadConfig } = await import('./config.js');
const { serve } = await import('./serve.js');

try {
  await serve(loadConfig());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
