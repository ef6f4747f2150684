import type { DtmfSource } from '../rows.ts';

/** One report of keys that were pressed: by a message, or in a stream. */
export type KeyPress = {
  /** One key, or what a message tells at once. `flash` is one. */
  readonly digits: string;
  readonly timeNs: number;
  durationMs: number | undefined;
  readonly source: DtmfSource;
  /** Equal of those that come by the same way: one stream, or the messages of one kind in one dialog. */
  readonly way: number | string;
  readonly from: 'caller' | 'callee' | undefined;
  frames: readonly number[];
};
