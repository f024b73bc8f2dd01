import { AccessTokenService } from '../services/identity/access-token-service.js';
import { BulkService } from '../services/ledger/bulk-service.js';
import { BudgetService } from '../services/ledger/budgets/budget-service.js';
import { CategoryService } from '../services/ledger/category-service.js';
import { ChangeService } from '../services/ledger/changes/change-service.js';
import { HistoryService } from '../services/ledger/changes/history-service.js';
import { ImportService } from '../services/exchange/import-service.js';
import { RestoreUserService } from '../services/exchange/restore-user-service.js';
import { stepOfAdding } from '../services/exchange/adding.js';
import { ExportService } from '../services/exchange/export-service.js';
import { ExpenseService } from '../services/ledger/expense-service.js';
import { Idempotency } from '../services/ledger/idempotency.js';
import type { Keys } from '../services/identity/keys.js';
import { DueRound } from '../services/ledger/recurring/due-round.js';
import { RecurringService } from '../services/ledger/recurring/recurring-service.js';
import { RuleService } from '../services/ledger/rules/rule-service.js';
import { KeptOverviews } from '../services/ledger/overview/kept-overviews.js';
import { OverviewService } from '../services/ledger/overview/overview-service.js';
import { ReportService } from '../services/ledger/report-service.js';
import { SuggestionService } from '../services/ledger/suggestion-service.js';
import { TagService } from '../services/ledger/tag-service.js';
import { TrashService } from '../services/ledger/trash-service.js';
import { RefoldingService } from '../services/upkeep/refolding-service.js';
import type { Ground } from '../ground.js';
import { identityServices } from './identity.js';
import { upkeepServices } from './upkeep.js';

/** All services, by name. */
export type Services = ReturnType<typeof createServices>;

/** Without the pages: what commands use. */
export function createServices(ground: Omit<Ground, 'assets'>, keys: Keys) {
  const { database, clock, log } = ground;
  const identity = identityServices(ground, keys);
  const idempotency = new Idempotency(database, clock);
  const changes = new ChangeService(
    database,
    clock,
    (error) => log.error({ err: error }, 'a change failed'),
    stepOfAdding,
  );
  const keptOverviews = new KeptOverviews();
  const imports = new ImportService(database, clock, changes);
  const ledger = {
    categories: new CategoryService(database, clock, idempotency, changes),
    expenses: new ExpenseService(database, clock, idempotency, changes, keptOverviews),
    trash: new TrashService(database, clock),
    tags: new TagService(database, clock, changes),
    suggestions: new SuggestionService(database),
    recurring: new RecurringService(database, clock, idempotency, changes),
    budgets: new BudgetService(database, clock),
    rules: new RuleService(database, clock, idempotency, changes),
    reports: new ReportService(database, clock),
  };
  return {
    ...identity,
    ...ledger,
    overviews: new OverviewService(database, ledger, keptOverviews),
    exports: new ExportService(ledger, clock),
    imports,
    restoring: new RestoreUserService(imports),
    changes,
    history: new HistoryService(database),
    dueRound: new DueRound(database, clock, changes, (error) =>
      log.error({ err: error }, 'adding recurring expenses failed'),
    ),
    bulk: new BulkService(database, clock, changes),
    refolding: new RefoldingService(
      database,
      clock,
      (line) => log.info(line),
      (error) => log.error({ err: error }, 'refolding failed'),
    ),
    accessTokens: new AccessTokenService(database, clock, idempotency, identity.sealer, identity.notices),
    ...upkeepServices(ground, [() => identity.factors.resealAll(), () => imports.purge()]),
  };
}
