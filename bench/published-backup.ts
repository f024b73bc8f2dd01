import { enginesOf } from './baselines.js';
import { engineName, grouped, shortest, table } from './format.js';
import type { Results, Verdict } from './results.js';

const BACKUP = 'backup: ';

/** A line for each figure of the backups of the largest size, with what is demanded of it; nothing where none was made. */
export function ofBackups(results: Results, verdicts: readonly Verdict[]): string | undefined {
  const made = results.facts.filter(({ name }) => name.startsWith(BACKUP));
  const size = Math.max(...made.map((fact) => fact.size ?? 0));
  const largest = made.filter((fact) => fact.size === size);
  if (largest.length === 0) return undefined;
  const engines = enginesOf(results);
  const { date, command, machine } = results;
  const rows = [...new Set(largest.map(({ name }) => name))].map((name) => {
    const judged = verdicts.filter(
      ({ demand, of }) => demand.startsWith(`${name} ≤`) && of === grouped(size),
    );
    const figures = engines.map((engine) => {
      const fact = largest.find((each) => each.name === name && each.engine === engine);
      if (!fact) return '';
      const figure = `${shortest(fact.value)} ${fact.unit}`.trim();
      const isMet = judged.find((each) => each.engine === engine)?.isMet ?? true;
      return isMet ? figure : `**${figure}**`;
    });
    return [name.slice(BACKUP.length), ...figures, judged[0]?.demand.slice(name.length + 1) ?? ''];
  });
  return [
    `${date}, \`${command}\`, ${grouped(size)} expenses, 50 more a second meanwhile: ${machine}.`,
    '',
    table(['a backup', ...engines.map(engineName), 'must be'], rows),
  ].join('\n');
}
