import type { ExitStatus } from '../exit-status.ts';
import type { LintChoice } from './lint-choice.ts';
import type { LintedFile } from './lint-file.ts';
import type { LintTally } from './tally.ts';

/** All that was found, and what was asked. */
export type LintReport = {
  readonly choice: LintChoice;
  readonly files: readonly LintedFile[];
  readonly tally: LintTally;
  /** With which the command ends. */
  readonly status: ExitStatus;
};
