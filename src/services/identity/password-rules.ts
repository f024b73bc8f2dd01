import type { Result } from '../../domain/result.js';
import { checkPassword } from '../../domain/user.js';

/** The rules for new passwords, as this installation sets them. */
export class PasswordRules {
  constructor(
    private readonly min: number,
    private readonly isCommon: (password: string) => boolean,
  ) {}

  /** The password unchanged, or what is wrong with it for this person. */
  check(password: string, { username, email }: { username: string; email: string }): Result<string> {
    return checkPassword(password, { min: this.min, isCommon: this.isCommon, username, email });
  }
}
