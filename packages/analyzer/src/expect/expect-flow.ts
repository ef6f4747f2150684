import { parseMessage } from '@sipscope/parser';
import type { Analysis } from '../analysis.ts';
import type { CallRow, SessionRow, StreamRow } from '../rows.ts';
import { CallSessions } from '../session/call-sessions.ts';
import { mostMessages } from './align.ts';
import { Casting } from './casting.ts';
import { type Expected, expectedSteps } from './expected-steps.ts';
import type { FlowLine, FlowReport, FlowVerdict } from './flow-report.ts';
import { departureCost, matchOutline, matchTexts } from './match-scope.ts';
import { type Scope, type ScopeChoice, scopes } from './scopes.ts';
import type { Script, Step } from './script/script.ts';
import { endpointKey, type ReadSeen, type SeenMessage } from './seen-message.ts';
import { type Sightings, verdictLines } from './verdict-lines.ts';
import { checkLists, type RowIndex, rowProblems } from './verdict-rows.ts';
import { visibleText } from '../report/visible-text.ts';

/** A capture in which a flow is looked for. */
export type ExpectInput = {
  /** One that keeps what it found. */
  readonly analysis: Analysis;
  /** The bytes of a message, read again. */
  readonly read: (message: number) => Uint8Array | Promise<Uint8Array>;
  /** As the analysis told them (`onSession`), where the flow states rows of them. */
  readonly sessions?: readonly SessionRow[];
};

export type ExpectOptions = ScopeChoice & {
  /** What lower layers send by themselves, and what others send, is told too. */
  readonly strict?: boolean | undefined;
};

/** So many of those that come closest are read and compared with all that the flow states. */
const mostCompared = 64;
/** Of those without departures by who sends what to whom, so many are. */
const mostMatching = 10_000;

/**
 * Whether the capture holds what the flow says: at least one call (or another exchange, or the capture as a whole, where the flow holds several) is as it says; with `every`,
 * each call. Throws a `ScriptError` where the flow states what cannot be compared.
 */
export async function expectFlow(script: Script, input: ExpectInput, options: ExpectOptions = {}): Promise<FlowReport> {
  checkLists(script);
  return new FlowSearch(script, input, options).search();
}

type Candidate = { readonly scope: Scope; readonly distance: number };

class FlowSearch {
  readonly #script: Script;
  readonly #input: ExpectInput;
  readonly #options: ExpectOptions;
  readonly #expected: Expected;
  readonly #isStrict: boolean;
  readonly #stated: Casting;
  readonly #rows: RowIndex;
  #seenStreams: readonly StreamRow[] | undefined = undefined;

  constructor(script: Script, input: ExpectInput, options: ExpectOptions) {
    this.#script = script;
    this.#input = input;
    this.#options = options;
    this.#expected = expectedSteps(script);
    this.#isStrict = script.isStrict || options.strict === true;
    this.#stated = Casting.stated(script.actors.values());
    const { analysis, sessions = [] } = input;
    this.#rows = { source: { analysis, sessions }, lists: new Map() };
  }

  async search(): Promise<FlowReport> {
    const candidates = this.#candidates();
    const verdicts = this.#options.every === true ? await this.#all(candidates) : [await this.#best(candidates)];
    const { file, title } = this.#script;
    return {
      flow: file,
      title,
      matches: verdicts.length > 0 && verdicts.every(({ matches }) => matches),
      looked: candidates.length,
      verdicts,
    };
  }

