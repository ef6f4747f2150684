import type { AnalyzeOptions } from './analysis.ts';
import type { TimeFormat } from './follow/format-time.ts';
import type { StreamRecord } from './media/stream-record.ts';
import { streamRow } from './report/stream-row.ts';
import type { StreamRow } from './rows.ts';
import type { FlowTable } from './transport/flow-table.ts';

type StreamsOptions = {
  readonly flows: FlowTable;
  readonly times: TimeFormat;
  readonly keep: boolean;
  readonly onStream: AnalyzeOptions['onStream'];
};

/** What the media stage tells of streams, tied to calls. */
export class Streams {
  readonly #options: StreamsOptions;
  /** By their numbers; where nothing is kept, none. */
  readonly #kept: (StreamRecord | undefined)[] = [];
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
    if (record.state === 'begun') return;
    const { keep, onStream } = this.#options;
    if (keep) {
      while (this.#kept.length < record.number) this.#kept.push(undefined);
      this.#kept[record.number] = record;
    }
    if (record.state === 'over') onStream?.(this.#row(record));
  }

  /** As they were told last, in the order in which they were found. */
  *rows(): Generator<StreamRow, void, undefined> {
    for (const record of this.#kept) if (record !== undefined) yield this.#row(record);
  }

  #row(record: StreamRecord): StreamRow {
    return streamRow(record, this.#options);
  }
}
