import { AppError, type FieldFaults } from '../../domain/errors.js';

/** Carries a form out; where its fields are at fault, shows it again with them. Any other fault goes on. */
export async function trying(
  work: () => Promise<void>,
  showAgain: (faults: FieldFaults) => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    await showAgain(error.fields);
  }
}

/** How a page with a form is answered: 422 where a field is at fault. */
export const statusOf = (faults: object): 200 | 422 => (Object.keys(faults).length > 0 ? 422 : 200);