  /** By how close they come without their texts. What holds one exchange is not looked for in all together, where there are several. */
  #candidates(): Candidate[] {
    const { units, exchanges } = this.#expected;
    const found = [...scopes(this.#input.analysis, this.#options, mostMessages(units))];
    const isApart = exchanges < 2 && found.length > 2;
    const chosen = found.filter(({ kind }) => kind !== 'capture' || !isApart);
    const options = { stated: this.#stated, isStrict: this.#isStrict };
    const costs = chosen.map((scope) => ({
      scope,
      distance: matchOutline(this.#expected, scope.messages(), options).distance,
    }));
    return this.#options.every === true ? costs : costs.toSorted((a, b) => a.distance - b.distance);
  }

  async #all(candidates: readonly Candidate[]): Promise<FlowVerdict[]> {
    const verdicts: FlowVerdict[] = [];
    for (const { scope } of candidates) verdicts.push((await this.#verdict(scope)).verdict);
    return verdicts;
  }

  async #best(candidates: readonly Candidate[]): Promise<FlowVerdict> {
    let best: { readonly verdict: FlowVerdict; readonly distance: number } | undefined;
    for (const [index, { scope, distance }] of candidates.entries()) {
      if (index >= (distance < departureCost ? mostMatching : mostCompared)) break;
      // What comes no closer without its text does not with it.
      if (best !== undefined && distance > best.distance) break;
      const found = await this.#verdict(scope);
      if (found.verdict.matches) return found.verdict;
      if (best === undefined || found.distance < best.distance) best = found;
    }
    return best?.verdict ?? this.#nothingSeen();
  }

  #nothingSeen(): FlowVerdict {
    const lines = this.#expected.units
      .flat()
      .map(({ step }): FlowLine => ({ state: 'missing', line: step.line, expected: step.text }));
    const departure =
      this.#options.call === undefined
        ? 'there is no call to compare'
        : `there is no call ${visibleText(this.#options.call)}`;
    return { matches: false, participants: {}, departure, lines, rows: [] };
  }

  async #verdict(scope: Scope): Promise<{ readonly verdict: FlowVerdict; readonly distance: number }> {
    const seen = scope.messages();
    const options = { stated: this.#stated, isStrict: this.#isStrict };
    const { casting } = matchOutline(this.#expected, seen, options);
    const messages = await this.#read(seen);
    const match = matchTexts(casting, this.#expected, messages, this.#isStrict);
    const sightings = verdictLines({ script: this.#script, isStrict: this.#isStrict, messages, ...match });
    const rows = [...this.#streamProblems(casting), ...this.#rowProblems(scope, messages, sightings)];
    const departure = departureOf(sightings.lines, rows);
    const call = scope.call ?? (scope.kind === 'capture' ? this.#onlyCall() : undefined);
    const verdict: FlowVerdict = {
      matches: departure === undefined,
      ...(call === undefined ? {} : { call: shownCall(call) }),
      participants: participantsOf(casting, messages),
      ...(departure === undefined ? {} : { departure }),
      lines: sightings.lines,
      rows,
      ...(scope.more === 0 ? {} : { more: scope.more }),
    };
    return { verdict, distance: match.distance + rows.length };
  }

  /** Of a capture that is compared as a whole and holds one call. */
  #onlyCall(): CallRow | undefined {
    const [only, ...others] = this.#input.analysis.calls();
    return others.length === 0 ? only : undefined;
  }

  async #read(seen: readonly SeenMessage[]): Promise<ReadSeen[]> {
    const { analysis, read } = this.#input;
    const sessions = new CallSessions();
    const messages: ReadSeen[] = [];
    for (const message of seen) {
      const bytes = await read(message.number);
      const row = analysis.messageRow(message.number, bytes);
      const parsed = parseMessage(bytes);
      messages.push({ ...message, row, parsed, role: sessions.receive(row, parsed)?.told.role });
    }
    return messages;
  }

  #rowProblems(scope: Scope, messages: readonly ReadSeen[], { labels, startSeconds }: Sightings): FlowVerdict['rows'] {
    const isWhole = scope.kind === 'capture';
    return rowProblems(
      this.#script,
      this.#rows,
      { scope: isWhole ? undefined : { call: scope.call, messages }, messages },
      { labels, startSeconds, tolerance: this.#script.tolerance },
    );
  }

  /** Media that the flow says is sent. */
  *#streamProblems(casting: Casting): Generator<FlowVerdict['rows'][number]> {
    const { streams } = this.#expected;
    if (streams.length === 0) return;
    const seen = (this.#seenStreams ??= [...this.#input.analysis.streams()]);
    for (const step of streams) {
      const { what, from, to, line } = step;
      if (what.kind !== 'rtp') continue;
      const found = seen.some((row) => {
        const isBetween = isHostOf(casting, from, row.srcIp) && isHostOf(casting, to, row.dstIp);
        return (
          isBetween &&
          row.srcPort === what.fromPort &&
          row.dstPort === what.toPort &&
          (row.codec === undefined || row.codec === what.codec)
        );
      });
      const text = `${what.codec} from ${from.name} port ${what.fromPort} to ${to.name} port ${what.toPort}`;
      if (!found) yield { line, what: `expected media: ${text}; it was not seen` };
    }
  }
}

function isHostOf(casting: Casting, { name }: Step['from'], ip: string | undefined): boolean {
  return ip !== undefined && casting.hostOf(name) === ip;
}

function shownCall({
  id,
  callIds,
  from,
  to,
  outcome,
  status,
}: NonNullable<Scope['call']>): NonNullable<FlowVerdict['call']> {
  return {
    id,
    callIds,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    outcome,
    ...(status === undefined ? {} : { status }),
  };
}

/** The addresses at which they were seen. */
function participantsOf(casting: Casting, messages: readonly ReadSeen[]): FlowVerdict['participants'] {
  const seen = new Map<string, Set<string>>();
  for (const { from, to } of messages) {
    for (const endpoint of [from, to]) {
      const name = casting.nameAt(endpoint);
      if (name === '') continue;
      const known = seen.get(name) ?? new Set();
      seen.set(name, known.add(endpointKey(endpoint)));
    }
  }
  return Object.fromEntries([...seen].map(([name, addresses]) => [name, [...addresses]]));
}

/** What departs first, in a sentence. */
function departureOf(lines: readonly FlowLine[], rows: FlowVerdict['rows']): string | undefined {
  const at = lines.findIndex(({ state }) => state === 'different' || state === 'missing' || state === 'unexpected');
  const line = lines[at];
  if (line === undefined)
    return rows[0] === undefined ? undefined : `line ${rows[0].line}: ${visibleText(rows[0].what)}`;
  if (line.state === 'different')
    return `line ${line.line} (${line.expected}), frame ${line.frame}: ${line.problems?.join('; ')}`;
  const before = lines.slice(0, at).findLast(({ frame }) => frame !== undefined);
  const where = before === undefined ? '' : ` after frame ${before.frame}`;
  if (line.state === 'unexpected') return `frame ${line.frame} is not expected${where}: ${line.seen}`;
  const next = lines.slice(at + 1).find(({ state }) => state === 'unexpected');
  const instead = next === undefined ? '' : `; frame ${next.frame} is ${next.seen}`;
  return `line ${line.line} (${line.expected}) was not seen${where}${instead}`;
}
