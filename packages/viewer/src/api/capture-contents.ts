import { captureDamage, type Summary } from '@sipscope/analyzer';
import type { CaptureCounts, CaptureProblem } from './captures.ts';

export function captureCounts({ counts }: Summary): CaptureCounts {
  const { messages, transactions, dialogs, calls, registrations, subscriptions, publications, conversations, streams } =
    counts;
  return { messages, transactions, dialogs, calls, registrations, subscriptions, publications, conversations, streams };
}

/** What of a capture could not be read, each with what was seen first of it. */
export function captureProblems(summary: Summary): readonly CaptureProblem[] {
  return captureDamage(summary).map(({ code, samples }) => ({
    code,
    message: samples[0]?.detail ?? 'The capture is damaged: what could be read of it is shown.',
  }));
}
