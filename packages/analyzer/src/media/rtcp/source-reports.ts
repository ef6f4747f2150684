import type { StreamRecord, StreamTie } from '../stream-record.ts';
import { FeedbackCounts } from './feedback-counts.ts';
import type { LipSync } from './lip-sync.ts';
import { ReceiverReports } from './receiver-reports.ts';
import { maxFrames, maxReceivers } from './report-limits.ts';
import type { PassedReports } from './round-trips.ts';
import { SenderFigures } from './sender-figures.ts';
import type { StreamCounts } from './stream-counts.ts';

/** What is known of a stream that agents report of, whose packets need not be captured. */
export type Reported = {
  readonly tie: StreamTie | undefined;
  readonly kind: StreamRecord['kind'];
  /** 0 where it is not known. */
  readonly clockHz: number;
};

/** All that RTCP says of one SSRC between two addresses: of itself, and of what it sends. */
export class SourceReports {
  readonly ssrc: number;
  /** By which its table finds it. */
  key = '';
  /** Of its RTP; -1 until that is found. */
  flow = -1;
  /** Of RTCP that it sent, or that answers it turned round. */
  rtcpFlow: number;
  counts: StreamCounts | undefined = undefined;
  /** Only of what HEP reports. */
  reported: Reported | undefined = undefined;
  readonly sender: SenderFigures = new SenderFigures();
  readonly receivers: ReceiverReports[] = [];
  readonly feedback: FeedbackCounts = new FeedbackCounts();
  /** Times at which it sent its reference time, though it sends no media. RFC 3611 §4.4. */
  references: PassedReports | undefined = undefined;
  together: LipSync | undefined = undefined;
  packets = 0;
  encrypted = 0;
  /** Datagrams of its sender that were judged, and those that are no whole compound packets. */
  judged = 0;
  brokenRtcp: { readonly count: number; readonly frame: number; readonly what: string } | undefined = undefined;
  lastNs: number;
  readonly startedNs: number;
  readonly firstFrame: number;
  lastFrame: number;
  readonly frames: number[] = [];
  moreFrames = 0;
  #moreReceivers: Set<number> | undefined;

  constructor(ssrc: number, rtcpFlow: number, timeNs: number, frame: number) {
    this.ssrc = ssrc;
    this.rtcpFlow = rtcpFlow;
    this.startedNs = timeNs;
    this.lastNs = timeNs;
    this.firstFrame = frame;
    this.lastFrame = frame;
  }

  /** Of RTP timestamps; 0 where it is not known. */
  get clockHz(): number {
    return this.counts?.clockHz ?? this.reported?.clockHz ?? 0;
  }

  /** A packet that says something of it. */
  see(timeNs: number, frame: number): void {
    if (timeNs > this.lastNs) this.lastNs = timeNs;
    this.lastFrame = frame;
    if (this.frames.at(-1) === frame) return;
    this.packets++;
    if (this.frames.length < maxFrames) this.frames.push(frame);
    else this.moreFrames++;
  }

  /** `what` is wrong with a datagram of its sender; nothing where it is undefined. */
  judge(frame: number, what: string | undefined): void {
    this.judged++;
    if (what === undefined) return;
    const { count = 0, ...first } = this.brokenRtcp ?? { frame, what };
    this.brokenRtcp = { ...first, count: count + 1 };
  }

  /** Undefined of one beyond those that are kept. */
  receiver(ssrc: number, flow: number, reporter: SenderFigures): ReceiverReports | undefined {
    const known = this.receivers.find((one) => one.ssrc === ssrc && one.flow === flow);
    if (known !== undefined) return known;
    if (this.receivers.length >= maxReceivers) {
      this.#moreReceivers ??= new Set();
      if (this.#moreReceivers.size < maxFrames) this.#moreReceivers.add(ssrc);
      return undefined;
    }
    const receiver = new ReceiverReports(ssrc, flow, reporter);
    this.receivers.push(receiver);
    return receiver;
  }

  get moreReceivers(): number {
    return this.#moreReceivers?.size ?? 0;
  }
}
