import { type ImportFormat, isOwnFormat } from '../../domain/import/reading.js';
import { isAddable, type StagedRow } from '../../domain/import/staged-row.js';
import { ruleReader } from '../../domain/rule.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import { rulesOf } from '../ledger/rules/rule-service.js';

/** What the rules of a book make of a row. A rule's category counts before the file's own. */
export async function rulesFor(
  within: Repositories,
  bookId: number,
  format: ImportFormat,
): Promise<(row: StagedRow) => StagedRow> {
  const rules = isOwnFormat(format) ? [] : await rulesOf(within, bookId);
  if (rules.length === 0) return (row) => row;
  const read = ruleReader(rules);
  return (row) => {
    const effect = isAddable(row) ? read(row.description) : undefined;
    if (!effect) return row;
    const known = new Set(row.tags.map(nameKey));
    return {
      ...row,
      categoryId: effect.categoryId ?? row.categoryId,
      tags: [...row.tags, ...effect.tags.filter((tag) => !known.has(nameKey(tag)))],
      ...(effect.description !== null && { renamed: effect.description }),
    };
  };
}
