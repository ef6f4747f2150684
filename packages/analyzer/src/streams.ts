import type { AnalyzeOptions } from './analysis.ts';
import type { CallMedia, CallMediaTable } from './call/call-media.ts';
import type { MediaProblem } from './call/media-problem.ts';
import { maskedKeys } from './call/masked-keys.ts';
import type { QualityReports } from './call/quality-reports.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { TimeFormat } from './follow/format-time.ts';
import { callId, numberOfId } from './follow/row-id.ts';
import type { JudgedStream } from './conformance/media-case.ts';
import type { KeyPresses } from './key-presses.ts';
import type { StreamRecord } from './media/stream-record.ts';
import { MediaTally } from './report/media-tally.ts';
import { streamRow } from './report/stream-row.ts';
import type { StreamRow, StreamSeries, Summary } from './rows.ts';
import type { StreamTies, Ties } from './stream-ties.ts';
import type { FlowTable } from './transport/flow-table.ts';

type StreamsOptions = {
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  readonly keep: boolean;
  readonly ties: StreamTies;
  readonly media: CallMediaTable;
  readonly quality: QualityReports;
  readonly keyPresses: KeyPresses;
  readonly diagnostics: CaptureDiagnostics;
  readonly onStream: AnalyzeOptions['onStream'];
  readonly maskDigits: boolean;
  /** Takes streams of no call when they are over, where rules are asked of media; those of calls are kept until then. */
  readonly judge?: ((stream: JudgedStream) => void) | undefined;
};

/** Streams of one call that rules are asked of. */
const mostJudged = 256;

/** What was told of a stream last, and whose it is. */
type Told = { readonly record: StreamRecord; readonly ties: Ties };

/** What the media stage tells of streams, tied to calls. A row is told when nothing more comes of its stream, nor of its call. */
export class Streams {
  readonly #options: StreamsOptions;
  /** By their numbers; where nothing is kept, none. */
  readonly #kept: (Told | undefined)[] = [];
  /** Streams that are over, and whose calls are not, by the number of the call. */
  readonly #waiting = new Map<number, Told[]>();
  /** What calls have told of their streams: until those are told; where everything is kept, for good. */
  readonly #problems = new Map<number, readonly MediaProblem[]>();
  /** As they were told last, by the number of their call: only where rules are asked of media, until they are. */
  readonly #judged = new Map<number, Map<number, Told>>();
  /** Of those that were told. */
  readonly #tally = new MediaTally();
  #unlisted = 0;
  #count = 0;

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  receive(record: StreamRecord): void {
    this.#count = Math.max(this.#count, record.number + 1);
    const { keep, ties: all, media, keyPresses } = this.#options;
    const ties = all.receive(record);
    const call = ties?.call === undefined ? -1 : numberOfId(ties.call, 'c');
    media.receiveStream(record, call, ties ?? {});
    if (call >= 0) keyPresses.receiveStream(record, call, ties?.from);
    if (ties === undefined) this.#tellUnlisted(record);
    if (ties === undefined || record.state === 'begun') return;
    const told = { record, ties };
    this.#hold(told, call);
    if (keep) {
      while (this.#kept.length < record.number) this.#kept.push(undefined);
      this.#kept[record.number] = told;
    }
    if (record.state !== 'over') return;
    if (call < 0 || media.isClosed(call)) this.#tell(told);
    else this.#wait(call, told);
  }

  /** What the media of a call came to, now that nothing more is expected of it. */
  closeCall(call: number, media: CallMedia | undefined): void {
    for (const [stream, problems] of media?.problems ?? []) this.#problems.set(stream, problems);
    const waiting = this.#waiting.get(call) ?? [];
    this.#waiting.delete(call);
    for (const told of waiting) this.#tell(told);
  }

  /** Those of a call, as rules see them; they are not kept any longer. */
  takeJudged(
    call: number,
    problems: ReadonlyMap<number, readonly MediaProblem[]> | undefined,
  ): readonly JudgedStream[] {
    const held = this.#judged.get(call);
    if (held === undefined) return [];
    this.#judged.delete(call);
    return [...held.values()]
      .sort((a, b) => a.record.number - b.record.number)
      .map((told) => this.#judgedStream(told, problems?.get(told.record.number) ?? []));
  }

  #hold(told: Told, call: number): void {
    const { judge, media } = this.#options;
    if (judge === undefined) return;
    const { number, state } = told.record;
    if (call < 0) {
      if (state === 'over') judge(this.#judgedStream(told, []));
      return;
    }
    if (media.isClosed(call)) return;
    let held = this.#judged.get(call);
    if (held === undefined) this.#judged.set(call, (held = new Map()));
    if (held.size < mostJudged || held.has(number)) held.set(number, told);
  }

  #judgedStream({ record, ties }: Told, problems: readonly MediaProblem[]): JudgedStream {
    const { flows } = this.#options;
    const { flow, number, facts } = record;
    return {
      id: `x${number + 1}`,
      record,
      from: ties.from,
      dialog: ties.dialog === undefined ? -1 : numberOfId(ties.dialog, 'd'),
      source: flows.source(flow),
      destination: flows.destination(flow),
      srcIp: flows.sourceIp(flow),
      dstIp: flows.destinationIp(flow),
      problems: [...(facts.problems ?? []), ...problems],
      sharedWith: this.#sharedWith({ record, ties }),
    };
  }

  /** Whether both went to one address at once for a second. */
  #meet(one: StreamRecord, other: StreamRecord): boolean {
    const { flows } = this.#options;
    const together = Math.min(one.endedNs, other.endedNs) - Math.max(one.startedNs, other.startedNs);
    return together > 1e9 && flows.destination(one.flow) === flows.destination(other.flow);
  }

