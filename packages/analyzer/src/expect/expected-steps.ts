import { parseMessage } from '@sipscope/parser';
import { type Pattern, readPattern } from './pattern.ts';
import { type Script, ScriptError, type Step } from './script/script.ts';
import { wireBytes } from './script/wire-bytes.ts';

/** A message that must be seen. */
export type ExpectedStep = {
  readonly step: Step;
  readonly method: string | undefined;
  /** Of a response; undefined of a request. */
  readonly statuses: readonly StatusRange[] | undefined;
  readonly requestUri: Pattern | undefined;
  readonly reason: Pattern | undefined;
  readonly headers: readonly { readonly name: string; readonly value: Pattern }[];
  readonly isOptional: boolean;
  /** The message was sent before. */
  readonly isAgain: boolean;
  /** When it would be sent where a capture is made of the flow. */
  readonly seconds: number;
};

type StatusRange = readonly [from: number, to: number];

export type Expected = {
  /** Steps that may come in any order are together; the others are each for themselves. */
  readonly units: readonly (readonly ExpectedStep[])[];
  /** Media that must be seen. */
  readonly streams: readonly Step[];
  /** How many calls and other exchanges the flow begins. */
  readonly exchanges: number;
};

/** So many steps may stand in one `any order`: all their orders are tried together. */
const mostInAnyOrder = 8;
/** A flow of more steps is refused. */
const mostSteps = 2000;

/** What a flow expects to be seen, in the order of its times. Throws a `ScriptError` where it states what cannot be looked for. */
export function expectedSteps(script: Script): Expected {
  if (script.steps.length > mostSteps) throw new ScriptError(script.file, 1, `a flow has at most ${mostSteps} steps`);
  const placed = inTime(script.steps).flatMap((one) => captured(one, script.window) ?? []);
  const messages = placed.flatMap((one, at) => expectedStep(script.file, one, placed.slice(0, at)) ?? []);
  const streams = placed.map(({ step }) => step).filter(({ what }) => what.kind === 'rtp');
  return { units: unitsOf(messages, script.file), streams, exchanges: countExchanges(script.steps) };
}

type Placed = { readonly step: Step; readonly seconds: number };

/** Steps that are told with earlier times than those before them come earlier. */
function inTime(steps: readonly Step[]): Placed[] {
  let seconds = 0;
  const placed = steps.map((step) => {
    const { time } = step;
    if (time.since === undefined) seconds = time.isRelative ? seconds + time.seconds : time.seconds;
    return { step, seconds };
  });
  return placed.toSorted((a, b) => a.seconds - b.seconds);
}

/** What of a step the capture holds: where it begins behind the first sending, one of those that follow. */
function captured({ step, seconds }: Placed, window: Script['window']): Placed | undefined {
  if (step.options.unseen === true) return undefined;
  const { from = 0, until = Number.POSITIVE_INFINITY } = window;
  const times = [seconds, ...(step.options.againAfter ?? []).map((after) => seconds + after)];
  const [first, ...others] = times.filter((time) => time >= from && time <= until);
  if (first === undefined) return undefined;
  if (step.options.againAfter === undefined || times.length === others.length + 1) return { step, seconds: first };
  const againAfter = others.map((time) => time - first);
  return { step: { ...step, options: { ...step.options, againAfter } }, seconds: first };
}

function expectedStep(file: string, { step, seconds }: Placed, before: readonly Placed[]): ExpectedStep | undefined {
  const { what, options, line } = step;
  if (what.kind === 'rtp') return undefined;
  const pattern = (text: string) => patternAt(file, line, text);
  for (const text of textsOf(step)) pattern(text);
  const common = {
    step,
    seconds,
    headers: [...options.fields, ...options.moreFields].map(([name, value]) => ({ name, value: pattern(value) })),
    isOptional: options.optional === true,
    isAgain: options.again === true && before.some((earlier) => isAlike(earlier.step, step)),
    requestUri: undefined,
    reason: undefined,
  };
  if (what.kind === 'raw') return rawStep(what.text, common);
  if (what.kind === 'request') {
    const requestUri = what.uri === undefined ? undefined : pattern(what.uri);
    return { ...common, method: what.method, statuses: undefined, requestUri };
  }
  const reason = what.reason === undefined ? undefined : pattern(what.reason);
  return { ...common, method: what.method, statuses: what.statuses.split('|').map(statusRange), reason };
}

/** Whether one may be the first sending of the other; where that was not captured, the other is seen for the first time. */
function isAlike(one: Step, other: Step): boolean {
  if (one.from !== other.from || one.to !== other.to || one.what.kind !== other.what.kind) return false;
  if (one.what.kind === 'request' && other.what.kind === 'request') return one.what.method === other.what.method;
  if (one.what.kind === 'response' && other.what.kind === 'response') return one.what.statuses === other.what.statuses;
  return true;
}

/** What is compared as a pattern beside header fields: one that is none is told before anything is compared. */
function textsOf({ options }: Step): string[] {
  const { sdp = [], text, body } = options;
  return [...sdp, ...(text === undefined ? [] : [text]), ...(body === undefined ? [] : body.text.split('\r\n'))];
}

/** Of a message that is told whole, what it is: a capture of something else would have no other of its lines. What is no SIP is not looked for. */
function rawStep(text: string, common: Omit<ExpectedStep, 'method' | 'statuses'>): ExpectedStep | undefined {
  const bytes = wireBytes(text);
  const { startLine, cseq } = parseMessage(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (startLine === undefined) return undefined;
  if (startLine.kind === 'request') return { ...common, method: startLine.method, statuses: undefined };
  return { ...common, method: cseq?.method, statuses: [[startLine.status, startLine.status]] };
}

/** `200`, `18x`, `4xx`. */
function statusRange(text: string): StatusRange {
  return [Number(text.replaceAll('x', '0')), Number(text.replaceAll('x', '9'))];
}

function patternAt(file: string, line: number, text: string): Pattern {
  try {
    return readPattern(text);
  } catch (error) {
    throw new ScriptError(file, line, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function unitsOf(steps: readonly ExpectedStep[], file: string): ExpectedStep[][] {
  const units: ExpectedStep[][] = [];
  let group: number | undefined;
  for (const one of steps) {
    const unit = units.at(-1);
    if (unit !== undefined && one.step.group !== undefined && one.step.group === group) unit.push(one);
    else units.push([one]);
    group = one.step.group;
  }
  const [tooLarge] = units.find(({ length }) => length > mostInAnyOrder) ?? [];
  if (tooLarge !== undefined) {
    throw new ScriptError(file, tooLarge.step.line, `at most ${mostInAnyOrder} steps may come in any order`);
  }
  return units;
}

/** A request with a URI begins a call or another exchange, where no proxy sends it; of messages told whole, each Call-ID is one. */
function countExchanges(steps: readonly Step[]): number {
  let begun = 0;
  const callIds = new Set<string>();
  for (const { what, from, options } of steps) {
    if (what.kind === 'raw') callIds.add(/^(?:call-id|i)[ \t]*:[ \t]*(\S+)/im.exec(what.text)?.[1] ?? '');
    if (what.kind !== 'request' || what.uri === undefined || from.isProxy) continue;
    if (options.again !== true && options.sameCall !== true && options.inCall === undefined) begun++;
  }
  return begun + callIds.size;
}
