import { visibleText } from '../report/visible-text.ts';
import type { AlignedPair } from './align.ts';
import type { Casting } from './casting.ts';
import { sdpWords } from './check-sdp.ts';
import { type LabelPlace, type Labels, secondsSince } from './compare-rows.ts';
import type { ExpectedStep } from './expected-steps.ts';
import type { FlowLine } from './flow-report.ts';
import { failedInvites, isAllowed } from './match-scope.ts';
import type { Script, Step, Time } from './script/script.ts';
import { endpointKey, type ReadSeen } from './seen-message.ts';

/** Texts of the capture are told to this length. */
const longest = 300;

export type Matched = {
  readonly script: Script;
  readonly isStrict: boolean;
  readonly casting: Casting;
  readonly pairs: readonly AlignedPair[];
  readonly messages: readonly ReadSeen[];
  problems(step: ExpectedStep, message: number): readonly string[];
};

/** Where the steps of a flow were seen. */
export type Sightings = {
  /** Of the epoch, when the flow began. */
  readonly startSeconds: number;
  readonly lines: readonly FlowLine[];
  /** By the label of their step; `.2`, `.3` of copies. Of what was not seen, NaN. */
  readonly labels: Labels;
};

/** What is the same, what is missing and what is not expected, line by line. */
export function verdictLines(matched: Matched): Sightings {
  return new LineTeller(matched).tell();
}

class LineTeller {
  readonly #matched: Matched;
  readonly #failures: ReadonlySet<string>;
  readonly #startSeconds: number;
  /** Messages by the number of the one that they are copies of. */
  readonly #copies: ReadonlyMap<number, readonly number[]>;
  readonly #labels = new Map<string, LabelPlace>();
  /** Call-IDs by the names that the flow gives calls. */
  readonly #calls = new Map<string, string>();
  /** Of the step before, where it was seen. */
  #beforeSeconds: number | undefined;

  constructor(matched: Matched) {
    this.#matched = matched;
    this.#failures = failedInvites(matched.messages);
    this.#startSeconds = startOf(matched);
    this.#copies = copiesOf(matched);
    const looked = new Set(matched.pairs.map(({ step }) => step?.step.line));
    for (const { label, line } of matched.script.steps) {
      const notSeen = looked.has(line) ? { frame: Number.NaN, seconds: Number.NaN } : 'unknown';
      if (label !== undefined) this.#labels.set(label, notSeen);
    }
  }

