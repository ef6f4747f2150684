import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { Place } from './place.ts';

/** A capture that can be read from its beginning, and then again at the places where its messages lie. */
export type CaptureInput = {
  /** Stored bytes, before decompression; absent where the capture comes through a pipe. */
  readonly size: number | undefined;
  /** How many of them `chunks` has read so far. */
  readonly bytesRead: number;
  /** What was wrong with the compression: hand it to `analyze`, which adds what it finds. */
  readonly diagnostics: CaptureDiagnostics;
  /**
   * The capture's bytes, inflated where they are compressed. A chunk is valid until the next is asked for.
   * A damaged compression ends the chunks and is told in `diagnostics`; a failing disk throws a `CaptureError`.
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes of one message, piece after piece. */
  read(place: Place): Promise<Uint8Array>;
  close(): Promise<void>;
};
