import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from './find-browser.js';

// Draws the icons of an installed Outlay from public/favicon.svg. Run it after a change of that file, and commit what it
// draws: nobody needs a browser to build Outlay.

const PUBLIC = join(import.meta.dirname, '..', 'public');
const GREEN = '#0b6b5f';

/** How an icon stands on its square. */
interface Drawing {
  readonly name: string;
  readonly size: number;
  /** Fills the square: phones cut it to a circle of four fifths, in which the mark has to fit. */
  readonly isMaskable: boolean;
}

const DRAWINGS: readonly Drawing[] = [
  { name: 'icon-192.png', size: 192, isMaskable: false },
  { name: 'icon-512.png', size: 512, isMaskable: false },
  { name: 'icon-maskable.png', size: 512, isMaskable: true },
];

const browser = await chromium.launch({ executablePath: findBrowser() });
try {
  const svg = readFileSync(join(PUBLIC, 'favicon.svg'), 'utf8');
  for (const { name, size, isMaskable } of DRAWINGS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const inset = isMaskable ? Math.round(size / 10) : 0;
    const mark = svg.replace(
      '<svg ',
      `<svg width="${String(size - 2 * inset)}" height="${String(size - 2 * inset)}" `,
    );
    const background = isMaskable ? GREEN : 'transparent';
    await page.setContent(
      `<body style="margin:0;background:${background}"><div style="padding:${String(inset)}px;line-height:0">${mark}</div>`,
    );
    await page.screenshot({ path: join(PUBLIC, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
