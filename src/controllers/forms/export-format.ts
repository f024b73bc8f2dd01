import { invalid } from '../../domain/errors.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../domain/export/export-format.js';
import { message } from '../../messages/message.js';

/** @throws AppError invalid (format) */
export function parseExportFormat(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === text);
  if (!format)
    throw invalid({ format: message('fault.export.format', { choices: EXPORT_FORMATS.join(', ') }) });
  return format;
}
