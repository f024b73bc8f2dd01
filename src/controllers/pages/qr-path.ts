/** A QR code as the path of an SVG, one unit a module, `size` wide and high. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Drawn here, not by the package: an SVG in a template is escaped and carries no style, as everything else. */
export async function qrPath(text: string): Promise<QrPath> {
  const { create } = await import('qrcode');
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from({ length: size * size }, (_, index) => index).filter((index) => data[index] === 1);
  const path = dark
    .map((index) => `M${String(index % size)} ${String(Math.floor(index / size))}h1v1h-1z`)
    .join('');
  return { size, path };
}
