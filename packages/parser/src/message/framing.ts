import { type HeaderFrames, fieldColumns } from './header-frames.ts';
import type { Limits } from './limits.ts';
import type { StartLineFrame, StartLineKind } from './start-line.ts';

export type Transport = 'datagram' | 'stream';

/** Where the parts of one message lie. Offsets count from its first byte. */
export type Framing = {
  readonly kind: StartLineKind;
  /** Where the start line begins: behind line breaks that came before it. RFC 3261 §7.5. */
  readonly leading: number;
  readonly startLine: StartLineFrame;
  /** Columns of `header-frames.ts`. */
  readonly fields: readonly number[];
  readonly fieldCount: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Where the bytes given end: beyond `bodyEnd` where more came than the message says it has. */
  readonly available: number;
  readonly terminated: boolean;
  readonly bareLf: number;
  readonly beyondHeaders: number;
  readonly beyondSection: number;
  readonly beyondMessage: boolean;
  readonly transport: Transport;
  readonly limits: Limits;
};

/** The fields found, kept apart from the buffer that the next message will use again. */
export function keepFields(frames: HeaderFrames): readonly number[] {
  return frames.fields.slice(0, frames.count * fieldColumns);
}
