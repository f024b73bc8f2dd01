import { Busboy } from '@fastify/busboy';
import type { Request, RequestHandler } from 'express';
import { invalid } from '../domain/errors.js';
import { FILE_LIMIT } from '../domain/import/reading.js';
import { message } from '../messages/message.js';
import { visitorOf } from './visitor.js';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FILE = Symbol('file');
const FIELDS_MAX = 50;
const FIELD_LIMIT = 64 * 1024;
/** Of a whole body with a file: with room to say that the file is too large beside its field. */
export const UPLOAD_LIMIT = 2 * FILE_LIMIT;

declare module 'express-serve-static-core' {
  interface Request {
    [FILE]?: UploadedFile;
  }
}

/** A form with a file, as it was sent. */
export interface Multipart {
  readonly fields: Record<string, string>;
  /** Undefined where none came, or one that is too large. */
  readonly file: UploadedFile | undefined;
  readonly isTooLarge: boolean;
}

/** The file that came with a form, if it had one. */
export const fileOf = (req: Request): UploadedFile | undefined => req[FILE];

/**
 * Reads forms with a file: the fields into `body`, as of other forms, the file into memory and never onto the disk. A file
 * of somebody who is not signed in is read past.
 */
export const multipartForms: RequestHandler = (req, _res, next) => {
  if (!req.is('multipart/form-data')) return next();
  const keeps = visitorOf(req).principal !== undefined;
  readMultipart(req, keeps)
    .then(({ fields, file, isTooLarge }) => {
      if (isTooLarge) throw invalid({ file: message('fault.import.too_large') });
      req.body = fields;
      if (file) req[FILE] = file;
      next();
    })
    .catch(next);
};

/**
 * Reads a form to its end; of a file that is too large nothing is kept.
 * @throws AppError invalid (file) when it was cut off
 */
export async function readMultipart(req: Request, keeps = true): Promise<Multipart> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let file: UploadedFile | undefined;
  let isTooLarge = false;
  await new Promise<void>((resolve, reject) => {
    const broken = () => reject(invalid({ file: message('fault.import.cut_off') }));
    let parser;
    try {
      parser = new Busboy({
        headers: req.headers as { 'content-type': string },
        limits: { fileSize: FILE_LIMIT, files: 1, fields: FIELDS_MAX, fieldSize: FIELD_LIMIT },
      });
    } catch {
      return broken();
    }
    parser.on('field', (name: string, value: string) => {
      fields[name] ??= value;
    });
    parser.on('file', (name: string, stream: NodeJS.ReadableStream, fileName: string | undefined) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => {
        if (keeps && name === 'file') pieces.push(piece);
      });
      stream.on('limit', () => {
        isTooLarge = true;
        pieces.length = 0;
      });
      stream.on('error', broken);
      stream.on('end', () => {
        if (keeps && name === 'file')
          file = { name: fileName ?? '', bytes: new Uint8Array(Buffer.concat(pieces)) };
      });
    });
    parser.on('error', broken);
    parser.on('finish', () => resolve());
    req.on('aborted', broken);
    req.pipe(parser);
  });
  return { fields, file: isTooLarge ? undefined : file, isTooLarge };
}
