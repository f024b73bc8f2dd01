import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';

/** A file that is made while it is sent. */
export interface Download {
  readonly mediaType: string;
  /** Letters, digits, points and hyphens: nothing in it needs quoting. */
  readonly fileName: string;
  readonly pieces: AsyncIterable<string>;
}

/** Sends a file to be kept, as fast as it is taken. HEAD gets what would stand before it. */
export async function sendDownload(req: Request, res: Response, download: Download): Promise<void> {
  res.set('Content-Type', download.mediaType);
  res.set('Content-Disposition', `attachment; filename="${download.fileName}"`);
  if (req.method === 'HEAD') return void res.end();
  try {
    await pipeline(Readable.from(download.pieces, { objectMode: true, highWaterMark: 1 }), res);
  } catch (error) {
    // Whoever goes away in the middle is no fault; a broken file is cut off, so that nobody takes it for whole.
    if (!isGone(error)) throw error;
  }
}

const isGone = (error: unknown) => (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
