import type { Translation } from '../catalog.js';
import type { imports as english } from '../en/imports.js';

export const imports: Partial<Translation<typeof english>> = {};
