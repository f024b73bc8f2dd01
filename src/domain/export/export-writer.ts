import { beancountWriter } from './beancount-writer.js';
import { csvWriter } from './csv-writer.js';
import type { ExportedBook, ExportFormat, ExportWriter } from './export-format.js';
import { hledgerWriter } from './hledger-writer.js';
import { jsonWriter } from './json-writer.js';

interface FormatDescription {
  readonly mediaType: string;
  /** What the file's name ends in, without a point. */
  readonly extension: string;
  readonly writer: (book: ExportedBook) => ExportWriter;
}

export const EXPORTS: Readonly<Record<ExportFormat, FormatDescription>> = {
  csv: { mediaType: 'text/csv; charset=utf-8', extension: 'csv', writer: csvWriter },
  json: {
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
    writer: (book) => jsonWriter(book),
  },
  hledger: { mediaType: 'text/plain; charset=utf-8', extension: 'journal', writer: hledgerWriter },
  beancount: { mediaType: 'text/plain; charset=utf-8', extension: 'beancount', writer: beancountWriter },
};
