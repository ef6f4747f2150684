import type { StreamSeries } from '../rows/stream-figures-row.ts';
import type { StreamFacts, StreamRow } from '../rows/stream-row.ts';
import type { StreamConduct } from './stream-conduct.ts';

/** By which call and dialog a stream is described: fingerprints, 0 where unknown. */
export type StreamTie = {
  readonly callId: number;
  readonly senderTag: number;
  readonly receiverTag: number;
};

/** What is told of a stream: a plain record, which can be sent from one thread to another. Later ones of the same number replace it. */
export type StreamRecord = {
  /** From 0, in the order in which streams were found. */
  readonly number: number;
  /** `begun`: told once it is known whose it is. `settled`: silent for now. `over`: told last. */
  readonly state: 'begun' | 'settled' | 'over';
  readonly protocol: StreamRow['protocol'];
  readonly kind: StreamRow['kind'];
  readonly isHeuristic: boolean;
  /** -1 of what is no RTP. */
  readonly ssrc: number;
  /** Of `FlowTable`. */
  readonly flow: number;
  readonly startedNs: number;
  readonly endedNs: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly packets: number;
  readonly bytes: number;
  readonly tie: StreamTie | undefined;
  /** The stream that this one goes on. */
  readonly previous: number;
  /** The stream that an element on the way sends on as this one. */
  readonly relayOf: number;
  readonly facts: StreamFacts;
  readonly conduct?: StreamConduct | undefined;
  /** How it went over time. */
  readonly series?: StreamSeries | undefined;
};
