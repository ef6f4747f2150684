import type { FindingRow } from '@sipscope/analyzer';

/** What a rule of conformance tells of itself. */
export type RuleDetail = {
  readonly id: string;
  readonly title: string;
  readonly level: FindingRow['level'];
  readonly severity: FindingRow['severity'];
  readonly rfc: number;
  readonly section: string;
  /** The section of the RFC. */
  readonly link: string;
  /** What it is asked of, in words. */
  readonly asked: string;
  readonly why: string;
  readonly advice: string;
  /** Some lines of a message or flow that keep it, and that break it. */
  readonly right: string;
  readonly wrong: string;
  readonly headers?: readonly string[];
  /** How profiles treat it where they do not have it as it is. */
  readonly profiles: readonly { readonly profile: string; readonly is: string; readonly because: string }[];
};
