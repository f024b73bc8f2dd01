import { type PageControllers, type PageRoute, pageRoutes } from '../controllers/routes.js';

const nothing = () => undefined;
const anyMethod = new Proxy({}, { get: () => nothing });

/** Every page and form of the app, for tests that walk all of them; the handlers are left out. */
export const pageTable: readonly Pick<PageRoute, 'method' | 'path' | 'guard'>[] = pageRoutes(
  new Proxy({}, { get: () => anyMethod }) as PageControllers,
).map(({ method, path, guard }) => ({ method, path, guard }));
