import type { Translation } from '../catalog.js';
import { imports as english } from '../en/imports.js';

export const imports: Translation<typeof english> = {
  ...english,
};
