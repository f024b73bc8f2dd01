import type { FieldFaults } from '../domain/errors.js';

/** What `partials/field` draws as a cell of a strip, beside what is said of it where it stands. */
interface Cell {
  readonly box: 'cell';
  readonly boxClass: string;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly fault: FieldFaults[string] | undefined;
  readonly autofocus: boolean;
}

/**
 * Gives what makes the cells of a form, by their names.
 * @param prefix of the ids
 * @param first the field that takes the focus, if one does
 */
export function cellsOf(
  { values, faults }: { readonly values: Readonly<Record<string, string>>; readonly faults: FieldFaults },
  prefix: string,
  first?: string | false,
): (name: string, label: string, more?: object) => Cell {
  return (name, label, more) => ({
    box: 'cell',
    boxClass: `cell-${name}`,
    id: `${prefix}-${name}`,
    name,
    label,
    value: values[name],
    fault: faults[name],
    autofocus: name === first,
    ...more,
  });
}