  tell(): Sightings {
    const claimed = this.#claimedCopies();
    const lines = this.#matched.pairs.map(({ step, message }) => {
      const seen = message === undefined ? undefined : this.#matched.messages[message];
      if (step === undefined) return this.#extraLine(seen, message !== undefined && claimed.has(message));
      if (seen === undefined || message === undefined) return this.#missingLine(step);
      return this.#matchedLine(step, seen, message);
    });
    return { startSeconds: this.#startSeconds, lines, labels: this.#labels };
  }

  #extraLine(seen: ReadSeen | undefined, isClaimed: boolean): FlowLine {
    const { casting, isStrict } = this.#matched;
    const isFine = seen === undefined || isClaimed || isAllowed(seen, { casting, failures: this.#failures, isStrict });
    return { state: isFine ? 'allowed' : 'unexpected', ...this.#seenParts(seen) };
  }

  #missingLine({ step, isOptional }: ExpectedStep): FlowLine {
    this.#beforeSeconds = undefined;
    return { state: isOptional ? 'absent' : 'missing', line: step.line, expected: step.text };
  }

  #matchedLine(expected: ExpectedStep, seen: ReadSeen, message: number): FlowLine {
    const { step } = expected;
    const seconds = secondsSince(seen.row.time, this.#startSeconds);
    const problems = [
      ...this.#statusProblems(expected, seen),
      ...this.#matched.problems(expected, message),
      ...this.#timeProblems(step, seconds),
      ...this.#callProblems(step, seen),
      ...this.#copyProblems(step, seconds, message),
    ];
    this.#beforeSeconds = seconds;
    this.#remember(step, message);
    const told = problems.map((problem) => visibleText(clipped(problem)));
    return {
      state: problems.length === 0 ? 'same' : 'different',
      line: step.line,
      expected: step.text,
      ...this.#seenParts(seen),
      ...(told.length === 0 ? {} : { problems: told }),
    };
  }

  #statusProblems({ statuses, step }: ExpectedStep, { row }: ReadSeen): string[] {
    const { status = 0 } = row;
    if (statuses === undefined || statuses.some(([from, to]) => status >= from && status <= to)) return [];
    const wanted = step.what.kind === 'response' ? step.what.statuses : 'another status';
    return [`expected ${wanted}, seen ${[status, row.reason].join(' ').trim()}`];
  }

  #timeProblems({ time }: Step, seconds: number): string[] {
    const allowed = this.#allowedTimes(time);
    if (allowed === undefined) return [];
    const from =
      time.since === undefined ? (time.isRelative ? this.#beforeSeconds : 0) : this.#secondsOfLabel(time.since);
    if (from === undefined || Number.isNaN(from)) return [];
    const passed = seconds - from;
    // Half of a microsecond, which captures round to.
    if (passed >= allowed[0] - 1e-6 && passed <= allowed[1] + 1e-6) return [];
    const where =
      time.since === undefined
        ? time.isRelative
          ? 'after the line before'
          : 'from the start'
        : `after @${time.since}`;
    return [`expected ${timesText(allowed)} ${where}, seen after ${passed.toFixed(3)} s`];
  }

  #allowedTimes({ seconds, until, isAny }: Time): readonly [number, number] | undefined {
    if (isAny === true) return undefined;
    if (until !== undefined) return [seconds, until];
    const { tolerance } = this.#matched.script;
    return tolerance === undefined ? undefined : [Math.max(0, seconds - tolerance), seconds + tolerance];
  }

  /** A name of a call is the same Call-ID wherever it is told. */
  #callProblems({ options }: Step, { row }: ReadSeen): string[] {
    const { callId } = row;
    if (callId === undefined) return [];
    if (options.asCall !== undefined && !this.#calls.has(options.asCall)) this.#calls.set(options.asCall, callId);
    const { inCall } = options;
    const known = inCall === undefined ? undefined : this.#calls.get(inCall);
    return known === undefined || known === callId
      ? []
      : [`expected the Call-ID of ${inCall}, ${known}; seen ${callId}`];
  }

  #copyProblems({ options }: Step, seconds: number, message: number): string[] {
    const wanted = options.againAfter ?? [];
    if (wanted.length === 0) return [];
    const times = (this.#copies.get(message) ?? []).map((copy) => this.#secondsOf(copy) - seconds);
    if (times.length < wanted.length) return [`expected to be sent again ${wanted.length} times, seen ${times.length}`];
    const { tolerance } = this.#matched.script;
    if (tolerance === undefined) return [];
    const late = wanted.find((after) => !times.some((time) => Math.abs(time - after) <= tolerance));
    return late === undefined
      ? []
      : [`expected to be sent again after ${late} s, seen after ${times.map((time) => time.toFixed(3)).join(', ')}`];
  }

  #secondsOfLabel(label: string): number | undefined {
    const place = this.#labels.get(label);
    return place === undefined || place === 'unknown' ? undefined : place.seconds;
  }

  #secondsOf(message: number): number {
    const seen = this.#matched.messages[message];
    return seen === undefined ? Number.NaN : secondsSince(seen.row.time, this.#startSeconds);
  }

  #remember({ label }: Step, message: number): void {
    if (label === undefined) return;
    const all = [message, ...(this.#copies.get(message) ?? [])];
    for (const [index, number] of all.entries()) {
      const frame = this.#matched.messages[number]?.row.frame ?? Number.NaN;
      this.#labels.set(index === 0 ? label : `${label}.${index + 1}`, { frame, seconds: this.#secondsOf(number) });
    }
  }

  /** Copies of messages whose steps say that they are sent again. */
  #claimedCopies(): ReadonlySet<number> {
    const claimed = new Set<number>();
    for (const { step, message } of this.#matched.pairs) {
      if (message === undefined || step?.step.options.againAfter === undefined) continue;
      for (const copy of this.#copies.get(message) ?? []) claimed.add(copy);
    }
    return claimed;
  }

  #seenParts(seen: ReadSeen | undefined): Pick<FlowLine, 'frame' | 'sinceStartMs' | 'seen'> {
    if (seen === undefined) return {};
    const sinceStartMs = Math.round(secondsSince(seen.row.time, this.#startSeconds) * 1e6) / 1000;
    return { frame: seen.row.frame, sinceStartMs, seen: visibleText(clipped(seenText(seen, this.#matched.casting))) };
  }
}

/** When the first step would have been at 0. */
function startOf({ pairs, messages }: Matched): number {
  const first = pairs.find(({ step, message }) => step !== undefined && message !== undefined);
  const seen = messages[first?.message ?? 0];
  if (seen === undefined) return 0;
  return secondsSince(seen.row.time, 0) - (first?.step?.seconds ?? 0);
}

/** Messages that no step is, by the first message that is the same: told as sent again, or with its branch and CSeq. */
function copiesOf({ pairs, messages }: Matched): ReadonlyMap<number, readonly number[]> {
  const matched = new Map<string, number>();
  const copies = new Map<number, number[]>();
  for (const { step, message } of pairs) {
    const seen = message === undefined ? undefined : messages[message];
    if (seen === undefined || message === undefined) continue;
    const key = copyKey(seen);
    const original = matched.get(key);
    if (step !== undefined && original === undefined) matched.set(key, message);
    else if (step === undefined && original !== undefined)
      copies.set(original, [...(copies.get(original) ?? []), message]);
  }
  return copies;
}

function copyKey({ row, from, to }: ReadSeen): string {
  const { kind, method, status, branch, cseq, callId } = row;
  return [kind, method, status, branch, cseq, callId, endpointKey(from), endpointKey(to)].join(' ');
}

/** `alice -> bob 200 INVITE OK · answer audio PCMU`. */
function seenText({ row, parsed, role, from, to }: ReadSeen, casting: Casting): string {
  const name = (endpoint: ReadSeen['from']) => casting.nameAt(endpoint) || endpointKey(endpoint);
  const what =
    row.kind === 'request'
      ? [row.method, row.requestUri]
      : [row.status, row.method === 'INVITE' ? undefined : row.method, row.reason];
  const words = [name(from), '->', name(to), ...what].filter((word) => word !== undefined);
  const sdp = parsed.sdp === undefined ? '' : ` · ${role ?? 'SDP'} ${sdpWords(parsed.sdp)}`;
  return `${words.join(' ')}${sdp}`;
}

function timesText([from, until]: readonly [number, number]): string {
  if (until === Number.POSITIVE_INFINITY) return `at least ${from} s`;
  return from === 0 ? `within ${until} s` : `${rounded(from)} to ${rounded(until)} s`;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

function clipped(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
