import type { Analysis, CaptureFacts, FindingRow, RuleOutcomeRow } from '@sipscope/analyzer';
import { type CaptureWork, readCapture } from '../capture-input.ts';
import type { ExitStatus } from '../exit-status.ts';
import { type DifferentFinding, type FindingGroup, FindingGroups } from './finding-groups.ts';
import type { LintChoice } from './lint-choice.ts';

/** What came of one capture, or of several that are one. */
export type LintedFile = {
  /** As it was given; `stdin`; of several, their names. */
  readonly name: string;
  /** The file whose bytes `offset` of findings counts; absent of a pipe and of several files. */
  readonly path: string | undefined;
  readonly messages: number;
  readonly facts: CaptureFacts | undefined;
  readonly groups: readonly FindingGroup[];
  readonly different: readonly DifferentFinding[];
  readonly outcomes: readonly RuleOutcomeRow[];
  /** Of reading it. */
  readonly status: ExitStatus;
};

export type LintWork = Pick<CaptureWork, 'output' | 'notices' | 'keyLog' | 'passwords' | 'media'> & {
  readonly choice: LintChoice;
  readonly isKnown: ((fingerprint: string) => boolean) | undefined;
  readonly tracks: boolean;
  readonly keepsBytes: boolean;
};

/** Asks the rules of one capture; several files are one, in order of time. */
export async function lintFile(files: readonly string[], work: LintWork): Promise<LintedFile> {
  const { choice, isKnown, tracks, keepsBytes, ...rest } = work;
  const name = files.map((file) => (file === '-' ? 'stdin' : file)).join(', ');
  const groups = new FindingGroups({
    file: name,
    perRule: choice.perRule,
    perGroup: choice.perGroup,
    suppressions: choice.suppressions,
    isKnown,
    tracks,
    keepsBytes,
  });
  let analysis: Analysis | undefined;
  const status = await readCapture(files, {
    ...rest,
    rules: choice.rules,
    onFinding: (row: FindingRow, bytes: Uint8Array) => groups.add(row, bytes),
    use: (done) => {
      analysis = done;
    },
  });
  return {
    name,
    path: files.length === 1 && files[0] !== '-' ? files[0] : undefined,
    messages: analysis?.messageCount ?? 0,
    facts: analysis?.facts,
    groups: groups.all,
    different: groups.different,
    outcomes: analysis?.ruleOutcomes() ?? [],
    status,
  };
}
