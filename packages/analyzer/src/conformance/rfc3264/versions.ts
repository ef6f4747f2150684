import { quoted } from '../quoted.ts';
import type { Given, OfferAnswer } from '../offer-answer.ts';
import { type Fault, type Guard, offerAnswerRule, type Outcome, type Rule } from '../rule.ts';
import { changedLine } from '../same-description.ts';
import { lineOf, spanOf } from '../sdp-places.ts';

/** Fields of the o= line that stay, in its order. */
const lasting = ['username', 'sessionId', 'networkType', 'addressType', 'address'] as const;
const fieldNames: Readonly<Record<(typeof lasting)[number], string>> = {
  username: 'user name',
  sessionId: 'session id',
  networkType: 'network type',
  addressType: 'address type',
  address: 'address',
};

export const versionRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-005',
    title: 'o= line changed within a session',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8',
    why: 'The peer takes it for another session: it may refuse it, or begin its media anew.',
    advice:
      'Keep the user name, the session id and the address of the first description, and raise the version alone; a B2BUA writes an o= line of its own.',
    right: 'o=alice 1 1 IN IP4 192.0.2.1, then o=alice 1 2 IN IP4 192.0.2.1',
    wrong: 'o=alice 1 1 IN IP4 192.0.2.1, then o=alice 7 2 IN IP4 192.0.2.1',
    abnf: 'origin-field',
    check: (one) =>
      judgeLater(one, (given, before) => {
        if (given.version !== 'other-session') return 'kept';
        const [now, then] = [given.sdp.origin, before.sdp.origin];
        const name = lasting.find((field) => now?.[field] !== then?.[field]) ?? 'sessionId';
        return originFault(
          given,
          before,
          `The ${fieldNames[name]} of the o= line was ${quoted(then?.[name] ?? '')} and is ${quoted(now?.[name] ?? '')}.`,
        );
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-006',
    title: 'Session description changed without a new version',
    level: 'must',
    severity: 'error',
    rfc: 3264,
    section: '8',
    why: 'A peer that goes by the version does not look at the rest: hold, a new address or codec have no effect.',
    advice: 'Raise the version of the o= line by one whenever anything in the description changes.',
    right: 'o=alice 1 2 … a=sendonly after o=alice 1 1 … a=sendrecv',
    wrong: 'o=alice 1 1 … a=sendonly after o=alice 1 1 … a=sendrecv',
    abnf: 'sess-version',
    check: (one) =>
      judgeLater(one, (given, before) => {
        const [now, then] = [given.sdp.origin, before.sdp.origin];
        if (given.version === 'other-session' || now?.sessionVersion !== then?.sessionVersion) return undefined;
        const changed = given.version === 'same-version' ? changedLine(before.sdp, given.sdp) : undefined;
        if (changed === undefined) return 'kept';
        return originFault(
          given,
          before,
          `The version is still ${quoted(now?.sessionVersion ?? '')}, and the description is another one: ${quoted(changed)} is new.`,
        );
      }),
  }),
  offerAnswerRule({
    id: 'SDP-OA-007',
    title: 'Version of a session description not raised by one',
    level: 'must',
    severity: 'warning',
    rfc: 3264,
    section: '8',
    why: 'Strict devices take it for a description that came late, or for one that they missed.',
    advice: 'Raise the version by exactly one with every change; do not write a time there.',
    right: 'o=alice 1 1 …, then o=alice 1 2 …',
    wrong: 'o=alice 1 1 …, then o=alice 1 9 …',
    abnf: 'sess-version',
    check(one, observed) {
      return judgeLater(one, (given, before) => {
        if (given.version === 'other-session' || given.version === 'same-version') return undefined;
        if (!one.isWhole) return 'G-MULTIHOP';
        // One between them that was refused may count or not.
        const isNext = given.version === undefined || stepsOnFrom(before.before, given);
        if (isNext) return before.sdp.origin?.sessionVersion === given.sdp.origin?.sessionVersion ? undefined : 'kept';
        const guard = observed.gap(before.seen.timeNs, given.seen.timeNs);
        if (guard !== undefined) return guard;
        const [was, is] = [before.sdp.origin?.sessionVersion ?? '', given.sdp.origin?.sessionVersion ?? ''];
        return originFault(
          given,
          before,
          `The version was ${quoted(was)} and is ${quoted(is)}: it ${given.version === 'version-back' ? 'went back' : 'went up by more than one'}.`,
        );
      });
    },
  }),
];

/** Of what a side gives again, as an offer or as an answer (RFC 6337 §5.2.5). */
function judgeLater(
  { offer, answer }: OfferAnswer,
  judge: (given: Given, before: Given) => Fault | 'kept' | Guard | undefined,
): Outcome {
  const faults: Fault[] = [];
  let outcome: 'kept' | Guard | undefined;
  for (const given of [offer, answer]) {
    if (given?.before?.sdp.origin === undefined || given.sdp.origin === undefined) continue;
    const judged = judge(given, given.before);
    if (typeof judged === 'string') outcome = judged;
    else if (judged !== undefined) faults.push(judged);
  }
  return faults.length > 0 ? faults : outcome;
}

function originFault(given: Given, before: Given, seen: string): Fault {
  const line = lineOf(given.sdp, 'o');
  return { seen, at: given.seen, span: line === undefined ? undefined : spanOf(line), evidence: [before.seen] };
}

function stepsOnFrom(earlier: Given | undefined, given: Given): boolean {
  const [was, is] = [earlier?.sdp.origin?.sessionVersion, given.sdp.origin?.sessionVersion];
  if (was === undefined || is === undefined || was.length > mostDigits || is.length > mostDigits) return false;
  return /^\d+$/.test(was) && /^\d+$/.test(is) && BigInt(is) - BigInt(was) === 1n;
}

const mostDigits = 40;
