import { CliFailure } from '../cli-failure.js';
import { askSecret, readStdin } from '../input/ask.js';

export interface WithPasswordOptions {
  email: string;
  /** `--password-stdin`. */
  fromStdin: boolean;
  interactive: boolean;
  note: (text: string) => void;
}

/** Sends what makes an account when the address is new: then a password is asked for, or the failure says how to give one. */
export async function withPassword<T>(send: (password: string | undefined) => Promise<T>, { email, fromStdin, interactive, note }: WithPasswordOptions): Promise<T> {
  const given = fromStdin ? await readStdin() : undefined;
  try {
    return await send(given);
  } catch (error) {
    if (!(error instanceof CliFailure) || given !== undefined || !error.lines.some((line) => line.includes('password'))) throw error;
    if (!interactive) {
      throw new CliFailure(`Nobody has the address ${email} yet, and a new account needs a password.`, {
        code: error.code,
        remedy: 'Give one of at least 12 characters on stdin with --password-stdin, or name somebody who has an account.',
        requestId: error.requestId,
        status: error.status,
        cause: error,
      });
    }
    note(`${email} is new here: choose a password of at least 12 characters.`);
    return send(await askSecret('Password:'));
  }
}
