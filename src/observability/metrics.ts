import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What `GET /metrics` tells besides Node's own figures. */
export interface MetricSources {
  /** When the last verified backup was made, ISO. */
  readonly lastBackupAt: () => string | null;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Prometheus metrics of this process, in the text format 0.0.4. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'outlay_http_request_duration_seconds',
    help: 'Time from a request to its answer, by the route of the table and the status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly queries = new Histogram({
    name: 'outlay_database_seconds',
    help: 'Time of a statement or a transaction, waiting included.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly refusals = new Counter({
    name: 'outlay_database_refusals_total',
    help: 'Statements that the database refused, by the reason.',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  constructor({ lastBackupAt }: MetricSources) {
    collectDefaultMetrics({ register: this.registry });
    const age: Gauge = new Gauge({
      name: 'outlay_last_verified_backup_timestamp_seconds',
      help: 'When the last verified backup was made; 0: never.',
      registers: [this.registry],
      collect: () => void age.set(Date.parse(lastBackupAt() ?? '1970-01-01T00:00:00Z') / 1000),
    });
  }

  noteRequest(labels: { method: string; route: string; status: string }, ms: number): void {
    this.requests.observe(labels, ms / 1000);
  }

  noteQuery(kind: 'statement' | 'transaction', ms: number): void {
    this.queries.observe({ kind }, ms / 1000);
  }

  noteRefusal(reason: string): void {
    this.refusals.inc({ reason });
  }

  /** Answers `GET /metrics` and nothing else, apart from the pages: whoever reaches the port may read. */
  async listen({ port, host }: { readonly port: number; readonly host: string }): Promise<Server> {
    const server = createServer((req, res) => {
      if (req.method !== 'GET' || req.url !== '/metrics') return void res.writeHead(404).end();
      this.registry.metrics().then(
        (text) => res.writeHead(200, { 'content-type': this.registry.contentType }).end(text),
        () => res.writeHead(500).end(),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return server;
  }
}
