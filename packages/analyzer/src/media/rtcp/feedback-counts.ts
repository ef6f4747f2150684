import type { RtcpFeedbackRow } from '../../rows/rtcp-row.ts';
import type { TimeText } from '../payload/payload-reader.ts';
import type { FeedbackDetail } from './feedback-detail.ts';
import { omitUndefined } from './figures-text.ts';
import { maxKinds } from './report-limits.ts';

type Kind = {
  readonly name: string;
  readonly firstNs: number;
  readonly firstFrame: number;
  lastNs: number;
  lastFrame: number;
  count: number;
  packets: number;
  received: number;
  leastRate: number;
  latestRate: number;
};

/** How often feedback about a stream came, by kind. */
export class FeedbackCounts {
  readonly #kinds: Kind[] = [];

  /** `detail`: of it, what is about this stream. */
  receive(name: string, detail: FeedbackDetail | undefined, timeNs: number, frame: number): void {
    const kind = this.#kinds.find((one) => one.name === name) ?? this.#begin(name, timeNs, frame);
    if (kind === undefined) return;
    kind.count++;
    kind.lastNs = timeNs;
    kind.lastFrame = frame;
    switch (detail?.kind) {
      case 'nack':
        kind.packets += detail.packets;
        break;
      case 'transport-cc':
        kind.packets += detail.packets;
        kind.received += detail.received;
        break;
      case 'ccfb':
        for (const { packets, received } of detail.streams) {
          kind.packets += packets;
          kind.received += received;
        }
        break;
      case 'remb':
        takeRate(kind, detail.bitsPerSecond);
        break;
      case 'bit-rates':
        for (const { bitsPerSecond } of detail.entries) takeRate(kind, bitsPerSecond);
        break;
      default:
    }
  }

  rows(time: TimeText): RtcpFeedbackRow[] {
    return this.#kinds.map((kind) => ({
      name: kind.name,
      count: kind.count,
      first: time(kind.firstNs),
      last: time(kind.lastNs),
      firstFrame: kind.firstFrame,
      lastFrame: kind.lastFrame,
      ...omitUndefined({
        packets: kind.packets > 0 ? kind.packets : undefined,
        received: kind.name === 'transport-cc' || kind.name === 'CCFB' ? kind.received : undefined,
        bitsPerSecondMin: kind.leastRate === Infinity ? undefined : kind.leastRate,
        bitsPerSecondLast: kind.leastRate === Infinity ? undefined : kind.latestRate,
      }),
    }));
  }

  #begin(name: string, timeNs: number, frame: number): Kind | undefined {
    if (this.#kinds.length >= maxKinds) return undefined;
    const kind: Kind = {
      name,
      firstNs: timeNs,
      firstFrame: frame,
      lastNs: timeNs,
      lastFrame: frame,
      count: 0,
      packets: 0,
      received: 0,
      leastRate: Infinity,
      latestRate: 0,
    };
    this.#kinds.push(kind);
    return kind;
  }
}

function takeRate(kind: Kind, bitsPerSecond: number): void {
  kind.latestRate = bitsPerSecond;
  kind.leastRate = Math.min(kind.leastRate, bitsPerSecond);
}
