import { type AppError, invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import { UniqueViolation } from '../../storage/engine/storage-errors.js';

export const emailTaken = (): AppError => invalid({ email: message('fault.email.taken') });

/**
 * Does work that stores somebody's address.
 * @throws AppError invalid (email) when another account has it
 */
export async function refusingTakenEmail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UniqueViolation && error.isOn('users', 'email_key')) throw emailTaken();
    throw error;
  }
}
