import { captureDamage, type FindingGroupRow, type Summary } from '@sipscope/analyzer';
import type { CaptureCounts, CaptureProblem } from './captures.ts';

/** `groups`: of its findings, of which the list holds the first ones. */
export function captureCounts({ counts }: Summary, groups: readonly FindingGroupRow[]): CaptureCounts {
  const { messages, transactions, dialogs, calls, registrations, subscriptions, publications, conversations, streams } =
    counts;
  const findings = groups.reduce((sum, { count }) => sum + count, 0);
  return {
    messages,
    transactions,
    dialogs,
    calls,
    registrations,
    subscriptions,
    publications,
    conversations,
    streams,
    findings,
  };
}

/** What of a capture could not be read, each with what was seen first of it. */
export function captureProblems(summary: Summary): readonly CaptureProblem[] {
  return captureDamage(summary).map(({ code, samples }) => ({
    code,
    message: samples[0]?.detail ?? 'The capture is damaged: what could be read of it is shown.',
  }));
}
