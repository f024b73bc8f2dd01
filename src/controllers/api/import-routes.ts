import { z } from 'zod';
import type { MessageKey } from '../../messages/message.js';
import { readingSchema } from '../forms/reading-form.js';
import {
  committedAnswer,
  importAnswer,
  importPage,
  removedAnswer,
  rowAnswer,
  rowPage,
} from './import-answers.js';
import { ImportApi } from './import-api.js';
import { pageQuery, rowQuery } from './queries.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Imports';

const rowChange = z.strictObject({
  include: z.boolean({ error: 'Send true or false.' }).optional(),
  category_id: z
    .int({ error: 'fault.category.unknown' satisfies MessageKey })
    .positive('fault.category.unknown' satisfies MessageKey)
    .nullable()
    .optional()
    .meta({ description: 'null: without a category.' }),
});

export function importRoutes(services: ApiServices): ApiRoute[] {
  const api = new ImportApi(services);
  return [...allImports(api), ...oneImport(api), ...rowsOfImport(api), ...ending(api)];
}

function allImports(api: ImportApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/imports',
      guard: 'read',
      name: 'listImports',
      tag,
      summary: 'Files that were read, newest first',
      description:
        'Files that are being checked, were imported, or taken back. Follow `next_cursor` until it is null.',
      query: pageQuery,
      answer: { status: 200, description: 'One page', schema: importPage },
      handle: (call) => api.list(call),
    }),
    route({
      method: 'post',
      path: '/imports',
      guard: 'write',
      name: 'readFile',
      tag,
      summary: 'Read a file of a bank or another program; nothing is added yet',
      description:
        'A form with the file, 20 MiB at most, and any reading field: how it is to be read. What is not said is found out; what the file cannot tell comes back as `questions`.',
      body: readingSchema,
      bodyName: 'NewImport',
      upload: 'CSV, OFX, QFX, QIF, CAMT, or an export of another tracker.',
      example: { file: 'Date;Text;Amount\n2026-03-14;Coffee;-3,20\n', date_order: 'ymd' },
      answer: {
        status: 201,
        description: 'Read',
        schema: importAnswer,
        headers: { Location: 'Path of the import' },
      },
      handle: (call) => api.open(call),
    }),
  ];
}

function oneImport(api: ImportApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/imports/{id}',
      guard: 'read',
      name: 'readImport',
      tag,
      summary: 'One import',
      description: 'How the file was read, what it still asks, and how many rows of each kind it has.',
      answer: { status: 200, description: 'The import', schema: importAnswer },
      handle: (call) => api.read(call),
    }),
    route({
      method: 'patch',
      path: '/imports/{id}',
      guard: 'write',
      name: 'readFileAgain',
      tag,
      summary: 'Read the file again, otherwise',
      description:
        'What is left out stays as it was said before; null or empty: find it out. It answers questions, and is remembered for files of the same shape. Choices of rows are given up.',
      body: readingSchema,
      bodyName: 'ReadingChange',
      example: { date_order: 'dmy' },
      refusals: [409],
      answer: { status: 200, description: 'Read again', schema: importAnswer },
      handle: (call) => api.readAgain(call),
    }),
    route({
      method: 'delete',
      path: '/imports/{id}',
      guard: 'write',
      name: 'discardImport',
      tag,
      summary: 'Throw away a file that was not imported',
      description:
        'For one that is still checked. What was imported already is taken back with `/imports/{id}/undo`.',
      refusals: [409],
      answer: { status: 204, description: 'Gone, with its file' },
      handle: (call) => api.remove(call),
    }),
  ];
}

function rowsOfImport(api: ImportApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/imports/{id}/rows',
      guard: 'read',
      name: 'listImportRows',
      tag,
      summary: 'The rows of the file while it is checked, in its order',
      description: 'What each row says and what will happen to it. Follow `next_cursor` until it is null.',
      query: rowQuery,
      answer: { status: 200, description: 'About fifty of them', schema: rowPage },
      handle: (call) => api.rows(call),
    }),
    route({
      method: 'patch',
      path: '/imports/{id}/rows/{line}',
      guard: 'write',
      name: 'chooseImportRow',
      tag,
      summary: 'Choose whether a row is added, and its category',
      description: 'It counts when the import is committed. What is left out stays.',
      body: rowChange,
      bodyName: 'ImportRowChange',
      example: { include: false },
      refusals: [409],
      answer: { status: 200, description: 'Kept', schema: rowAnswer },
      handle: (call) => api.choose(call),
    }),
  ];
}

function ending(api: ImportApi): ApiRoute[] {
  return [
    route({
      method: 'post',
      path: '/imports/{id}/commit',
      guard: 'write',
      name: 'commitImport',
      tag,
      summary: 'Add the rows that are to be added, all or none',
      description:
        'What was added meanwhile counts: duplicates are judged again. Sent twice it is done once, with the same answer. 409 while a question is open.',
      refusals: [409],
      answer: { status: 200, description: 'Added', schema: committedAnswer },
      handle: (call) => api.commit(call),
    }),
    route({
      method: 'post',
      path: '/imports/{id}/undo',
      guard: 'write',
      name: 'undoImport',
      tag,
      summary: 'Take back what an import added, also weeks later',
      description: 'Expenses that were changed since are left alone and named. Done twice, it is done once.',
      refusals: [409],
      answer: { status: 200, description: 'Taken back', schema: removedAnswer },
      handle: (call) => api.undo(call),
    }),
  ];
}
