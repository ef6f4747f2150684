import type { CallMedia } from '../call/call-media.ts';
import type { MediaProblem } from '../call/media-problem.ts';
import type { ClearKeys } from '../key-presses.ts';
import type { StreamRecord } from '../media/stream-record.ts';
import type { DtmfRow } from '../rows/dtmf-row.ts';
import type { StreamProblemRow } from '../rows/stream-problem.ts';
import type { StreamRow } from '../rows/stream-row.ts';

/** A stream as rules see it, when nothing more comes of it. */
export type JudgedStream = {
  /** `x1`. */
  readonly id: string;
  readonly record: StreamRecord;
  readonly from: StreamRow['from'];
  /** Number of its dialog; -1 where it is not known. */
  readonly dialog: number;
  /** `ip:port`, an IPv6 address in brackets. */
  readonly source: string;
  readonly destination: string;
  readonly srcIp: string;
  readonly dstIp: string;
  /** What it tells itself, and what its call tells of it. */
  readonly problems: readonly (StreamProblemRow | MediaProblem)[];
  /** Another call, open as well, that wants media at the same address. */
  readonly sharedWith: { readonly call: string; readonly frame: number } | undefined;
};

/** The call whose media is judged. */
export type JudgedCall = {
  readonly number: number;
  /** Of the dialog that was answered; -1 where none was, as far as is known. */
  readonly answeredNs: number;
  /** When that dialog was seen to end; -1 where it was not. */
  readonly endedNs: number;
};

/** Media that rules judge together: all of a call, or one stream that is of no call. */
export type MediaCase = {
  readonly call: JudgedCall | undefined;
  /** In the order in which they were found. */
  readonly streams: readonly JudgedStream[];
  /** What the streams of the call came to. */
  readonly media: CallMedia | undefined;
  /** Keys that were pressed in it. */
  readonly keys: readonly DtmfRow[];
  /** Those that messages told in clear text. */
  readonly clearKeys: ClearKeys | undefined;
  /** Whether something else was agreed on in the call between these times. */
  readonly hasChanged: (fromNs: number, toNs: number) => boolean;
  /** What the capture has beside: whether messages of that address were captured, and what was captured of the time between. */
  readonly isSignalling: (ip: string) => boolean;
  readonly isObserved: (fromNs: number, toNs: number) => boolean;
  /** Of a time as rows have it. */
  readonly nsOf: (time: string) => number;
  /** Time of the capture now, since its begin. */
  readonly nowNs: number;
};

/** Between whom something went: `ip:port` each. */
export type MediaEnds = { readonly source: string; readonly destination: string; readonly srcIp: string };

/** Something wrong with media: told of packets, not of a message. */
export type MediaFault = {
  /** A sentence for people. */
  readonly seen: string;
  readonly stream?: JudgedStream;
  /** Of what is no stream. */
  readonly ends?: MediaEnds;
  readonly timeNs: number;
  /** Packets and messages that prove it; the first is where it is told. */
  readonly frames: readonly number[];
};
