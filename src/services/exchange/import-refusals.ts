import { type AppError, invalid } from '../../domain/errors.js';
import type { Refusal, RefusalCode } from '../../domain/import/reading.js';
import { message, type Message } from '../../messages/message.js';

const SAID: Readonly<Record<Exclude<RefusalCode, 'bad_option' | 'wrong_encoding' | 'bad_part'>, Message>> = {
  empty: message('fault.import.empty'),
  too_large: message('fault.import.too_large'),
  too_many_rows: message('fault.import.too_many_rows'),
  line_too_long: message('fault.import.line_too_long'),
  too_many_columns: message('fault.import.too_many_columns'),
  too_deep: message('fault.import.too_deep'),
  too_complicated: message('fault.import.too_complicated'),
  doctype: message('fault.import.doctype'),
  spreadsheet: message('fault.import.spreadsheet'),
  web_page: message('fault.import.web_page'),
  archive: message('fault.import.archive'),
  picture: message('fault.import.picture'),
  pdf: message('fault.import.pdf'),
  binary: message('fault.import.binary'),
  broken_xml: message('fault.import.broken'),
  broken_json: message('fault.import.broken'),
  not_recognised: message('fault.import.not_recognised'),
};

/** Why a file cannot be read, beside the fields that it is about. */
export function refusalOf({ code, params }: Pick<Refusal, 'code' | 'params'>): AppError {
  if (code === 'bad_option') {
    const fields = (params['fields'] ?? 'file').split(',');
    return invalid(Object.fromEntries(fields.map((field) => [field, message('fault.import.option')])));
  }
  if (code === 'wrong_encoding') return invalid({ encoding: message('fault.import.encoding') });
  if (code === 'bad_part')
    return invalid({ file: message('fault.import.part', { part: params['part'] ?? '' }) });
  return invalid({ file: SAID[code] });
}
