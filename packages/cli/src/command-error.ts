import { exitStatus, type ExitStatus } from './exit-status.ts';

/** Ends the command with a sentence on stderr and a status. */
export class CommandError extends Error {
  readonly status: ExitStatus;

  constructor(status: ExitStatus, message: string) {
    super(message);
    this.name = 'CommandError';
    this.status = status;
  }
}

/** The arguments cannot be followed; `message` says which and what would be right. */
export function usageError(message: string): CommandError {
  return new CommandError(exitStatus.usage, message);
}