  #sharedWith({ record, ties }: Told): JudgedStream['sharedWith'] {
    const contested = record.conduct?.contested;
    if (contested === undefined) return undefined;
    const { callId: id, tag, peerTag, frame } = contested;
    const other = this.#options.ties.callOf(id, tag, peerTag);
    if (other === undefined || callId(other) === ties.call) return undefined;
    // A call whose end was not captured may be over.
    const isBusy = [...(this.#judged.get(other)?.values() ?? [])].some((told) => this.#meet(told.record, record));
    return isBusy ? { call: callId(other), frame } : undefined;
  }

  /** As they were told last, in the order in which they were found. */
  *rows(): Generator<StreamRow, void, undefined> {
    for (const told of this.#kept) if (told !== undefined) yield this.#row(told);
  }

  series(number: number): StreamSeries | undefined {
    return this.#kept[number]?.record.series;
  }

  /** Undefined where there was no media. */
  summary(): Summary['media'] {
    if (!this.#options.keep) return this.#tally.row();
    const tally = new MediaTally();
    for (const told of this.#kept) if (told !== undefined) tally.add(told.record, this.#problemsOf(told));
    return tally.row();
  }

  #wait(call: number, told: Told): void {
    const waiting = this.#waiting.get(call);
    if (waiting === undefined) this.#waiting.set(call, [told]);
    else waiting.push(told);
  }

  #tell(told: Told): void {
    const { keep, onStream } = this.#options;
    if (!keep) this.#tally.add(told.record, this.#problemsOf(told));
    onStream?.(this.#row(told), told.record.series);
    if (!keep) this.#problems.delete(told.record.number);
  }

  #tellUnlisted({ lastFrame: frame }: StreamRecord): void {
    if (this.#unlisted++ > 0) return;
    const detail = 'A call has more streams than are listed.';
    this.#options.diagnostics.report('limit-streams', { frame, detail });
  }

  #problemsOf({ record }: Told): readonly { readonly code: string }[] {
    return [...(record.facts.problems ?? []), ...(this.#problems.get(record.number) ?? [])];
  }

  #row({ record, ties }: Told): StreamRow {
    const { flows, times, quality, maskDigits } = this.#options;
    const told = streamRow(record, { flows, times }, ties, this.#problems.get(record.number));
    const row = maskDigits ? withMaskedKeys(told) : told;
    const { ssrc, flow, startedNs, endedNs } = record;
    const stream = { ssrc, source: flows.source(flow), destination: flows.destination(flow), startedNs, endedNs };
    const qualityReports = quality.ofStream(stream, (ns) => times.iso(ns));
    return qualityReports.length === 0 ? row : { ...row, qualityReports };
  }
}

function withMaskedKeys(row: StreamRow): StreamRow {
  if (row.dtmf === undefined) return row;
  return { ...row, dtmf: row.dtmf.map((press) => ({ ...press, digit: maskedKeys(press.digit) })) };
}
