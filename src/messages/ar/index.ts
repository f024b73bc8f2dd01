import type { Catalog } from '../catalog.js';
import { account } from './account.js';
import { budgets } from './budgets.js';
import { categories } from './categories.js';
import { changes } from './changes.js';
import { days } from './days.js';
import { errors } from './errors.js';
import { expenses } from './expenses.js';
import { exports } from './exports.js';
import { faults } from './faults.js';
import { frame } from './frame.js';
import { help } from './help.js';
import { imports } from './imports.js';
import { parked } from './parked.js';
import { recurring } from './recurring.js';
import { rules } from './rules.js';
import { quick } from './quick.js';
import { reports } from './reports.js';
import { security } from './security.js';
import { signingIn } from './signing-in.js';
import { tags } from './tags.js';

export const ar: Catalog = {
  ...frame,
  ...signingIn,
  ...parked,
  ...expenses,
  ...categories,
  ...quick,
  ...reports,
  ...recurring,
  ...budgets,
  ...rules,
  ...account,
  ...faults,
  ...days,
  ...errors,
  ...changes,
  ...tags,
  ...exports,
  ...help,
  ...imports,
  ...security,
};
