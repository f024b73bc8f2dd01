import { accountRoutes } from './account-routes.js';
import { authRoutes } from './auth-routes.js';
import { budgetRoutes } from './budget-routes.js';
import { changeRoutes } from './change-routes.js';
import { categoryRoutes } from './category-routes.js';
import { expenseRoutes } from './expense-routes.js';
import { importRoutes } from './import-routes.js';
import { recurringRoutes } from './recurring-routes.js';
import { reportRoutes } from './report-routes.js';
import type { ApiRoute, ApiServices } from './route.js';
import { ruleRoutes } from './rule-routes.js';
import { sessionRoutes } from './session-routes.js';
import { tagRoutes } from './tag-routes.js';
import { tokenRoutes } from './token-routes.js';

/** The table of the API. Of two paths that match, the first answers: fixed ones stand before those with an id. */
export function apiRoutes(services: ApiServices): readonly ApiRoute[] {
  return [
    ...authRoutes(services),
    ...accountRoutes(services),
    ...sessionRoutes(services),
    ...tokenRoutes(services),
    ...categoryRoutes(services),
    ...tagRoutes(services),
    ...changeRoutes(services),
    ...expenseRoutes(services),
    ...importRoutes(services),
    ...recurringRoutes(services),
    ...budgetRoutes(services),
    ...ruleRoutes(services),
    ...reportRoutes(services),
  ];
}
