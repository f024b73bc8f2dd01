/** What we read of Stryker's report. */
export interface MutationReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface MutationTotals {
  /** Faults that ran, or that no test reached. */
  readonly planted: number;
  readonly noticed: number;
  /** Where each of the others is, and what it was: "src/domain/money.ts:12:3 a < b → a <= b". */
  readonly unseen: readonly string[];
}

export const none: MutationTotals = { planted: 0, noticed: 0, unseen: [] };

const noticed = new Set(['Killed', 'Timeout']);
const unseen = new Set(['Survived', 'NoCoverage']);

export function mutationTotals({ files }: MutationReport): MutationTotals {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file, source: source.split('\n') })),
  );
  const missed = all.filter(({ status }) => unseen.has(status));
  const seen = all.filter(({ status }) => noticed.has(status)).length;
  return {
    planted: seen + missed.length,
    noticed: seen,
    unseen: missed.map(({ file, source, status, location: { start, end }, replacement = '' }) => {
      const last = start.line === end.line ? end.column - 1 : undefined;
      const was = (source[start.line - 1] ?? '').slice(start.column - 1, last);
      const place = `${file}:${String(start.line)}:${String(start.column)}`;
      return `${place} ${status === 'NoCoverage' ? '(not reached) ' : ''}${was} → ${replacement.replaceAll(/\s+/g, ' ')}`;
    }),
  };
}
