import type { SipMessage } from '@sipscope/parser';
import type { LadderMedia, StreamRow } from '../rows.ts';
import { qualityOf, streamLine } from '../story/stream-text.ts';

/** The lane of an endpoint that only sends or receives media. */
type LaneOf = { host(address: string): number | undefined; add(address: string): number };

/**
 * Where media comes from and goes to: the lane of the host itself; else of who described it first, such as the proxy through which a phone is seen; else one of
 * its own.
 */
export class MediaLanes {
  readonly #lanes: LaneOf;
  readonly #described = new Map<string, number>();

  constructor(lanes: LaneOf) {
    this.#lanes = lanes;
  }

  /** `from`: the lane of its sender. */
  receive({ sdp }: SipMessage, from: number): void {
    for (const { connection } of sdp?.media ?? []) {
      const address = connection?.address;
      if (address !== undefined && !this.#described.has(address)) this.#described.set(address, from);
    }
  }

  laneOf(address: string): number {
    return this.#lanes.host(address) ?? this.#described.get(address) ?? this.#lanes.add(address);
  }
}

/** Streams as bars between lanes. `sinceStartMs`: of a time, since the call's first message. */
export function ladderMedia(
  streams: readonly StreamRow[],
  lanes: MediaLanes,
  sinceStartMs: (time: string) => number,
): readonly LadderMedia[] {
  return streams.map((stream) => {
    const { id, kind, codec, started, ended, firstFrame, lastFrame, packets, srcIp, dstIp, problems } = stream;
    const startMs = sinceStartMs(started);
    return {
      stream: id,
      from: lanes.laneOf(srcIp),
      to: lanes.laneOf(dstIp),
      frame: firstFrame,
      lastFrame,
      time: started,
      ended,
      sinceStartMs: startMs,
      durationMs: Math.round((sinceStartMs(ended) - startMs) * 1000) / 1000,
      label: streamLine(stream),
      quality: qualityOf(stream),
      ...(kind === undefined ? {} : { kind }),
      ...(codec === undefined ? {} : { codec }),
      packets,
      ...(stream.lostPercent === undefined ? {} : { lostPercent: stream.lostPercent }),
      ...(stream.mos === undefined ? {} : { mos: stream.mos }),
      ...(problems === undefined ? {} : { problems: [...new Set(problems.map(({ code }) => code))] }),
    };
  });
}
