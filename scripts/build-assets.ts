import { fileURLToPath } from 'node:url';
import { writeAssets } from '../src/http/asset-build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
await writeAssets({ root, target: `${root}/dist/public` });
