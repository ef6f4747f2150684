import type { DiagnosticDetail, MessageDetail } from '@sipscope/analyzer';
import { citeText, type FindingLevel, findingLevels } from '../findings/finding-level.ts';
import type { ByteSpan } from './syntax.ts';

type Finding = MessageDetail['findings'][number];

/** How strong a remark is, as its mark under the text shows it. */
export type Severity = DiagnosticDetail['severity'];

/** What is said of a message: that its text departs from the grammar, or it from a rule. */
export type Remark = {
  /** Undefined where something is missing, or it is about the whole message. */
  readonly span?: ByteSpan;
  readonly severity: Severity;
  readonly text: string;
  /** Why it matters, and what to do. */
  readonly why?: string;
  readonly cite: string;
  /** Of a finding: its rule, its level, frames that prove it. */
  readonly rule?: string;
  readonly level?: FindingLevel;
  readonly evidence?: readonly number[];
  /** Of a diagnostic: the rule of the grammar that could not go on, and what it would have taken. */
  readonly grammar?: { readonly rule: string; readonly expected: readonly string[] };
};

/** All that is said of a message in the order of its bytes, what is about the whole of it first. */
export function remarksOf({
  diagnostics,
  findings,
}: Pick<MessageDetail, 'diagnostics' | 'findings'>): readonly Remark[] {
  const remarks = [...findings.toSorted(byLevel).map(remarkOfFinding), ...diagnostics.map(remarkOfDiagnostic)];
  return remarks.toSorted((one, other) => (one.span?.[0] ?? -1) - (other.span?.[0] ?? -1));
}

function byLevel(one: Finding, other: Finding): number {
  return findingLevels.indexOf(one.level) - findingLevels.indexOf(other.level);
}

function remarkOfFinding(finding: Finding): Remark {
  const { seen, message, span, rule, level, severity, evidence } = finding;
  const why = message.startsWith(seen) ? message.slice(seen.length).trim() : message;
  return {
    ...(span !== undefined && { span }),
    severity: severity === 'security' ? 'error' : severity,
    text: seen,
    ...(why !== '' && { why }),
    cite: citeText(finding),
    rule,
    level,
    ...(evidence !== undefined && { evidence }),
  };
}

function remarkOfDiagnostic({ span, severity, message, rfc, section, rule, expected }: DiagnosticDetail): Remark {
  return {
    span,
    severity,
    text: message,
    cite: rfc === undefined ? '' : citeText({ rfc, section: section ?? '' }),
    ...(rule !== undefined && { grammar: { rule, expected: expected ?? [] } }),
  };
}
