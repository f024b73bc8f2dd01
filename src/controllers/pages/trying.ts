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
