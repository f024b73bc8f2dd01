import type { ExportFormat } from '../domain/export/export-format.js';
import type { AccountModel, DeleteAccountModel, SessionsModel, TokensModel } from './account-models.js';
import type { BudgetsModel } from './budget-models.js';
import type { CategoriesModel, DeleteCategoryModel, MergeCategoryModel } from './category-models.js';
import type { ChangesModel, HistoryModel } from './change-models.js';
import type {
  DashboardModel,
  EditExpenseModel,
  HelpModel,
  QuickAddModel,
  TrashModel,
} from './expense-models.js';
import type { CheckImportModel, ImportsModel } from './import-models.js';
import type { Link } from './layout-models.js';
import type { EditRecurringModel, RecurringModel } from './recurring-models.js';
import type { ReportModel } from './report-models.js';
import type { EditRuleModel, RulesModel } from './rule-models.js';
import type {
  AuthenticatorModel,
  CodeModel,
  ConfirmModel,
  EmailLinkModel,
  ForgotModel,
  RecoveryCodesModel,
  ResetModel,
  SecurityModel,
} from './security-models.js';
import type { HomeModel, LoginModel, RefreshModel, RegisterModel } from './sign-in-models.js';
import type { DeleteTagModel, TagsModel } from './tag-models.js';

/**
 * What each page needs to be drawn. Every string is ready to show: money and days are formatted and links are made
 * by the controllers, so that templates decide nothing. Fields of forms carry the names that are sent.
 */
export interface PageModels {
  home: HomeModel;
  'auth/register': RegisterModel;
  'auth/login': LoginModel;
  'auth/refresh': RefreshModel;
  'auth/code': CodeModel;
  'auth/forgot': ForgotModel;
  'auth/reset': ResetModel;
  'expenses/index': DashboardModel;
  'expenses/edit': EditExpenseModel;
  'expenses/one-line': QuickAddModel;
  'expenses/trash': TrashModel;
  'expenses/empty-trash': object;
  'expenses/history': HistoryModel;
  'changes/index': ChangesModel;
  'exports/index': ExportsModel;
  'imports/index': ImportsModel;
  'imports/check': CheckImportModel;
  'budgets/index': BudgetsModel;
  'recurring/index': RecurringModel;
  'recurring/edit': EditRecurringModel;
  'rules/index': RulesModel;
  'rules/edit': EditRuleModel;
  'tags/index': TagsModel;
  'tags/delete': DeleteTagModel;
  'categories/index': CategoriesModel;
  'categories/merge': MergeCategoryModel;
  'categories/delete': DeleteCategoryModel;
  'reports/index': ReportModel;
  'account/index': AccountModel;
  'account/delete': DeleteAccountModel;
  'account/sessions': SessionsModel;
  'account/tokens': TokensModel;
  'account/security': SecurityModel;
  'account/authenticator': AuthenticatorModel;
  'account/recovery-codes': RecoveryCodesModel;
  'account/confirm': ConfirmModel;
  'account/email': EmailLinkModel;
  'docs/index': DocsModel;
  'help/index': HelpModel;
  'offline/index': object;
  'errors/error': ErrorModel;
  'errors/form-expired': FormExpiredModel;
}

export type PageName = keyof PageModels;

/** The export page. */
export interface ExportsModel {
  /** The list that is exported; absent when it is everything. */
  readonly filteredHref: string | undefined;
  readonly formats: readonly ExportLink[];
}

export interface ExportLink {
  readonly format: ExportFormat;
  readonly href: string;
  readonly name: string;
  readonly about: string;
}

export interface DocsModel {
  readonly openapiHref: string;
}

export interface ErrorModel {
  readonly status: number;
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
  readonly requestId: string;
  /** What was typed, so that nothing is lost. */
  readonly typed: readonly TypedField[];
  readonly back?: Link | undefined;
}

export interface FormExpiredModel {
  readonly typed: readonly TypedField[];
  readonly back: Link;
  readonly requestId: string;
}

/** A field that a person filled in, never a password. */
export interface TypedField {
  readonly label: string;
  readonly value: string;
}
