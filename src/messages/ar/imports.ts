import type { Translation } from '../catalog.js';
import type { imports as english } from '../en/imports.js';

export const imports: Partial<Translation<typeof english>> = {
  'imports.commit':
    '{count, plural, zero {لا مصروفات للاستيراد (#)} one {استيراد مصروف واحد (#)} two {استيراد مصروفين (#)} few {استيراد # مصروفات} many {استيراد # مصروفًا} other {استيراد # مصروف}}',
  'imports.added':
    '{count, plural, zero {لم يُستورد أي مصروف (#).} one {تم استيراد مصروف واحد (#).} two {تم استيراد مصروفين (#).} few {تم استيراد # مصروفات.} many {تم استيراد # مصروفًا.} other {تم استيراد # مصروف.}}',
  'imports.undone':
    '{count, plural, zero {لم يُتراجع عن أي مصروف (#).} one {تم التراجع عن مصروف واحد (#).} two {تم التراجع عن مصروفين (#).} few {تم التراجع عن # مصروفات.} many {تم التراجع عن # مصروفًا.} other {تم التراجع عن # مصروف.}}',
  'imports.undone_but':
    '{left, plural, zero {تم التراجع عن الكل (#).} one {تم التراجع عن الباقي: مصروف واحد (#) تغيّر بعد ذلك فبقي.} two {تم التراجع عن الباقي: مصروفان (#) تغيّرا بعد ذلك فبقيا.} few {تم التراجع عن الباقي: # مصروفات تغيّرت بعد ذلك فبقيت.} many {تم التراجع عن الباقي: # مصروفًا تغيّر بعد ذلك فبقي.} other {تم التراجع عن الباقي: # مصروف تغيّر بعد ذلك فبقي.}}',
};
