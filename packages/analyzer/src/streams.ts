import type { AnalyzeOptions } from './analysis.ts';
import type { CallMediaTable } from './call/call-media.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { TimeFormat } from './follow/format-time.ts';
import { numberOfId } from './follow/row-id.ts';
import type { StreamRecord } from './media/stream-record.ts';
import { streamRow } from './report/stream-row.ts';
import type { StreamRow, StreamSeries } from './rows.ts';
import type { StreamTies, Ties } from './stream-ties.ts';
import type { FlowTable } from './transport/flow-table.ts';

type StreamsOptions = {
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  readonly keep: boolean;
  readonly ties: StreamTies;
  readonly media: CallMediaTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly onStream: AnalyzeOptions['onStream'];
};

/** What was told of a stream last, and whose it is. */
type Told = { readonly record: StreamRecord; readonly ties: Ties };

/** What the media stage tells of streams, tied to calls. */
export class Streams {
  readonly #options: StreamsOptions;
  /** By their numbers; where nothing is kept, none. */
  readonly #kept: (Told | undefined)[] = [];
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
    const { keep, onStream, ties: all, media } = this.#options;
    const ties = all.receive(record);
    media.receiveStream(record, ties?.call === undefined ? -1 : numberOfId(ties.call, 'c'), ties ?? {});
    if (ties === undefined) this.#tellUnlisted(record);
    if (ties === undefined || record.state === 'begun') return;
    const told = { record, ties };
    if (keep) {
      while (this.#kept.length < record.number) this.#kept.push(undefined);
      this.#kept[record.number] = told;
    }
    if (record.state === 'over') onStream?.(this.#row(told), record.series);
  }

  /** As they were told last, in the order in which they were found. */
  *rows(): Generator<StreamRow, void, undefined> {
    for (const told of this.#kept) if (told !== undefined) yield this.#row(told);
  }

  series(number: number): StreamSeries | undefined {
    return this.#kept[number]?.record.series;
  }

  #tellUnlisted({ lastFrame: frame }: StreamRecord): void {
    if (this.#unlisted++ > 0) return;
    const detail = 'A call has more streams than are listed.';
    this.#options.diagnostics.report('limit-streams', { frame, detail });
  }

  #row({ record, ties }: Told): StreamRow {
    return streamRow(record, this.#options, ties);
  }
}
