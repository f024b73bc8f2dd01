import type { z } from 'zod';
import type { Currency } from '../../domain/currency.js';
import type { AccessTokenService } from '../../services/identity/access-token-service.js';
import type { AccountService } from '../../services/identity/account-service.js';
import type { BudgetService } from '../../services/ledger/budgets/budget-service.js';
import type { BulkService } from '../../services/ledger/bulk-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { Download } from '../../http/download.js';
import type { UploadedFile } from '../../http/multipart.js';
import type { ExportService } from '../../services/exchange/export-service.js';
import type { ImportService } from '../../services/exchange/import-service.js';
import type { EmailChangeService } from '../../services/identity/email-change-service.js';
import type { ChangeService } from '../../services/ledger/changes/change-service.js';
import type { HistoryService } from '../../services/ledger/changes/history-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { IdempotencyKey } from '../../services/ledger/idempotency.js';
import type { Device, Principal } from '../../services/identity/principal.js';
import type { ProfileService } from '../../services/identity/profile-service.js';
import type { ProofService } from '../../services/identity/proof-service.js';
import type { RecurringService } from '../../services/ledger/recurring/recurring-service.js';
import type { RuleService } from '../../services/ledger/rules/rule-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { SignInChallenges } from '../../services/identity/sign-in-challenges.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import type { TrashService } from '../../services/ledger/trash-service.js';
import type { SignInLimits } from '../../services/identity/sign-in-limits.js';

export interface ApiServices {
  readonly accounts: AccountService;
  readonly profiles: ProfileService;
  readonly emailChanges: EmailChangeService;
  readonly proofs: ProofService;
  readonly sessions: SessionService;
  readonly categories: CategoryService;
  readonly expenses: ExpenseService;
  readonly trash: TrashService;
  readonly exports: ExportService;
  readonly imports: ImportService;
  readonly reports: ReportService;
  readonly recurring: RecurringService;
  readonly budgets: BudgetService;
  readonly rules: RuleService;
  readonly accessTokens: AccessTokenService;
  readonly challenges: SignInChallenges;
  readonly tags: TagService;
  readonly bulk: BulkService;
  readonly changes: ChangeService;
  readonly history: HistoryService;
  readonly limits: SignInLimits;
}

/**
 * Who may ask. `open`: anybody. `read`, `write`: the bearer of a session or of a personal access token of that scope.
 * `session`: only who signed in with a password, no personal access token; for what asks for a fresh proof besides, the
 * handler calls `proofs.require` before all else.
 */
export type Guard = 'open' | 'read' | 'write' | 'session';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A request that passed its guard and its schemas. */
export interface Call<G extends Guard, Body, Query> {
  readonly principal: G extends 'open' ? undefined : Principal;
  readonly body: Body;
  /** The body as it was sent: what is not in it was left out, also where `body` has a default for it. */
  readonly sent: unknown;
  readonly query: Query;
  /** The `{id}` of the path, not yet an id. */
  readonly pathId: unknown;
  /** All parts of the path by their names, not yet checked. */
  readonly pathParts: Readonly<Record<string, unknown>>;
  /** The part `file` of a form, where the route takes one. */
  readonly file: UploadedFile | undefined;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: IdempotencyKey | undefined;
  readonly device: Device;
}

export interface Reply {
  /** Sent instead of a body. */
  readonly file?: Download;
  /** What goes out as JSON; nothing with 204. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  readonly schema?: z.ZodType;
  /** The types of a file, where no JSON of a schema goes out. */
  readonly files?: readonly string[];
  /** Headers besides those that every answer has, with what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The schema of a body; where amounts are in it, it depends on the currency of the book. */
type BodySchema<T extends z.ZodType> = T | ((currency: Currency) => T);

interface Description {
  readonly method: Method;
  /** Below /api/v1, with `{id}` for the id. */
  readonly path: string;
  /** operationId: what generated clients call it. */
  readonly name: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly answer: Answer;
  /** The component that the body becomes in the document. */
  readonly bodyName?: string;
  /** A body that would be accepted. */
  readonly example?: unknown;
  /** In bytes, where it is not the usual limit. */
  readonly bodyLimit?: number;
  /** The body is a form (multipart/form-data) with this file in its part `file`; `body` describes its other parts. */
  readonly upload?: string;
  /** What `{id}` may be, where it is not the id of a record. */
  readonly idShape?: z.ZodType;
  /** Takes Idempotency-Key. */
  readonly idempotent?: boolean;
  /** Takes If-Match. */
  readonly conditional?: boolean;
  /** Refusals beyond those that follow from guard, path, query and body. */
  readonly refusals?: readonly (401 | 403 | 404 | 409 | 422 | 429)[];
}

/** One line of the table: everything that the router and the document need to know. */
export interface ApiRoute extends Description {
  readonly guard: Guard;
  readonly body?: BodySchema<z.ZodType>;
  readonly query?: z.ZodObject;
  readonly handle: (call: Call<Guard, unknown, unknown>) => Promise<Reply>;
}

interface TypedRoute<G extends Guard, B extends z.ZodType, Q extends z.ZodObject> extends Description {
  readonly guard: G;
  readonly body?: BodySchema<B>;
  readonly query?: Q;
  readonly handle: (call: Call<G, z.output<B>, z.output<Q>>) => Promise<Reply>;
}

/** Lets a handler see its body and query by the types of their schemas. */
export function route<G extends Guard, B extends z.ZodType, Q extends z.ZodObject>(
  typed: TypedRoute<G, B, Q>,
): ApiRoute {
  // The router hands over what these very schemas gave.
  return typed as unknown as ApiRoute;
}

/** The schema for one book. */
export function bodySchema(route: ApiRoute, currency: Currency): z.ZodType | undefined {
  return typeof route.body === 'function' ? route.body(currency) : route.body;
}
