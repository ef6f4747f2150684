import { describeDiagnostic, type Diagnostic, type Media, type SessionDescription } from '@sipscope/parser';
import { keptByRightText } from './right-text.ts';
import { type Fault, type MessageFilter, type MessageRule, messageRule, type Outcome } from './rule.ts';
import type { Seen } from './seen.ts';

/** Any message with a session description. */
export const describing: MessageFilter = { requests: 'any', responses: 'any', body: 'sdp' };

/** Faults of one rule told of one description. */
const mostFaults = 8;

type SdpRule = Omit<MessageRule, 'of' | 'on' | 'check'> & {
  /** Of the diagnostics of `codes`, those that are faults by this rule; all where it is missing. */
  readonly takes?: (diagnostic: Diagnostic, sdp: SessionDescription) => boolean;
  /** Whether the rule is about that description at all; it is where this is missing. */
  readonly applies?: (sdp: SessionDescription, seen: Seen) => boolean;
  /** What is wrong beside what the parser finds. */
  readonly check?: (sdp: SessionDescription, seen: Seen) => Outcome;
};

/** A rule of session descriptions, wherever they stand: of what the parser finds wrong (`codes`), of what else is, or of both. */
export function sdpRule({ takes, applies, check, ...rule }: SdpRule): MessageRule {
  const codes: ReadonlySet<string> = new Set(rule.codes);
  const judge = (seen: Seen): Outcome => {
    const { sdp } = seen.message;
    if (sdp === undefined || applies?.(sdp, seen) === false) return undefined;
    const outcome = check === undefined ? 'kept' : check(sdp, seen);
    if (codes.size === 0 || sdp.diagnostics.length === 0) return outcome;
    const found = sdp.diagnostics.filter((one) => codes.has(one.code) && takes?.(one, sdp) !== false);
    if (found.length === 0) return outcome;
    const faults = found.slice(0, mostFaults).map((one) => faultOf(one, seen));
    return typeof outcome === 'object' ? faults.concat(outcome) : faults;
  };
  const isOfTextAlone = applies === undefined && check === undefined;
  return messageRule({ ...rule, on: describing, check: isOfTextAlone ? keptByRightText(judge) : judge });
}

function faultOf(diagnostic: Diagnostic, { bytes }: Seen): Fault {
  return { seen: describeDiagnostic(diagnostic, bytes).message, span: diagnostic.span };
}

/** What is wrong with its streams, one after the other. */
export function judgeStreams(
  { media }: SessionDescription,
  judge: (one: Media) => Fault | 'kept' | undefined,
): Outcome {
  const faults: Fault[] = [];
  let outcome: 'kept' | undefined;
  for (const one of media) {
    const judged = judge(one);
    if (judged === 'kept') outcome = 'kept';
    else if (judged !== undefined) faults.push(judged);
    if (faults.length >= mostFaults) break;
  }
  return faults.length > 0 ? faults : outcome;
}
